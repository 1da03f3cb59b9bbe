import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connectDatabase, connectRedis } from '../../src/storage/index.js';
import { asOwner } from '../support/as-owner.js';
import { createTestDatabase } from '../support/template-database.js';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
const suffix = process.pid;
const roles = {
  plain: `openfolio_t_plain_${suffix}`,
  bypass: `openfolio_t_bypass_${suffix}`,
  maker: `openfolio_t_maker_${suffix}`,
  stranger: `openfolio_t_stranger_${suffix}`,
  owner: `openfolio_t_owner_${suffix}`,
};
const MEMBER = 'IN ROLE openfolio_app, openfolio_identity, openfolio_ops';

beforeAll(async () => {
  database = await createTestDatabase();
  await asOwner(
    database.url,
    `
    CREATE ROLE ${roles.plain} LOGIN NOINHERIT PASSWORD 'test' ${MEMBER};
    CREATE ROLE ${roles.bypass} LOGIN BYPASSRLS PASSWORD 'test' ${MEMBER};
    CREATE ROLE ${roles.maker} LOGIN CREATEROLE PASSWORD 'test' ${MEMBER};
    CREATE ROLE ${roles.owner} LOGIN PASSWORD 'test' ${MEMBER};
    CREATE ROLE ${roles.stranger} LOGIN PASSWORD 'test';
    CREATE TABLE owned_by_test ();
    ALTER TABLE owned_by_test OWNER TO ${roles.owner};`,
  );
});

afterAll(async () => {
  await asOwner(database.url, 'DROP TABLE owned_by_test');
  for (const role of Object.values(roles)) await asOwner(database.url, `DROP ROLE ${role}`);
  await database.drop();
});

const live = (databaseUrl: string, databaseMigratorUrl: string | undefined) =>
  connectDatabase({ mode: 'live', databaseUrl, databaseMigratorUrl, dataDir: '/nonexistent' });

describe('in live mode', () => {
  test.each([
    ['bypass', /BYPASSRLS/],
    ['maker', /CREATEROLE/],
    ['owner', /an owner of tables/],
    ['stranger', /without membership/],
  ] as const)('the role "%s" is refused', async (name, problem) => {
    await expect(live(urlOf(roles[name]), database.url)).rejects.toMatchObject({
      code: 'DATABASE_ROLE_UNSAFE',
      message: expect.stringMatching(problem),
    });
  });

  test('a superuser is refused', async () => {
    await expect(live(database.url, database.url)).rejects.toMatchObject({
      code: 'DATABASE_ROLE_UNSAFE',
      message: expect.stringContaining('a superuser'),
    });
  });

  test('a plain member of the three roles is taken, with the owner for migrations', async () => {
    const connection = await live(urlOf(roles.plain), database.url);
    expect(connection).toMatchObject({
      url: urlOf(roles.plain),
      ownerUrl: database.url,
      migrated: [],
      embedded: false,
    });
  });

  test('without an owner, a complete schema is taken and an older one refused', async () => {
    expect((await live(urlOf(roles.plain), undefined)).ownerUrl).toBeUndefined();
    await asOwner(database.url, "UPDATE schema_migration SET name = '0002-renamed' WHERE name = '0002-market'");
    await expect(live(urlOf(roles.plain), undefined)).rejects.toMatchObject({
      code: 'DATABASE_SCHEMA_BEHIND',
      message: expect.stringContaining('0002-market'),
    });
    await asOwner(database.url, "UPDATE schema_migration SET name = '0002-market' WHERE name = '0002-renamed'");
  });
});

test('in a sandbox one URL is enough, and two starts at once both succeed', async () => {
  const start = () =>
    connectDatabase({
      mode: 'sandbox',
      databaseUrl: database.url,
      databaseMigratorUrl: undefined,
      dataDir: '/nonexistent',
    });
  const [first, second] = await Promise.all([start(), start()]);
  expect(first.ownerUrl).toBe(database.url);
  expect(second.migrated).toEqual([]);
});

test('a password never appears in a refusal', async () => {
  const refusal = live('postgres://me:canary-password@127.0.0.1:1/x', undefined);
  await expect(refusal).rejects.toMatchObject({
    code: 'DATABASE_UNREACHABLE',
    message: expect.not.stringContaining('canary'),
  });
});

test('a Redis that does not answer is refused at once', async () => {
  const began = Date.now();
  await expect(connectRedis('redis://:canary-password@127.0.0.1:1')).rejects.toMatchObject({
    code: 'REDIS_UNREACHABLE',
    message: expect.not.stringContaining('canary'),
  });
  expect(Date.now() - began).toBeLessThan(2_000);
});

function urlOf(role: string): string {
  const url = new URL(database.url);
  url.username = role;
  url.password = 'test';
  return url.href;
}
