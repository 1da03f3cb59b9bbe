import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { WatchClocks, WatchNps } from '../../src/tickets/index.js';
import { createTicketWorld, type TicketWorld } from './ticket-world.js';

const MINUTE = 60_000;
const SILENT = { name: 'silent', respond: async () => null };

let world: TicketWorld;
beforeEach(async () => {
  world = await createTicketWorld();
});
afterEach(() => world?.close());
afterAll(() => undefined);

describe('the timer', () => {
  test('warns at ten minutes, breaches at fifteen, tells each once, also when another process takes over', async () => {
    const { id } = await world.open('Why was my order rejected?');
    expect(await world.watch.step()).toBe(0);
    world.clock.advance(10 * MINUTE);
    expect(await world.watch.step()).toBe(1);
    // All that is due stands in rows: a process that starts now knows as much as the one that went down.
    const restarted = new WatchClocks({ pool: world.database.ops, clock: world.clock });
    expect(await restarted.step()).toBe(0);
    world.clock.advance(5 * MINUTE);
    const told = await Promise.all([world.watch.step(), restarted.step(), restarted.step()]);
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect((await world.told()).filter((type) => /warning|breached/.test(type))).toEqual([
      'ticket.sla_warning',
      'ticket.breached',
    ]);
    expect((await world.see(id))?.breached).toBe(true);
  });

  test('is quiet while the customer is asked, at night and on a holiday', async () => {
    const staff = await world.staff();
    const { id } = await world.open('Should I sell my bond funds?');
    await world.act('replyToTicket', { ticketId: id, text: 'How long can you wait?', asksBack: true }, staff.grantId);
    world.clock.advance(30 * 24 * 60 * MINUTE);
    expect(await world.watch.step()).toBe(0);
  });

  test('hands a question up when the assistant went down before it answered', async () => {
    const { id } = await crashedBeforeAnswer('How do I download my statement?');
    world.clock.advance(MINUTE);
    await world.watch.step();
    expect(await world.see(id)).toMatchObject({
      level: 'L2',
      status: 'WAITING_FOR_BROKERAGE',
      handoffs: [{ from: 'L1', to: 'L2' }],
    });
  });
});

describe('whoever stands at ticket.respond', () => {
  test('that passes, throws or cites what was not found leaves the question to a person', async () => {
    const cases = [
      SILENT,
      { name: 'broken', respond: async () => Promise.reject(new Error('down')) },
      { name: 'liar', respond: async () => ({ text: 'Trust me.', articleKey: 'no-such-article', confidence: 1 }) },
      { name: 'timid', respond: async () => ({ text: 'Maybe.', articleKey: 'download-statement', confidence: 0.1 }) },
    ];
    for (const [index, responder] of cases.entries()) {
      const undo = world.useCases.responderPoint.use(responder);
      const ticket = await world.open(`How do I download my statement of month ${index + 1}?`);
      expect([responder.name, ticket.level, ticket.status]).toEqual([responder.name, 'L2', 'WAITING_FOR_BROKERAGE']);
      undo();
    }
    expect(await world.open('How do I download my statement?')).toMatchObject({
      level: 'L1',
      status: 'WAITING_FOR_CUSTOMER',
    });
  });

  test('may answer in its own words when it cites an article that was found; its text is made harmless', async () => {
    world.useCases.responderPoint.use({
      name: 'plugin',
      respond: async ({ articles }) => ({
        text: 'See <b>Statements</b>.',
        articleKey: articles[0]?.key ?? '',
        confidence: 0.9,
      }),
    });
    const ticket = await world.open('How do I download my statement?');
    expect(ticket.messages.edges[1]?.node).toMatchObject({
      author: 'ASSISTANT',
      text: 'See ‹b>Statements‹/b>.',
      articleKey: 'download-statement',
    });
  });
});

test('NPS below 40 raises service.nps_low once a day, for nobody outside', async () => {
  const nps = new WatchNps({ pool: world.database.ops, clock: world.clock });
  for (let n = 0; n < 20; n += 1) {
    await world.database.ops.query(
      `WITH t AS (INSERT INTO ticket (id, customer_id, app_id, kind, topic, subject, question, question_digest, language, level, priority, status, tier, promised_at, opened_at, updated_at)
         VALUES (gen_random_uuid(), $1, $2, 'QUESTION', 'OTHER', 's', 'q', '', 'en', 'L1', 'NORMAL', 'SOLVED', 'MASS', $3, $3, $3) RETURNING id)
       INSERT INTO ticket_rating (ticket_id, customer_id, app_id, satisfaction, recommend, at) SELECT id, $1, $2, 4, $4, $3 FROM t`,
      [world.anna.id, world.appId, new Date(world.clock.now()), n < 12 ? 10 : n < 15 ? 8 : 5],
    );
    if (n === 18) expect(await nps.step()).toBeNull(); // 19 answers are too few
  }
  expect(await nps.step()).toBe(35); // 12 of 20 promote, 5 detract
  expect(await nps.step()).toBeNull();
  const lead = await world.staff(['SUPPORT_LEAD']);
  const boards = await world.data(
    '{ ticketBoards(from: "2026-10-01T00:00:00Z", to: "2026-11-01T00:00:00Z") { firstResponse { level opened responded } oneContact { level rate } breaches { level rate } satisfaction { ratings average csat nps npsAnswers } } }',
    {},
    lead.grantId,
  );
  expect(boards).toMatchObject({
    ticketBoards: {
      firstResponse: [
        { level: 'L1', opened: 20 },
        { level: 'ALL', opened: 20, responded: 0 },
      ],
      breaches: [
        { level: 'L1', rate: '0' },
        { level: 'ALL', rate: '0' },
      ],
      satisfaction: { ratings: 20, average: '4', csat: '1', nps: 35, npsAnswers: 20 },
    },
  });
});

describe('who gets a ticket', () => {
  test('skills first, then the lowest load; a high-net-worth customer’s own manager before all', async () => {
    const lead = await world.staff(['SUPPORT_LEAD']);
    const people = await Promise.all([world.staff(), world.staff(), world.staff()]);
    const [first, second, manager] = people;
    for (const [person, levels] of [
      [first, ['L2']],
      [second, ['L2']],
      [manager, ['L3']],
    ] as const) {
      await setUp(lead.grantId, {
        personId: personId(person?.personId),
        levels,
        languages: ['EN', 'ZH'],
        capacity: 2,
        available: true,
      });
    }
    const given = [];
    for (const question of [
      'Why was my order rejected?',
      'Why was my order not filled?',
      'Why is my commission so high?',
      'Why was my dividend taxed?',
      'Why did my transfer fail?',
    ])
      given.push(await assigneeOf((await world.open(question)).id, lead.grantId));
    // Two each in turns, and the fifth waits in the queue.
    expect(given.filter((id) => id === personId(first?.personId))).toHaveLength(2);
    expect(given.filter((id) => id === personId(second?.personId))).toHaveLength(2);
    expect(given[4]).toBeNull();
    await world.database.ops.query("UPDATE customer SET tier = 'HIGH_NET_WORTH' WHERE id = $1", [world.bert.id]);
    const customerId = world.parts.ids.encode(world.appId, 'cus', world.bert.id);
    await world.data(
      'mutation($input: SetTicketManagerInput!) { setTicketManager(input: $input) { userErrors { code } } }',
      { input: { customerId, personId: personId(manager?.personId) } },
      lead.grantId,
    );
    const { id } = await world.open('Why was my order rejected?', {}, world.bertGrant);
    expect(await assigneeOf(id, lead.grantId)).toBe(personId(manager?.personId));
  });
});

function personId(uuid = ''): string {
  return world.parts.ids.encode(world.appId, 'per', uuid);
}

async function setUp(grantId: string, input: Record<string, unknown>): Promise<void> {
  const document = 'mutation($input: SetTicketAgentInput!) { setTicketAgent(input: $input) { userErrors { code } } }';
  expect(await world.data(document, { input }, grantId)).toEqual({ setTicketAgent: { userErrors: [] } });
}

async function assigneeOf(id: string, grantId: string): Promise<string | null> {
  const seen = await world.data<{ ticket: { assignedTo: string | null } }>(
    'query($id: ID!) { ticket(id: $id) { assignedTo } }',
    { id },
    grantId,
  );
  return seen.ticket.assignedTo;
}

/** A ticket whose process ended between the commit of the question and the assistant's turn. */
async function crashedBeforeAnswer(text: string) {
  const undo = world.useCases.responderPoint.use({ name: 'gone', respond: () => new Promise(() => {}) });
  const { openTicket } = await import('../../src/tickets/acts/open-ticket.js');
  const { inTransaction } = await import('../../src/storage/index.js');
  const owner = { customerId: world.anna.id, appId: world.appId, accountIds: world.anna.accounts };
  const uuid = await inTransaction(world.database.ops, (client) =>
    openTicket(client, owner, { text, author: 'CUSTOMER' }, world.clock.now()),
  );
  undo();
  return { id: world.parts.ids.encode(world.appId, 'tkt', uuid) };
}
