import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seedWorld } from '../../sandbox/index.js';
import { Database } from '../../src/storage/index.js';
import { createTestDatabase } from '../support/template-database.js';

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  const fresh = await createTestDatabase();
  drop = fresh.drop;
  database = new Database({ url: fresh.url });
});
afterAll(async () => {
  await database?.close();
  await drop?.();
});

test('an import tells once of each new account and once of each account’s new transactions; repeated it tells nothing', async () => {
  const told = async () =>
    (
      await database.ops.query(`SELECT
        (SELECT count(*)::int FROM event WHERE type = 'account.opened') AS opened, (SELECT count(*)::int FROM account) AS accounts,
        (SELECT count(*)::int FROM event WHERE type = 'transactions.recorded') AS recorded,
        (SELECT count(DISTINCT account_id)::int FROM transaction) AS traded,
        (SELECT sum((data->>'count')::int)::int FROM event WHERE type = 'transactions.recorded') AS counted,
        (SELECT count(*)::int FROM transaction) AS transactions`)
    ).rows[0];
  await seedWorld(database, { customers: 0 });
  const first = await told();
  expect(first.accounts).toBeGreaterThan(10);
  expect(first).toMatchObject({ opened: first.accounts, recorded: first.traded, counted: first.transactions });
  await seedWorld(database, { customers: 0 });
  expect(await told()).toEqual(first);
}, 60_000);
