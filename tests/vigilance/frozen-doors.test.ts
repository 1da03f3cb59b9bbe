import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EVENT_TYPES } from '../../src/compose/features.js';
import { TriggerEvent } from '../../src/events/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { Gateways } from '../identity/support/gateways.js';
import { signInStaff } from '../support/staff.js';
import { TestReceiver } from '../webhooks/test-receiver.js';
import { WatchedApp } from './watched-app.js';

/** What an automatic freeze stops, door by door, over HTTP at two processes; and that a false alarm costs nobody a consent or a key. */
let gateways: Gateways;
let receiver: TestReceiver;
let watched: WatchedApp;
let streams: { events: Promise<string>; tickets: Promise<string> };
const READ = '{ accounts(first: 1) { edges { node { id } } } }';

const one = async <T extends object>(sql: string): Promise<T | undefined> =>
  (await gateways.database.ops.query<T>(sql.replace('$app', `'${watched.app.id}'`))).rows[0];
const delivery = () =>
  one<{ state: string; reason: string; attempts: number; next_at: Date }>(
    'SELECT state, reason, attempts, next_at FROM hook_delivery WHERE app_id = $app',
  );
const status = async () => (await one<{ status: string }>('SELECT status FROM app WHERE id = $app'))?.status;
/** The next try of what waits is now. */
const makeDue = () => gateways.database.ops.query("UPDATE hook_delivery SET next_at = now() - interval '1 second'");

async function until<T>(what: () => Promise<T | undefined | false>, withinMs = 20_000): Promise<T> {
  for (const deadline = Date.now() + withinMs; ; ) {
    const found = await what();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error('it did not come about');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

beforeAll(async () => {
  gateways = await Gateways.start();
  receiver = await TestReceiver.start();
  receiver.answer = (_, response) => response.writeHead(503).end();
  watched = await WatchedApp.allowedBy(gateways, 'Chen Zhiyuan');
  const input = {
    url: `${receiver.url}/hook`,
    events: ['transactions.recorded'],
    document: 'query P($event: ID!) { event(id: $event) { id type account { name } } }',
  };
  const register = 'mutation($input: RegisterHookInput!) { registerHook(input: $input) { userErrors { code } } }';
  const registered = await watched.ask(0, register, { input }, 'own');
  expect(registered.data).toEqual({ registerHook: { userErrors: [] } });
  await triggerEvent();
  await receiver.until(1);
  await until(async () => (await delivery())?.attempts === 1);
  const [events, tickets] = [
    await watched.fetch(1, '/events', { as: 'own' }),
    await watched.fetch(1, '/graphql/stream', {
      body: JSON.stringify({ query: 'subscription { ticketUpdated { id } }' }),
    }),
  ];
  expect([events.status, tickets.status]).toEqual([200, 200]);
  streams = { events: events.text(), tickets: tickets.text() };
  expect(await Promise.all([watched.refusal(0, READ), watched.refusal(1, READ)])).toEqual([undefined, undefined]);
  await watched.tryIds();
  await until(async () => (await status()) === 'SUSPENDED');
}, 120_000);
afterAll(async () => {
  await gateways?.stop();
  await receiver?.stop();
});

async function triggerEvent(): Promise<void> {
  const account = await one<{ id: string; customer_id: string }>(
    `SELECT a.id, a.customer_id FROM access_grant g JOIN account a ON a.id = g.account_ids[1] WHERE g.app_id = $app AND g.customer_id IS NOT NULL`,
  );
  await new TriggerEvent({ pool: gateways.database.ops, clock: systemClock, types: EVENT_TYPES }).trigger({
    type: 'transactions.recorded',
    customerId: account?.customer_id ?? null,
    accountId: account?.id ?? null,
    data: { count: 1, firstTradeDate: '2026-10-30', lastTradeDate: '2026-10-30', types: ['BUY'] },
  });
}

describe('a freeze by the watch stops, in both processes', () => {
  test.each([
    ['a customer’s access token', 'customer', READ],
    ['the app’s own access token', 'own', '{ vigilanceCases(first: 1) { edges { node { id } } } }'],
    [
      'a plugin that its token would run',
      'customer',
      'mutation { invokePlugin(input: {plugin: "@openfolio/x", tool: "x", args: {}}) { userErrors { code } } }',
    ],
  ] as const)('%s', async (_what, as, query) => {
    const codes = await Promise.all(([0, 1] as const).map((process) => watched.refusal(process, query, as)));
    expect(codes).toEqual(['TOKEN_REVOKED', 'TOKEN_REVOKED']);
  });

  test('its refresh token, tokens of its own and the word that a token is good', async () => {
    await expect(watched.refreshed()).rejects.toMatchObject({ status: 400, error: 'unauthorized_client' });
    await expect(watched.ownToken()).rejects.toMatchObject({ status: 400, error: 'unauthorized_client' });
    expect(await watched.introspected()).toBe(false);
  });

  test('streams that are open: events and tickets', async () => {
    expect(await streams.events).toMatch(/event: end\ndata: {"code":"GRANT_NOT_ACTIVE"}\n\n$/);
    expect(await streams.tickets).toContain('GRANT_NOT_ACTIVE');
  }, 30_000);

  test('deliveries that wait: due ones are put off without a try, and new events lead to none', async () => {
    const sent = receiver.received.length;
    await makeDue();
    await until(async () => (await delivery())?.reason === 'APP_SUSPENDED');
    await triggerEvent();
    await until(async () => (await one('SELECT FROM event_unplaced LIMIT 1')) === undefined);
    expect(await delivery()).toMatchObject({ state: 'PENDING', attempts: 1 });
    expect(await one('SELECT count(*)::int AS deliveries FROM hook_delivery WHERE app_id = $app')).toEqual({
      deliveries: 1,
    });
    expect(receiver.received.length).toBe(sent);
  });

  test('and nobody approves it by another door', async () => {
    const { code, stderr } = await gateways.operator('apps', 'approve', watched.app.clientId);
    expect([code, await status()]).toEqual([1, 'SUSPENDED']);
    expect(stderr).toContain('APP_FROZEN');
  });
});

test('a false alarm ends with its review: the same refresh token, key, consent and hook go on', async () => {
  const before = await one(
    'SELECT count(*)::int AS consents FROM access_grant WHERE app_id = $app AND revoked_at IS NULL',
  );
  const staff = await signInStaff({ url: gateways.publicUrl, databaseUrl: gateways.database.url }, ['SECURITY']);
  const { data } = await staff.query('{ vigilanceCases(first: 1, state: OPEN) { edges { node { id } } } }');
  const caseId = (data as { vigilanceCases: { edges: { node: { id: string } }[] } }).vigilanceCases.edges[0]?.node.id;
  const input = { caseId, verdict: 'LIFT', reason: 'A mistake in a test, explained and mended.' };
  const decide = 'mutation($input: DecideCaseInput!) { decideCase(input: $input) { decision userErrors { code } } }';
  expect((await staff.query(decide, { input })).data).toEqual({ decideCase: { decision: 'LIFTED', userErrors: [] } });
  expect(await status()).toBe('APPROVED');
  expect(await watched.refreshed()).toMatch(/^ey/);
  receiver.answer = (_, response) => response.writeHead(204).end();
  await makeDue();
  await until(async () => (await delivery())?.state === 'DELIVERED');
  expect(
    await one('SELECT count(*)::int AS consents FROM access_grant WHERE app_id = $app AND revoked_at IS NULL'),
  ).toEqual(before);
});
