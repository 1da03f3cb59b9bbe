import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DEMO_APPS, isSeeded, listPersonas, seedWorld } from '../../sandbox/index.js';
import { SCOPES } from '../../src/compose/schema.js';
import { type AppRegistration, openIdentityOrm, RegisterApp } from '../../src/identity/index.js';
import { fixedClock } from '../../src/kernel/clock.js';
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
  await database.close();
  await drop();
});

test('seeding fills an empty database; repeating it changes nothing', async () => {
  expect(await isSeeded(database)).toBe(false);
  const first = await seedWorld(database, { customers: 2 });
  expect(first.files.every((file) => file.rows > 0 && file.refused === 0)).toBe(true);
  expect(await isSeeded(database)).toBe(true);
  const second = await seedWorld(database, { customers: 2 });
  expect(second.files.map((file) => file.applied)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(second.accountsDerived).toBe(0);
});

test('the personas of the sign-in page are the customers of the database', async () => {
  const { rows } = await database.ops.query(
    `SELECT id, external_ref FROM customer WHERE external_ref LIKE 'P%' ORDER BY external_ref`,
  );
  expect(rows).toEqual(
    listPersonas().map(({ customerId, customerRef }) => ({ id: customerId, external_ref: customerRef })),
  );
});

test('derived balances are never negative and every position has a price', async () => {
  const { rows } = await database.ops.query(`SELECT
    (SELECT count(*)::int FROM balance WHERE total < 0) AS negative,
    (SELECT count(*)::int FROM position WHERE quantity < 0) AS short,
    (SELECT count(*)::int FROM position p LEFT JOIN quote q USING (instrument_id) WHERE q.last IS NULL) AS unpriced,
    (SELECT count(DISTINCT account_id)::int FROM position p JOIN account a ON a.id = p.account_id WHERE a.external_ref LIKE 'S%') AS synthetic,
    (SELECT count(*)::int FROM position p JOIN account a ON a.id = p.account_id WHERE a.external_ref = 'S000001-A') AS positions`);
  expect(rows).toEqual([{ negative: 0, short: 0, unpriced: 0, synthetic: 4, positions: 15 }]);
});

test('the demo apps are registered once through the use-case of identity', async () => {
  const orm = await openIdentityOrm(database.url);
  const useCase = new RegisterApp({
    orm,
    scopeTable: SCOPES,
    clock: fixedClock('2026-10-30T12:00:00Z'),
    sandbox: true,
  });
  const registerApp = (request: AppRegistration) => useCase.register(request);
  try {
    await seedWorld(database, { registerApp });
    await seedWorld(database, { registerApp });
  } finally {
    await orm.close();
  }
  const { rows } = await database.ops.query<{ slug: string; client_id: string }>(
    'SELECT p.slug, a.client_id FROM app a JOIN publisher p ON p.id = a.publisher_id ORDER BY 2',
  );
  expect(rows).toEqual(
    DEMO_APPS.map(({ clientId }) => ({ slug: 'example-labs', client_id: clientId })).sort((a, b) =>
      (a.client_id ?? '') < (b.client_id ?? '') ? -1 : 1,
    ),
  );
});
