import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AuthorityChannel, DatabaseGrantStore, DenyFeed } from '../../../src/identity/access/index.js';
import { fixedClock } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { Database } from '../../../src/storage/index.js';
import { createTestDatabase } from '../../support/template-database.js';
import { aGrant, anApp, endGrant, until } from './authority-fixture.js';

const clock = fixedClock(Date.now());
let elapsed = performance.now();
let database: Database;
let drop: () => Promise<void>;
let channel: AuthorityChannel;
let denyFeed: DenyFeed;
let store: DatabaseGrantStore;

beforeAll(async () => {
  const fresh = await createTestDatabase();
  drop = fresh.drop;
  database = new Database({ url: fresh.url });
  channel = new AuthorityChannel({ connectionString: database.url });
  denyFeed = new DenyFeed({ channel, clock, elapsedMs: () => elapsed, pollMs: 100 });
  await channel.start();
  await denyFeed.start();
  store = newStore();
});

afterAll(async () => {
  store.close();
  await denyFeed.stop();
  await channel.stop();
  await database.close();
  await drop();
});

function newStore(): DatabaseGrantStore {
  return new DatabaseGrantStore({
    pool: database.identity,
    channel,
    denyFeed,
    clock,
    consentUrl: ({ clientId }) => `https://example.com/consent?client=${clientId}`,
  });
}

/** Counts the queries that `work` makes through the identity pool. */
async function queriesOf(work: () => Promise<unknown>): Promise<number> {
  let queries = 0;
  const pool = database.identity;
  const query = pool.query.bind(pool);
  pool.query = ((...args: Parameters<typeof query>) => {
    queries += 1;
    return query(...args);
  }) as never;
  await work();
  pool.query = query;
  return queries;
}

test('effective rights are the app’s ceiling ∩ the consent, without what was rejected', async () => {
  const app = await anApp(database, { ceiling: ['accounts:read', 'positions:read', 'tickets:write'] });
  const customerId = newId();
  const accountIds = [newId(), newId()];
  const expiresAt = clock.now() + 1000;
  const id = await aGrant(database, app.id, {
    customerId,
    accountIds,
    expiresAt,
    scopes: ['accounts:read', 'tickets:write', 'orders:write'],
    rejected: ['tickets:write'],
  });
  expect(await store.load(id)).toEqual({
    id,
    appId: app.id,
    customerId,
    person: null,
    accountIds,
    scopes: new Set(['accounts:read']),
    expiresAt,
    consentUrl: `https://example.com/consent?client=${app.clientId}`,
  });
});

test('all accounts are for first-party sessions alone; a null elsewhere reaches none', async () => {
  const own = await anApp(database, { firstParty: true });
  const other = await anApp(database);
  expect((await store.load(await aGrant(database, own.id, { accountIds: null })))?.accountIds).toBe('*');
  expect((await store.load(await aGrant(database, other.id, { accountIds: null })))?.accountIds).toEqual([]);
  const appLevel = await aGrant(database, own.id, { customerId: null, accountIds: null });
  expect(await store.load(appLevel)).toMatchObject({ customerId: null, accountIds: [] });
});

test('unknown, malformed, revoked, expired and suspended are all undefined', async () => {
  const app = await anApp(database);
  const suspended = await anApp(database, { status: 'SUSPENDED' });
  const ids = [
    newId(),
    'no uuid',
    await aGrant(database, app.id, { revokedAt: clock.now() - 1 }),
    await aGrant(database, app.id, { expiresAt: clock.now() }),
    await aGrant(database, suspended.id),
  ];
  for (const id of ids) expect(await store.load(id)).toBeUndefined();
});

test('a kept grant needs no query, 20 concurrent first loads one', async () => {
  const app = await anApp(database);
  const id = await aGrant(database, app.id);
  expect(await queriesOf(() => Promise.all(Array.from({ length: 20 }, () => store.load(id))))).toBe(1);
  expect(await queriesOf(() => store.load(id))).toBe(0);
});

test('a kept grant ends with its expiry', async () => {
  const app = await anApp(database);
  const id = await aGrant(database, app.id, { expiresAt: clock.now() + 1000 });
  expect(await store.load(id)).toBeDefined();
  clock.advance(1000);
  expect(await store.load(id)).toBeUndefined();
  clock.advance(-1000);
});

test('a kept grant ends as soon as the feed tells its end', async () => {
  const app = await anApp(database);
  const id = await aGrant(database, app.id);
  expect(await store.load(id)).toBeDefined();
  await endGrant(database, id);
  await until(() => denyFeed.isDenied(id, '', 0));
  expect(await store.load(id)).toBeUndefined();
});

test('a changed ceiling and a suspension of the app reach kept grants', async () => {
  const app = await anApp(database);
  const id = await aGrant(database, app.id, { scopes: ['accounts:read', 'positions:read'] });
  expect((await store.load(id))?.scopes.size).toBe(2);
  await database.identity.query(`UPDATE app SET scope_ceiling = '{accounts:read}' WHERE id = $1`, [app.id]);
  await until(async () => (await store.load(id))?.scopes.size === 1);
  await database.identity.query(`UPDATE app SET status = 'SUSPENDED' WHERE id = $1`, [app.id]);
  await until(async () => (await store.load(id)) === undefined);
  await database.identity.query(`UPDATE app SET status = 'APPROVED' WHERE id = $1`, [app.id]);
  await until(async () => (await store.load(id)) !== undefined);
});

test('while the feed is stale every load asks the database', async () => {
  const app = await anApp(database);
  const id = await aGrant(database, app.id);
  await store.load(id);
  await denyFeed.stop();
  elapsed += 10_001;
  expect(await queriesOf(() => store.load(id))).toBe(1);
  await endGrant(database, id);
  expect(await store.load(id)).toBeUndefined();
  await denyFeed.start();
});
