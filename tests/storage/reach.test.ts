import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { Database } from '../../src/storage/index.js';
import { aGrant, anApp, endGrant } from '../identity/access/authority-fixture.js';
import { createTestDatabase } from '../support/template-database.js';

let database: Database;
let drop: () => Promise<void>;
const anna = newId();
const bert = newId();

beforeAll(async () => {
  const fresh = await createTestDatabase();
  drop = fresh.drop;
  database = new Database({ url: fresh.url });
  for (const [id, name] of [
    [anna, 'Anna'],
    [bert, 'Bert'],
  ] as const) {
    await database.ops.query(
      `INSERT INTO customer (id, external_ref, name_zh, name_en, tier, risk_level, onboarded_at) VALUES ($1, $2, $2, $2, 'MASS', 'C3', '2020-01-01')`,
      [id, name],
    );
  }
});

afterAll(async () => {
  await database.close();
  await drop();
});

const names = { name: 'names', text: 'SELECT name_en FROM customer ORDER BY name_en', values: [] };

test('a bound reach sees its customer alone', async () => {
  expect(await database.reach.bind({ customerId: anna, accountIds: '*' }).read([names])).toEqual([[['Anna']]]);
  expect(await database.reach.bind({ customerId: bert, accountIds: [] }).read([names, names])).toEqual([
    [['Bert']],
    [['Bert']],
  ]);
});

test('a batch that is sent after the end of its grant was committed reads nothing, and another customer’s grant is none', async () => {
  const { id: appId } = await anApp(database);
  const grantId = await aGrant(database, appId, { customerId: anna });
  const reach = database.reach.bind({ customerId: anna, accountIds: '*', grantId });
  expect(await reach.read([names])).toEqual([[['Anna']]]);
  const foreign = database.reach.bind({ customerId: bert, accountIds: '*', grantId });
  await expect(foreign.read([names])).rejects.toMatchObject({ code: 'GRANT_NOT_ACTIVE' });
  await endGrant(database, grantId);
  await expect(reach.read([names])).rejects.toMatchObject({ code: 'GRANT_NOT_ACTIVE' });
  expect(await database.reach.bind({ customerId: null, accountIds: [], grantId }).read([names])).toEqual([[]]);
});

test('without a bound reach the app role sees zero rows', async () => {
  expect(await database.reach.bind({ customerId: null, accountIds: [] }).read([names])).toEqual([[]]);
  expect((await database.app.query('SELECT * FROM customer')).rows).toEqual([]);
});

test('1,000 interleaved batches on shared connections never see the other customer', async () => {
  const answers = await Promise.all(
    Array.from({ length: 1000 }, (_, index) =>
      database.reach.bind({ customerId: index % 2 ? anna : bert, accountIds: '*' }).read([names]),
    ),
  );
  answers.forEach((answer, index) => expect(answer).toEqual([[[index % 2 ? 'Anna' : 'Bert']]]));
});

test('a failing statement fails its own batch and no other', async () => {
  const reach = database.reach.bind({ customerId: anna, accountIds: '*' });
  const bad = { name: 'bad', text: 'SELECT 1 / $1::int', values: ['0'] };
  const results = await Promise.allSettled([
    reach.read([names]),
    reach.read([bad, names]),
    reach.read([names]),
    reach.read([bad]),
  ]);
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
  expect(await reach.read([{ ...bad, values: ['1'] }])).toEqual([[['1']]]);
});

test('all statements of a batch see one snapshot and can change nothing', async () => {
  const reach = database.reach.bind({ customerId: anna, accountIds: '*' });
  const settings = {
    name: 'settings',
    text: "SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only')",
    values: [],
  };
  const snapshot = { name: 'snapshot', text: 'SELECT pg_current_snapshot()::text', values: [] };
  const [modes, first, second] = await reach.read([settings, snapshot, snapshot]);
  expect(modes).toEqual([['repeatable read', 'on']]);
  expect(first).toEqual(second);
  const write = {
    name: 'write',
    text: "INSERT INTO stored_document (hash, source) VALUES (repeat('a', 64), 'x')",
    values: [],
  };
  await expect(reach.read([write])).rejects.toThrow('read-only');
});
