import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { planOf } from '../operation/plan-of.js';
import { benchCustomer, makeTickets } from './bench-data.js';
import { createTicketWorld, type TicketWorld } from './ticket-world.js';

let world: TicketWorld;
let owner: pg.Client;
let desk: string;
beforeAll(async () => {
  world = await createTicketWorld();
  owner = new pg.Client({ connectionString: world.url });
  await owner.connect();
  await makeTickets(owner, world.appId, { first: 1, last: 4000, customers: 40 });
  desk = (await world.staff()).grantId;
});
afterAll(async () => {
  await owner?.end();
  await world?.close();
});

interface Found {
  readonly tickets: { edges: { node: { id: string; subject: string } }[]; pageInfo: { hasNextPage: boolean } };
}

async function search(filter: Record<string, unknown>, grantId: string, first = 100): Promise<Found['tickets']> {
  const source =
    'query($first: Int!, $filter: TicketFilter!) { tickets(first: $first, filter: $filter) { edges { node { id subject } } pageInfo { hasNextPage } } }';
  return (await world.data<Found>(source, { first, filter }, grantId)).tickets;
}
const subjects = ({ edges }: Found['tickets']) => edges.map(({ node }) => node.subject);

describe('searching', () => {
  test('staff find a rare word among all tickets, and a common one latest first', async () => {
    expect(subjects(await search({ text: 'word1234' }, desk))).toEqual(['Order 1234']);
    expect(subjects(await search({ text: '为什么没有成交' }, desk, 3))).toEqual([
      'Order 3992',
      'Order 3991',
      'Order 3990',
    ]);
  });

  test('a common word is found among all that the other filters leave, however old', async () => {
    await owner.query("UPDATE ticket SET tags = '{vip}' WHERE subject IN ('Order 15', 'Order 18')");
    expect(subjects(await search({ text: '没有成交', tag: 'vip' }, desk))).toEqual(['Order 15']);
    expect(
      subjects(await search({ text: '没有成交', statuses: ['WAITING_FOR_BROKERAGE'], topic: 'TAX' }, desk)),
    ).toEqual(await byHand("status = 'WAITING_FOR_BROKERAGE' AND topic = 'TAX'"));
  });

  test('filters hold in all their forms: several statuses, a kind, a tag of any signs', async () => {
    const some = await search({ text: '没有成交', statuses: ['OPEN', 'NEW'], kind: 'QUESTION' }, desk);
    expect(subjects(some)).toEqual(await byHand("status IN ('OPEN', 'NEW')"));
    for (const tag of ["a'b", 'a\\', "' | '=CLOSED", '=OPEN', 'nowhere'])
      expect(subjects(await search({ text: '没有成交', tag }, desk))).toEqual([]);
    expect(subjects(await search({ text: '=OPEN' }, desk))).toEqual([]); // a mark is no word
    expect(subjects(await search({ text: '没有成交', kind: 'COMPLAINT' }, desk))).toEqual([]);
  });

  test('at most the latest 500 hits are searched through', async () => {
    let cursor: string | null = null;
    let seen = 0;
    do {
      const source = `query($after: String) { tickets(first: 100, after: $after, filter: { text: "没有成交" }) { edges { cursor } } }`;
      const { tickets }: { tickets: { edges: { cursor: string }[] } } = await world.data(
        source,
        { after: cursor },
        desk,
      );
      seen += tickets.edges.length;
      cursor = tickets.edges.at(-1)?.cursor ?? null;
    } while (cursor !== null);
    expect(seen).toBe(500);
  });

  test('a customer finds own tickets and no others, and another app of the customer finds none', async () => {
    const mine = await world.ownPages(benchCustomer(6));
    const all = subjects(await search({ text: '没有成交' }, mine));
    expect(all.length).toBeGreaterThan(10);
    expect(all).toEqual(await byHand(`customer_id = '${benchCustomer(6)}'`));
    expect(subjects(await search({ text: '没有成交' }, world.annaGrant))).toEqual([]);
    const otherApp = await world.grant({ customer: world.anna, appId: await world.newApp() });
    await world.open('为什么没有成交，订单 word1234？');
    expect(subjects(await search({ text: 'word1234' }, world.annaGrant))).toHaveLength(1);
    expect(subjects(await search({ text: 'word1234' }, otherApp))).toEqual([]);
  });

  test('text that no word can be made of finds nothing, and characters that JSON can hold but the database can’t are harmless', async () => {
    expect(subjects(await search({ text: '？！' }, desk))).toEqual([]);
    expect(subjects(await search({ text: '\udfff word1233' }, desk))).toEqual(['Order 1233']);
    await expect(search({ text: 'a\u0000b' }, desk)).rejects.toThrow('INVALID_TEXT');
  });
});

describe('what a list reads', () => {
  test('a customer’s list is answered from that customer’s index, not from everybody’s tickets', async () => {
    const mine = await world.ownPages(benchCustomer(6));
    const plan = await planOf(world.database.reach, owner, () =>
      world.data('{ tickets(first: 20) { edges { node { id } } } }', {}, mine),
    );
    expect(plan).toMatch(/ticket_by_customer[\s\S]*Index Cond: \(customer_id = /);
    expect(plan).not.toContain('ticket_by_day');
  });

  test('a queue is answered from its index in the order of promises', async () => {
    const plan = await planOf(world.database.reach, owner, () =>
      world.data('{ ticketQueue(first: 50, level: L2) { edges { node { id } } } }', {}, desk),
    );
    expect(plan).toMatch(/Limit[\s\S]*Index Scan using ticket_by_queue/);
    expect(plan).not.toContain('Sort');
  });
});

async function byHand(condition: string): Promise<string[]> {
  const { rows } = await owner.query<{ subject: string }>(
    `SELECT subject FROM ticket WHERE question LIKE '%没有成交%' AND ${condition} ORDER BY opened_at DESC, id DESC`,
  );
  return rows.map(({ subject }) => subject);
}
