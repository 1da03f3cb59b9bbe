import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Database } from '../../src/storage/index.js';
import { asOwner } from '../support/as-owner.js';
import { createTestDatabase } from '../support/template-database.js';

const one = { name: 'one', text: 'SELECT $1::int', values: ['1'] };
/** One for each case, because a connection that was closed counts until its backend is gone. */
const roles: string[] = [];

let fresh: Awaited<ReturnType<typeof createTestDatabase>>;

beforeAll(async () => {
  fresh = await createTestDatabase();
});

afterAll(async () => {
  for (const role of roles) await asOwner(fresh.url, `DROP ROLE ${role}`);
  await fresh.drop();
});

test.each([1, 2, 3])(
  'a server that gives %i connections instead of four answers the first 128 reads',
  async (connections) => {
    const { database } = await databaseWith(connections);
    const reach = database.reach.bind({ customerId: null, accountIds: [] });
    const reads = await Promise.allSettled(Array.from({ length: 128 }, () => reach.read([one])));
    await database.close();
    const refused = reads.flatMap((read) => (read.status === 'rejected' ? [String(read.reason)] : []));
    expect({ reads: reads.length, refused }).toEqual({ reads: 128, refused: [] });
  },
);

test('a server without any free connection refuses, and the first one that is free is used', async () => {
  const { database, role } = await databaseWith(0);
  const reach = database.reach.bind({ customerId: null, accountIds: [] });
  await expect(reach.read([one])).rejects.toMatchObject({ code: '53300' });
  await asOwner(fresh.url, `ALTER ROLE ${role} CONNECTION LIMIT 1`);
  expect(await reach.read([one])).toEqual([[['1']]]);
  await database.close();
});

async function databaseWith(connections: number): Promise<{ database: Database; role: string }> {
  const role = `openfolio_t_scarce_${process.pid}_${roles.length}`;
  roles.push(role);
  await asOwner(
    fresh.url,
    `CREATE ROLE ${role} LOGIN NOINHERIT PASSWORD 'test' CONNECTION LIMIT ${connections} IN ROLE openfolio_app`,
  );
  const url = new URL(fresh.url);
  [url.username, url.password] = [role, 'test'];
  return { database: new Database({ url: url.href }), role };
}
