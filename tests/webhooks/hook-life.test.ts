import { createPublicKey, verify } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { delayAfter, RETRY_DELAYS_MS } from '../../src/webhooks/index.js';
import { createHookWorld, EVENT_DOCUMENT, type HookWorld } from './hook-world.js';
import { TestReceiver } from './test-receiver.js';

let world: HookWorld;
beforeAll(async () => {
  world = await createHookWorld();
});
afterEach(async () => {
  const { hooks } = await world.data<{ hooks: { edges: { node: { id: string } }[] } }>(
    '{ hooks(first: 50) { edges { node { id } } } }',
  );
  for (const { node } of hooks.edges) await change('deleteHook', { id: node.id });
  world.receiver.received.splice(0);
  world.receiver.answer = (_, response) => response.writeHead(204).end();
});
afterAll(() => world?.close());

interface HookAnswer {
  hook: { id: string; status: string; pausedReason: string | null } | null;
  secret?: string;
  userErrors: { field: string[]; code: string }[];
}

async function change(name: string, input: Record<string, unknown>): Promise<HookAnswer> {
  const type = { updateHook: 'UpdateHookInput', rotateHookSecret: 'RotateHookSecretInput' }[name] ?? 'HookIdInput';
  const more = name === 'rotateHookSecret' ? 'secret' : '';
  const data = await world.data<Record<string, HookAnswer>>(
    `mutation($input: ${type}!) { ${name}(input: $input) { hook { id status pausedReason } ${more} userErrors { field code } } }`,
    { input },
  );
  return data[name] as HookAnswer;
}

async function deliveries(id: string | undefined) {
  const { hook } = await world.data<{
    hook: {
      status: string;
      pausedReason: string | null;
      deliveries: { edges: { node: { state: string; reason: string | null; attempts: { outcome: string }[] } }[] };
    };
  }>(
    'query($id: ID!) { hook(id: $id) { status pausedReason deliveries(first: 20) { edges { node { state reason attempts { outcome } } } } } }',
    { id },
  );
  return { ...hook, list: hook.deliveries.edges.map(({ node }) => node) };
}

async function until<T>(look: () => Promise<T>, isRight: (found: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const found = await look();
    if (isRight(found)) return found;
    if (tries > 150) throw new Error(`It stayed ${JSON.stringify(found)}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

describe('registering', () => {
  test('shows scopes and cost of the document, and the secret once', async () => {
    const { requiredScopes, cost, secret, publicKey } = await world.register();
    expect(requiredScopes).toEqual([expect.arrayContaining(['events:read', 'transactions:read']), ['accounts:read']]);
    expect(cost).toBeGreaterThanOrEqual(2);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(publicKey).toMatch(/^whpk_[A-Za-z0-9+/]{43}=$/);
    expect(
      JSON.stringify(await world.data('{ hooks(first: 9) { edges { node { id url document events } } } }')),
    ).not.toContain('whsec_');
  });

  test.each<[string, Record<string, unknown>, string, string]>([
    ['an address inside', { url: 'https://10.0.0.1/' }, 'url', 'HOOK_URL_REFUSED'],
    ['plain http', { url: 'http://example.com/' }, 'url', 'HOOK_URL_REFUSED'],
    ['an unknown event', { events: ['transaction.recorded'] }, 'events', 'HOOK_EVENTS_INVALID'],
    ['no event', { events: [] }, 'events', 'HOOK_LIMIT_INVALID'],
    [
      'a mutation',
      { document: 'mutation($event: ID!) { pauseHook(input: {id: $event}) { userErrors { code } } }' },
      'document',
      'HOOK_DOCUMENT_INVALID',
    ],
    [
      'an unknown field',
      { document: 'query($event: ID!) { event(id: $event) { secrets } }' },
      'document',
      'HOOK_DOCUMENT_INVALID',
    ],
    ['no event in it', { document: '{ viewer { tier } }' }, 'document', 'HOOK_DOCUMENT_INVALID'],
    ['a customer’s fields for the app’s own events', { events: ['grant.*'] }, 'document', 'HOOK_DOCUMENT_UNCOVERED'],
    ['too many at once', { concurrencyMax: 65 }, 'concurrencyMax', 'HOOK_LIMIT_INVALID'],
  ])('refuses %s and names the field', async (_what, input, field, code) => {
    const { hook, userErrors } = await world.register(input);
    expect(hook).toBeNull();
    expect(userErrors[0]).toMatchObject({ field: ['input', field], code });
  });

  test('needs the app’s own token', async () => {
    const register = 'mutation($input: RegisterHookInput!) { registerHook(input: $input) { userErrors { code } } }';
    const input = { url: world.receiver.url, events: ['grant.*'], document: EVENT_DOCUMENT };
    await expect(world.data(register, { input }, world.annaGrant)).rejects.toThrow('HOOK_NEEDS_APP');
  });

  test('another app’s hook is not there, for reading and for changing', async () => {
    const { hook } = await world.register();
    const other = await world.grant({ customer: null, appId: await world.newApp() });
    expect(await world.data('{ hooks(first: 9) { edges { node { id } } } }', {}, other)).toEqual({
      hooks: { edges: [] },
    });
    await expect(world.data('query($id: ID!) { hook(id: $id) { url } }', { id: hook?.id }, other)).resolves.toEqual({
      hook: null,
    });
  });
});

describe('the dry run', () => {
  const DRY =
    'mutation($input: DryRunHookInput!) { dryRunHook(input: $input) { payload requiredScopes cost userErrors { code } } }';
  test('renders a past event under today’s consent, and sends nothing', async () => {
    const event = await world.triggerForAnna(5);
    await until(
      () =>
        world.data<{ event: unknown }>('query($id: ID!) { event(id: $id) { type } }', {
          id: world.publicId('evt', event),
        }),
      ({ event: found }) => found !== null,
    );
    const { dryRunHook } = await world.data<{ dryRunHook: { payload: string; userErrors: unknown[] } }>(DRY, {
      input: { eventId: world.publicId('evt', event), document: EVENT_DOCUMENT },
    });
    expect(dryRunHook.userErrors).toEqual([]);
    expect(JSON.parse(dryRunHook.payload)).toMatchObject({
      type: 'transactions.recorded',
      data: { event: { data: { count: 5 } } },
    });
    expect(world.receiver.received).toEqual([]);
  });
});

describe('keys', () => {
  test('ed25519 signatures can be checked with the public key alone; after a rotation old and new secrets both fit', async () => {
    const { hook, secret, publicKey } = await world.register();
    const rotated = await change('rotateHookSecret', { id: hook?.id });
    await world.triggerForAnna();
    const [got] = await world.receiver.until(1);
    if (!got) throw new Error('nothing came');
    const signatures = (got.headers['webhook-signature'] ?? '').split(' ');
    expect(signatures.map((each) => each.split(',')[0]).sort()).toEqual(['v1', 'v1', 'v1a', 'v1a']);
    for (const each of [secret, rotated.secret ?? ''])
      expect(new Webhook(each).verify(got.body, got.headers)).toBeTruthy();
    const spki = Buffer.concat([
      Buffer.from('302a300506032b6570032100', 'hex'),
      Buffer.from(publicKey.slice(5), 'base64'),
    ]);
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    const content = Buffer.from(`${got.headers['webhook-id']}.${got.headers['webhook-timestamp']}.${got.body}`);
    const fits = signatures.filter(
      (each) => each.startsWith('v1a,') && verify(null, content, key, Buffer.from(each.slice(4), 'base64')),
    );
    expect(fits).toHaveLength(1);
  });

  test('a leaked secret ends at once with no overlap', async () => {
    const { hook, secret } = await world.register();
    await change('rotateHookSecret', { id: hook?.id, overlapHours: 0 });
    await world.triggerForAnna();
    const [got] = await world.receiver.until(1);
    expect(() => new Webhook(secret).verify(got?.body ?? '', got?.headers ?? {})).toThrow();
  });
});

describe('receivers', () => {
  test('410 pauses the hook, tells its owner by an event, and what comes later waits until it is resumed', async () => {
    const { hook } = await world.register();
    world.receiver.answer = (_, response) => response.writeHead(410).end();
    await world.triggerForAnna();
    const gone = await until(
      () => deliveries(hook?.id),
      ({ status }) => status === 'PAUSED',
    );
    expect(gone).toMatchObject({
      pausedReason: 'GONE',
      list: [{ state: 'FAILED', reason: 'GONE', attempts: [{ outcome: 'GONE' }] }],
    });
    await world.triggerForAnna(2);
    await until(
      () => deliveries(hook?.id),
      ({ list }) => list.length === 2,
    );
    const told = await world.data<{ events: { edges: { node: { type: string; data: { reason?: string } } }[] } }>(
      '{ events(last: 5) { edges { node { type data } } } }',
    );
    expect(told.events.edges.find(({ node }) => node.type === 'hook.paused')?.node.data.reason).toBe('GONE');
    world.receiver.answer = (_, response) => response.writeHead(204).end();
    expect(await change('resumeHook', { id: hook?.id })).toMatchObject({ hook: { status: 'ACTIVE' } });
    await until(
      () => deliveries(hook?.id),
      ({ list }) => list[0]?.state === 'DELIVERED',
    );
  });

  test('after the last try the hook is paused, never deleted', async () => {
    const { hook } = await world.register();
    world.receiver.answer = (_, response) => response.writeHead(500).end();
    await world.triggerForAnna();
    await until(
      () => deliveries(hook?.id),
      ({ list }) => list[0]?.attempts.length === 1,
    );
    await world.database.ops.query("UPDATE hook_delivery SET tries = $1, next_at = now() WHERE state = 'PENDING'", [
      RETRY_DELAYS_MS.length - 1,
    ]);
    await world.database.ops.query("SELECT pg_notify('delivery_due', '')");
    const last = await until(
      () => deliveries(hook?.id),
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
      () => deliveries(hook?.id),
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
      () => deliveries(hook?.id),
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
      () => deliveries(hook?.id),
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
      () => deliveries(hook?.id),
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
