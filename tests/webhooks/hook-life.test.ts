import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { delayAfter, RETRY_DELAYS_MS } from '../../src/webhooks/index.js';
import { change, deleteHooks, deliveries, until } from './hook-log.js';
import { createHookWorld, type HookWorld } from './hook-world.js';
import { TestReceiver } from './test-receiver.js';

let world: HookWorld;
beforeAll(async () => {
  world = await createHookWorld();
});
afterEach(() => deleteHooks(world));
afterAll(() => world?.close());

describe('receivers', () => {
  test('410 pauses the hook, tells its owner by an event, and what comes later waits until it is resumed', async () => {
    const { hook } = await world.register();
    world.receiver.answer = (_, response) => response.writeHead(410).end();
    await world.triggerForAnna();
    const gone = await until(
      () => deliveries(world, hook?.id),
      ({ status }) => status === 'PAUSED',
    );
    expect(gone).toMatchObject({
      pausedReason: 'GONE',
      list: [{ state: 'FAILED', reason: 'GONE', attempts: [{ outcome: 'GONE' }] }],
    });
    await world.triggerForAnna(2);
    await until(
      () => deliveries(world, hook?.id),
      ({ list }) => list.length === 2,
    );
    const told = await world.data<{ events: { edges: { node: { type: string; data: { reason?: string } } }[] } }>(
      '{ events(last: 5) { edges { node { type data } } } }',
    );
    expect(told.events.edges.find(({ node }) => node.type === 'hook.paused')?.node.data.reason).toBe('GONE');
    world.receiver.answer = (_, response) => response.writeHead(204).end();
    expect(await change(world, 'resumeHook', { id: hook?.id })).toMatchObject({ hook: { status: 'ACTIVE' } });
    await until(
      () => deliveries(world, hook?.id),
      ({ list }) => list[0]?.state === 'DELIVERED',
    );
  });

  test('after the last try the hook is paused, never deleted', async () => {
    const { hook } = await world.register();
    world.receiver.answer = (_, response) => response.writeHead(500).end();
    await world.triggerForAnna();
    await until(
      () => deliveries(world, hook?.id),
      ({ list }) => list[0]?.attempts.length === 1,
    );
    await world.database.ops.query("UPDATE hook_delivery SET tries = $1, next_at = now() WHERE state = 'PENDING'", [
      RETRY_DELAYS_MS.length - 1,
    ]);
    await world.database.ops.query("SELECT pg_notify('delivery_due', '')");
    const last = await until(
      () => deliveries(world, hook?.id),
      ({ status }) => status === 'PAUSED',
    );
    expect(last).toMatchObject({ pausedReason: 'EXHAUSTED', list: [{ state: 'FAILED', reason: 'EXHAUSTED' }] });
  });

  test('one that hangs holds up nobody else', async () => {
    const slow = await TestReceiver.start();
    slow.answer = () => {};
    await world.register({ url: slow.url });
    await world.register();
    const started = Date.now();
    for (let n = 0; n < 40; n += 1) await world.triggerForAnna(n);
    await world.receiver.until(40, 8000);
    expect(Date.now() - started).toBeLessThan(8000);
    expect(slow.received.length).toBeLessThanOrEqual(8);
    await slow.stop();
  });
});

describe('a consent', () => {
  test('that ends cancels what waits, visibly, and wipes its bytes; a replay opens nothing', async () => {
    const { hook } = await world.register();
    world.receiver.answer = (_, response) => response.writeHead(500).end();
    await world.triggerForAnna();
    await until(
      () => deliveries(world, hook?.id),
      ({ list }) => list[0]?.attempts.length === 1,
    );
    const ops = world.database.ops;
    await ops.query("UPDATE access_grant SET revoked_at = now(), revoked_by = 'CUSTOMER' WHERE id = $1", [
      world.annaGrant,
    ]);
    await ops.query('INSERT INTO grant_revocation (grant_id, at) VALUES ($1, now())', [world.annaGrant]);
    await ops.query(
      `INSERT INTO event (id, type, customer_id, app_id, subject_id, data, occurred_at)
       VALUES (gen_random_uuid(), 'grant.revoked', $1, $2, $3, '{"revokedBy":"CUSTOMER","scopes":[]}', now())`,
      [world.anna.id, world.appId, world.annaGrant],
    );
    const ended = await until(
      () => deliveries(world, hook?.id),
      ({ list }) => list[0]?.state === 'CANCELLED',
    );
    expect(ended.list[0]).toMatchObject({ reason: 'GRANT_REVOKED' });
    const { rows } = await ops.query(
      'SELECT body FROM hook_delivery WHERE body IS NOT NULL AND customer_id = $1 AND state = $2',
      [world.anna.id, 'CANCELLED'],
    );
    expect(rows).toEqual([]);
    world.receiver.received.splice(0);
    await world.data(
      'mutation($input: ReplayDeliveriesInput!) { replayDeliveries(input: $input) { replayed userErrors { code } } }',
      { input: { hookId: hook?.id, from: '2026-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' } },
    );
    await until(
      () => deliveries(world, hook?.id),
      ({ list }) => list[0]?.state === 'CANCELLED',
    );
    expect(world.receiver.received).toEqual([]);
  });

  test('that does not cover the document withholds the payload, visibly', async () => {
    const { hook } = await world.register();
    await world.grant({ customer: world.bert, scopes: ['transactions:read'] });
    await world.trigger({
      type: 'transactions.recorded',
      customerId: world.bert.id,
      accountId: world.bert.accounts[0],
      data: {},
    });
    const { list } = await until(
      () => deliveries(world, hook?.id),
      (found) => found.list.length === 1,
    );
    expect(list[0]).toMatchObject({ state: 'WITHHELD', reason: 'MISSING_SCOPE', attempts: [] });
    expect(world.receiver.received).toEqual([]);
  });
});

describe('the schedule', () => {
  test('waits 0 s, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h, about 75 hours in all', () => {
    expect(RETRY_DELAYS_MS.map((delay) => delay / 1000)).toEqual([
      0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400,
    ]);
    expect(delayAfter(9, undefined, 0)).toBe(86_400_000);
    expect(delayAfter(10, undefined, 0)).toBeUndefined();
  });

  test('adds up to a tenth, and has the patience that a receiver asks for', () => {
    expect(delayAfter(2, undefined, 1)).toBe(330_000);
    expect(delayAfter(1, 60_000, 0.5)).toBe(60_000);
    expect(delayAfter(1, 1e12, 0)).toBe(86_400_000);
  });
});

test('nothing went wrong behind the scenes', () => {
  expect(world.errors).toEqual([]);
  expect(world.unexpected).toEqual([]);
});
