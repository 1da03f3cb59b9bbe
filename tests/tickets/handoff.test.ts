import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTicketWorld, MORNING, type TicketSeen, type TicketWorld } from './ticket-world.js';

const MINUTE = 60_000;

let world: TicketWorld;
let support: { personId: string; grantId: string };
let adviser: { personId: string; grantId: string };
beforeAll(async () => {
  world = await createTicketWorld();
  support = await world.staff();
  adviser = await world.staff();
});
afterAll(() => world?.close());

describe('from the assistant to support to an adviser', () => {
  let ticket: TicketSeen;

  test('each level finds all that was asked and answered, and asks nothing twice', async () => {
    ticket = await world.open('How do I set up a monthly investment plan?');
    expect(ticket).toMatchObject({ level: 'L1', status: 'WAITING_FOR_CUSTOMER' });
    world.clock.advance(MINUTE);
    const back = await world.act('addTicketMessage', {
      ticketId: ticket.id,
      text: 'I know that. Which amount fits my salary of 20,000?',
    });
    expect(back.ticket).toMatchObject({ level: 'L2', status: 'WAITING_FOR_BROKERAGE', contactCount: 2 });
    const id = await deskId(ticket.id);
    await staffAct('takeTicket', { ticketId: id }, support.grantId);
    await consult(id, 'ACCOUNTS', support.grantId);
    world.clock.advance(MINUTE);
    await staffAct(
      'replyToTicket',
      { ticketId: id, text: 'Until when do you want to save?', asksBack: true },
      support.grantId,
    );
    await world.act('addTicketMessage', { ticketId: ticket.id, text: 'For ten years, for my child.' });
    await staffAct(
      'replyToTicket',
      { ticketId: id, text: 'How much do you put aside now?', asksBack: true },
      support.grantId,
    );
    await world.act('addTicketMessage', { ticketId: ticket.id, text: '3,000 a month.' });
    world.clock.advance(MINUTE);
    await staffAct(
      'changeTicketLevel',
      { ticketId: id, level: 'L3', reason: 'Wants a plan for a goal.' },
      support.grantId,
    );
    const seen = await world.see(ticket.id);
    expect(seen).toMatchObject({ level: 'L3', status: 'WAITING_FOR_BROKERAGE' });
    const [first, second] = seen?.handoffs ?? [];
    expect(first).toMatchObject({ from: 'L1', to: 'L2', question: 'How do I set up a monthly investment plan?' });
    expect(first?.tried[0]).toMatchObject({ by: 'ASSISTANT', articleKey: 'dca-plan' });
    expect(second).toMatchObject({
      from: 'L2',
      to: 'L3',
      reason: 'Wants a plan for a goal.',
      exchanges: [
        { askedBy: 'STAFF', asked: 'Until when do you want to save?', answer: 'For ten years, for my child.' },
        { askedBy: 'STAFF', asked: 'How much do you put aside now?', answer: '3,000 a month.' },
      ],
      consulted: [{ what: 'ACCOUNTS' }],
    });
    // What was said to the brokerage before the change stands in the packet word for word, so the adviser need not ask for any of it.
    const asked = (second?.exchanges ?? []).map((exchange) => exchange.asked);
    expect(new Set(asked).size).toBe(asked.length);
  });

  test('the adviser answers from the packet: no question of the conversation stands in it twice', async () => {
    const id = await deskId(ticket.id);
    await staffAct('takeTicket', { ticketId: id }, adviser.grantId);
    const desk = await world.see(id, adviser.grantId);
    expect(desk?.handoffs).toHaveLength(2);
    await staffAct(
      'replyToTicket',
      { ticketId: id, text: 'Ten years, 3,000 a month: here is a plan …', solves: true },
      adviser.grantId,
    );
    const seen = await world.see(ticket.id);
    expect(seen).toMatchObject({ status: 'SOLVED', contactCount: 2 });
    const questions = (seen?.messages.edges ?? [])
      .filter(({ node }) => node.kind === 'QUESTION')
      .map(({ node }) => node.text);
    expect(new Set(questions).size).toBe(questions.length);
    const { rows } = await world.database.ops.query(
      "SELECT c.kind, state, started_at FROM ticket_clock c JOIN ticket t ON t.id = c.ticket_id WHERE t.question LIKE 'How do I set up a monthly%' ORDER BY c.kind",
    );
    expect(rows).toMatchObject([
      { kind: 'ASSISTANT' },
      { kind: 'HUMAN', state: 'MET', started_at: new Date(Date.parse(MORNING) + MINUTE) },
    ]);
  });

  test('opened again it has the first clock, and the override and the rules stand side by side', async () => {
    world.clock.advance(60 * MINUTE);
    const { ticket: again } = await world.act('reopenTicket', { ticketId: ticket.id, text: 'The plan does not open.' });
    expect(again).toMatchObject({ status: 'WAITING_FOR_BROKERAGE', reopenedCount: 1, level: 'L3' });
    expect(again?.classifications.map(({ source, level }) => [source, level])).toEqual([
      ['RULES', 'L1'],
      ['STAFF', 'L3'],
    ]);
    const { rows } = await world.database.ops.query(
      "SELECT state, started_at, consumed_ms::int AS used FROM ticket_clock WHERE kind = 'HUMAN' AND state = 'RUNNING'",
    );
    expect(rows).toMatchObject([{ started_at: new Date(Date.parse(MORNING) + MINUTE), used: expect.any(Number) }]);
    expect(rows[0].used).toBeGreaterThanOrEqual(MINUTE);
  });
});

describe('what staff see', () => {
  test('a look-up needs the ticket, is an operation of its own, and stands in the customer’s record', async () => {
    const ticket = await world.open('Why was my transfer late?');
    const id = await deskId(ticket.id);
    expect(await consult(id, 'BALANCES', support.grantId)).toMatchObject({
      json: null,
      userErrors: [{ code: 'TICKET_NOT_YOURS' }],
    });
    await staffAct('takeTicket', { ticketId: id }, support.grantId);
    const found = await consult(id, 'BALANCES', support.grantId);
    expect(JSON.parse(found.json ?? '')).toMatchObject({ accounts: { edges: [{ node: { name: 'Account 0' } }, {}] } });
    const { rows } = await world.database.ops.query(
      `SELECT r.operation_name, r.customer_id FROM ticket_consultation c JOIN operation_record r ON r.id = c.operation_id WHERE c.what = 'BALANCES'`,
    );
    expect(rows).toEqual([{ operation_name: 'TicketBalances', customer_id: world.anna.id }]);
  });

  test('notes never leave the desk, neither as rows nor by their words', async () => {
    const ticket = await world.open('Why was my deposit late?');
    const id = await deskId(ticket.id);
    await staffAct('addTicketNote', { ticketId: id, text: 'SECRET-CANARY: a difficult customer' }, support.grantId);
    const document = 'query($id: ID!) { ticket(id: $id) { notes { text } } }';
    expect(await world.data(document, { id }, support.grantId)).toMatchObject({
      ticket: { notes: [{ text: 'SECRET-CANARY: a difficult customer' }] },
    });
    expect(await world.data(document, { id: ticket.id })).toEqual({ ticket: { notes: [] } });
    expect(JSON.stringify(await world.see(ticket.id))).not.toContain('CANARY');
    const { rows } = await world.database.ops.query("SELECT FROM event WHERE data::text LIKE '%CANARY%'");
    expect(rows).toHaveLength(0);
  });

  test('somebody without the act sees no ticket, and no customer can do what staff do', async () => {
    const reviewer = await world.staff(['REVIEWER']);
    await expect(
      world.data('{ ticketQueue(first: 5, level: L2) { edges { node { id } } } }', {}, reviewer.grantId),
    ).rejects.toThrow('lacks');
    const forAnna = await world.grant({ customer: world.anna, scopes: ['tickets:read', 'tickets:write'] });
    await expect(
      world.data('{ ticketQueue(first: 5, level: L2) { edges { node { id } } } }', {}, forAnna),
    ).rejects.toThrow('lacks');
  });
});

/** A ticket's id as the desk knows it: in these tests the desk is the same app. */
async function deskId(id: string): Promise<string> {
  return id;
}

async function staffAct(act: string, input: Record<string, unknown>, grantId: string): Promise<TicketSeen> {
  const { ticket, userErrors } = await world.act(act, input, grantId);
  if (!ticket) throw new Error(`${act}: ${JSON.stringify(userErrors)}`);
  return ticket;
}

async function consult(ticketId: string, what: string, grantId: string) {
  const source = `mutation($input: ConsultForTicketInput!) { consultForTicket(input: $input) { operationId json userErrors { code } } }`;
  const { consultForTicket } = await world.data<{
    consultForTicket: { operationId: string; json: string | null; userErrors: { code: string }[] };
  }>(source, { input: { ticketId, what } }, grantId);
  return consultForTicket;
}
