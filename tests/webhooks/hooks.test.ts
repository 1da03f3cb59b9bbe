import { createPublicKey, verify } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { change, deleteHooks, until } from './hook-log.js';
import { createHookWorld, EVENT_DOCUMENT, type HookWorld } from './hook-world.js';

let world: HookWorld;
beforeAll(async () => {
  world = await createHookWorld();
});
afterEach(() => deleteHooks(world));
afterAll(() => world?.close());

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
    const rotated = await change(world, 'rotateHookSecret', { id: hook?.id });
    await world.triggerForAnna();
    const [got] = await world.receiver.until(1);
    if (!got) throw new Error('nothing came');
    const signatures = (got.headers['webhook-signature'] ?? '').split(' ');
    expect(signatures.map((each) => each.split(',')[0])).toEqual(['v1', 'v1a', 'v1', 'v1a']);
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
    await change(world, 'rotateHookSecret', { id: hook?.id, overlapHours: 0 });
    await world.triggerForAnna();
    const [got] = await world.receiver.until(1);
    expect(() => new Webhook(secret).verify(got?.body ?? '', got?.headers ?? {})).toThrow();
  });
});

test('nothing went wrong behind the scenes', () => {
  expect(world.errors).toEqual([]);
  expect(world.unexpected).toEqual([]);
});
