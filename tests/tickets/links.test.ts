import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EVENT_TYPES } from '../../src/compose/features.js';
import { PlaceEvents } from '../../src/events/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { createTicketWorld, type TicketWorld } from './ticket-world.js';

let world: TicketWorld;
beforeAll(async () => {
  world = await createTicketWorld();
});
afterAll(() => world?.close());

const LINKED = `query($id: ID!) { ticket(id: $id) { tags campaignId pluginRunId account { id } transaction { id } instrument { id } } }`;

test('a ticket leads to what it is about: account, transaction, instrument, campaign, run of a plugin; with its tags', async () => {
  const found = await world.data<{
    accounts: {
      edges: {
        node: { id: string; transactions: { edges: { node: { id: string; instrument: { id: string } | null } }[] } };
      }[];
    };
  }>(
    '{ accounts(first: 1) { edges { node { id transactions(first: 20) { edges { node { id instrument { id } } } } } } } }',
  );
  const [account] = found.accounts.edges;
  const trade = account?.node.transactions.edges.find(({ node }) => node.instrument)?.node;
  const links = {
    accountId: account?.node.id,
    transactionId: trade?.id,
    instrumentId: trade?.instrument?.id,
    campaignId: world.parts.ids.encode(world.appId, 'cmp', newId()),
    pluginRunId: world.parts.ids.encode(world.appId, 'run', newId()),
  };
  expect(Object.values(links)).not.toContain(undefined);
  const { id } = await world.open('Why was this trade charged twice?', { ...links, tags: ['fees', 'app:21'] });
  expect(await world.data(LINKED, { id })).toEqual({
    ticket: {
      tags: ['fees', 'app:21'],
      campaignId: links.campaignId,
      pluginRunId: links.pluginRunId,
      account: { id: links.accountId },
      transaction: { id: links.transactionId },
      instrument: { id: links.instrumentId },
    },
  });
});

test('a transaction brings its account along, and what is not in reach can not be named', async () => {
  const { rows } = await world.database.ops.query<{ id: string; customer_id: string; account_id: string }>(
    'SELECT id, customer_id, account_id FROM transaction',
  );
  const of = (customerId: string) => rows.find((row) => row.customer_id === customerId);
  const encode = (prefix: string, id = '') => world.parts.ids.encode(world.appId, prefix, id);
  const mine = of(world.anna.id);
  const { id } = await world.open('Why is this booking here?', { transactionId: encode('txn', mine?.id) });
  const seen = await world.data<{ ticket: { account: { id: string } } }>(LINKED, { id });
  expect(seen.ticket.account.id).toBe(encode('acc', mine?.account_id));
  const { ticket, userErrors } = await world.act('openTicket', {
    text: 'And this one?',
    transactionId: encode('txn', of(world.bert.id)?.id),
  });
  expect([ticket, userErrors.map(({ code }) => code)]).toEqual([null, ['TICKET_LINK_UNKNOWN']]);
});

test('the document of a hook, replayed by hand, reads the ticket behind its event as of now and under the consent of now', async () => {
  const { id } = await world.open('Why was my order rejected?');
  const { rows } = await world.database.ops.query<{ id: string }>(
    "SELECT id FROM event WHERE type = 'ticket.opened' ORDER BY seq DESC LIMIT 1",
  );
  const event = world.parts.ids.encode(world.appId, 'evt', rows[0]?.id ?? '');
  await world.act('addTicketMessage', { ticketId: id, text: 'At 10:05.' });
  const pool = world.database.ops;
  await new PlaceEvents({ pool, clock: systemClock, types: EVENT_TYPES, onPlaced: async () => {} }).placeBatch();
  const document =
    'query($event: ID!) { event(id: $event) { type ticket { id status messages(last: 1) { edges { node { text } } } } } }';
  const hook = (grantId: string) =>
    world.run({ source: document, variables: { event }, grantId, cause: { kind: 'LIVE' } });
  const told = await hook(world.annaGrant);
  if (told.kind === 'refused') throw told.error;
  expect(JSON.parse(told.json ?? 'null')).toEqual({
    event: {
      type: 'ticket.opened',
      ticket: { id, status: 'NEW', messages: { edges: [{ node: { text: 'At 10:05.' } }] } },
    },
  });
  const without = await world.grant({ customer: world.anna, scopes: ['events:read'] });
  expect((await hook(without)).kind).toBe('refused');
});
