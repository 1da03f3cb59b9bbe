import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTicketWorld, type TicketWorld } from './ticket-world.js';

let world: TicketWorld;
beforeAll(async () => {
  world = await createTicketWorld();
});
afterAll(() => world?.close());

describe('asking', () => {
  test('a how-to is answered in the same request, with the article cited and the reasons of its level', async () => {
    const ticket = await world.open('登录密码忘了，怎么找回？');
    expect(ticket).toMatchObject({
      level: 'L1',
      status: 'WAITING_FOR_CUSTOMER',
      kind: 'QUESTION',
      firstRespondedAt: null,
    });
    const said = ticket.messages.edges.map(({ node }) => node);
    expect(said.map(({ author }) => author)).toEqual(['CUSTOMER', 'ASSISTANT']);
    expect(said[1]).toMatchObject({ kind: 'ANSWER', articleKey: 'reset-sign-in-password' });
    expect(ticket.classifications[0]?.reasons.join()).toContain('忘记或修改登录密码');
    expect(ticket.handoffs).toEqual([]);
  });

  test('a rule of trading waits for a person from the first moment; the assistant helps meanwhile and nothing stops', async () => {
    const ticket = await world.open('Why was my order rejected?');
    expect(ticket).toMatchObject({ level: 'L2', status: 'NEW', promisedAt: '2026-10-28T02:15:00Z' });
    expect(ticket.messages.edges.map(({ node }) => [node.author, node.kind])).toEqual([
      ['CUSTOMER', 'MESSAGE'],
      ['ASSISTANT', 'MESSAGE'],
    ]);
    const { rows } = await world.database.ops.query(
      "SELECT state FROM ticket_clock WHERE kind = 'HUMAN' AND state = 'RUNNING'",
    );
    expect(rows).toHaveLength(1);
  });

  test('advice goes to an adviser within 48 hours of trading days', async () => {
    const ticket = await world.open('Should I buy gold or bonds now?');
    expect(ticket).toMatchObject({
      level: 'L3',
      status: 'NEW',
      topic: 'ADVICE',
      promisedAt: '2026-10-30T02:00:00Z',
    });
    expect(ticket.messages.edges).toHaveLength(1);
  });

  test('what nothing is known of goes up, with a packet', async () => {
    const ticket = await world.open('How do I frobnicate the quux?');
    expect(ticket).toMatchObject({ level: 'L2', status: 'WAITING_FOR_BROKERAGE' });
    expect(ticket.handoffs).toMatchObject([
      { from: 'L1', to: 'L2', question: 'How do I frobnicate the quux?', exchanges: [] },
    ]);
  });

  test('a complaint is never the assistant’s, and no app ends it', async () => {
    const ticket = await world.open('How do I reset my password? I want to complain about the hotline.');
    expect(ticket).toMatchObject({ kind: 'COMPLAINT', level: 'L2', priority: 'HIGH', status: 'NEW' });
    expect(ticket.messages.edges.map(({ node }) => node.author)).toEqual(['CUSTOMER']);
    const { userErrors } = await world.act('closeTicket', { ticketId: ticket.id });
    expect(userErrors[0]?.code).toBe('TICKET_COMPLAINT_STANDS');
    expect(await world.told()).toContain('ticket.complaint');
  });
});

describe('once', () => {
  test('twenty requests with one key at once make one ticket', async () => {
    const before = await count();
    const input = { text: 'How do I set a price alert?', idempotencyKey: 'race-1' };
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => world.act('openTicket', input)));
    const ids = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.ticket?.id] : []));
    expect(new Set(ids).size).toBe(1);
    expect(await count()).toBe(before + 1);
    const again = await world.act('openTicket', input);
    expect(again.ticket?.id).toBe(ids[0]);
  });

  test('the same question without a key is pointed to the ticket that stands', async () => {
    const first = await world.open('How do I  open the personal pension account?');
    const { ticket, userErrors } = await world.act('openTicket', {
      text: 'how do i open the personal pension account',
    });
    expect(userErrors[0]?.code).toBe('TICKET_DUPLICATE');
    expect(ticket?.id).toBe(first.id);
  });

  test('ten same questions in one moment make one ticket', async () => {
    const before = await count();
    await Promise.all(
      Array.from({ length: 10 }, () => world.act('openTicket', { text: 'Where is dark mode hidden?' })),
    );
    expect(await count()).toBe(before + 1);
  });
});

describe('reach', () => {
  test('another customer, and another app of the same customer, see nothing and can change nothing', async () => {
    const ticket = await world.open('How do I remove an old device?');
    const otherApp = await world.grant({ customer: world.anna, appId: await world.newApp() });
    for (const grantId of [world.bertGrant, otherApp]) {
      expect(await world.see(ticket.id, grantId)).toBeNull();
      expect(await world.data('{ tickets(first: 9) { edges { node { id } } } }', {}, grantId)).toEqual({
        tickets: { edges: [] },
      });
      const said = await world.act('addTicketMessage', { ticketId: ticket.id, text: 'hello' }, grantId);
      expect(said.userErrors[0]?.code).toMatch(/TICKET_NOT_FOUND/);
    }
  });

  test('an account outside the consent can’t be named', async () => {
    const grantId = await world.grant({ customer: world.anna, accounts: [world.anna.accounts[0]] });
    const accountId = world.parts.ids.encode(world.appId, 'acc', world.anna.accounts[1]);
    const { userErrors } = await world.act(
      'openTicket',
      { text: 'What is wrong with this account?', accountId },
      grantId,
    );
    expect(userErrors[0]?.code).toBe('TICKET_LINK_UNKNOWN');
  });

  test('needs the scope for writing', async () => {
    const reader = await world.grant({ customer: world.anna, scopes: ['tickets:read'] });
    await expect(world.act('openTicket', { text: 'x' }, reader)).rejects.toThrow('lacks tickets:write');
  });
});

test('4,000 characters are a message, one more or none are not, in openings, messages and comments alike', async () => {
  const codes = async (act: string, input: Record<string, unknown>) =>
    (await world.act(act, input)).userErrors.map(({ code }) => code);
  const { id } = await world.open(`Why was it rejected? ${'字'.repeat(3979)}`);
  const refused = ['TICKET_TEXT_INVALID'];
  expect(await codes('openTicket', { text: '字'.repeat(4001) })).toEqual(refused);
  expect(await codes('openTicket', { text: ' \u0000\u202E ' })).toEqual(refused);
  expect(await codes('addTicketMessage', { ticketId: id, text: '字'.repeat(4001) })).toEqual(refused);
  expect(await codes('addTicketMessage', { ticketId: id, text: '字'.repeat(4000) })).toEqual([]);
  await world.act('closeTicket', { ticketId: id, solved: true });
  expect(await codes('rateTicket', { ticketId: id, satisfaction: 5, comment: '字'.repeat(1001) })).toEqual(refused);
  expect(await codes('rateTicket', { ticketId: id, satisfaction: 6 })).toEqual(['TICKET_RATING_INVALID']);
});

test('HTML, control characters and direction marks are harmless from the first row on', async () => {
  const ticket = await world.open('How do I <script>alert(1)</script> withdraw? P/E < 10 \u202Eevil\u0007', {
    subject: '<img src=x>',
  });
  const [said] = ticket.messages.edges;
  expect(said?.node.text).toBe('How do I ‹script>alert(1)‹/script> withdraw? P/E < 10 evil');
});

async function count(): Promise<number> {
  const { rows } = await world.database.ops.query<{ count: number }>('SELECT count(*)::int AS count FROM ticket');
  return rows[0]?.count ?? 0;
}
