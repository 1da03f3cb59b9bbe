import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Reach } from '../../src/operation/index.js';
import { createOperationWorld, type OperationWorld } from '../operation/operation-world.js';

/** What the app role may read of customers, and how each row tells whose it is and which account it is of. */
const TABLES: Readonly<Record<string, { customer: string; account: string | null }>> = {
  customer: { customer: 'id', account: null },
  account: { customer: 'customer_id', account: 'id' },
  transaction: { customer: 'customer_id', account: 'account_id' },
  position: { customer: 'customer_id', account: 'account_id' },
  lot: { customer: 'customer_id', account: 'account_id' },
  balance: { customer: 'customer_id', account: 'account_id' },
  event: { customer: 'customer_id', account: null },
  operation_record: { customer: 'customer_id', account: null },
  access_grant: { customer: 'customer_id', account: null },
};

const ownersOf = (table: string) => {
  const { customer, account } = TABLES[table] as { customer: string; account: string | null };
  return {
    name: `owners_${table}`,
    text: `SELECT ${customer}, ${account ?? 'NULL::uuid'} FROM "${table}"`,
    values: [],
  };
};

let world: OperationWorld;
beforeAll(async () => {
  world = await createOperationWorld();
  for (const customer of [world.anna, world.bert]) {
    const grantId = await world.grant({ customer });
    await world.run({ source: '{ viewer { tier } }', grantId, cause: { kind: 'LIVE' } });
    await world.database.ops.query(
      `INSERT INTO event (id, type, customer_id, data, occurred_at) VALUES (gen_random_uuid(), 'privacy.cancelled', $1, '{}', now())`,
      [customer.id],
    );
  }
});
afterAll(() => world?.close());

const rowsUnder = async (reach: Reach, table: string) =>
  (await world.database.reach.bind(reach).read([ownersOf(table)]))[0] ?? [];

describe.each(Object.keys(TABLES))('%s', (table) => {
  test.each<[string, Reach]>([
    ['no customer', { customerId: null, accountIds: [] }],
    ['no customer but all accounts', { customerId: null, accountIds: '*' }],
    ['a customer that does not exist', { customerId: '00000000-0000-4000-8000-000000000000', accountIds: '*' }],
  ])('a reach of %s sees zero rows', async (_what, reach) => {
    expect(await rowsUnder(reach, table)).toEqual([]);
  });

  test('without a reach the app role sees zero rows, on every connection of the pool, also between bound batches', async () => {
    const bound = world.database.reach.bind({ customerId: world.anna.id, accountIds: '*' });
    const all = await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        if (n % 2) return (await bound.read([ownersOf(table)]))[0]?.length === 0 ? ['a bound reach saw nothing'] : [];
        return (await world.database.app.query(ownersOf(table).text)).rows;
      }),
    );
    expect(all.flat()).toEqual([]);
  });

  test('a reach of one customer and one account sees rows, all of them its own', async () => {
    const [mine] = world.anna.accounts;
    const rows = await rowsUnder({ customerId: world.anna.id, accountIds: [mine] }, table);
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map(([customer]) => customer))).toEqual(new Set([world.anna.id]));
    expect(new Set(rows.map(([, account]) => account))).toEqual(new Set([TABLES[table]?.account ? mine : null]));
  });

  test("naming another customer's account adds nothing", async () => {
    const reach = { customerId: world.anna.id, accountIds: world.bert.accounts };
    const rows = await rowsUnder(reach, table);
    expect(rows.filter(([customer, account]) => customer !== world.anna.id || account !== null)).toEqual([]);
  });
});

test('a batch that fails half-way leaves no reach behind on its connection', async () => {
  const reach = world.database.reach.bind({ customerId: world.anna.id, accountIds: '*' });
  const failing = { name: 'failing', text: 'SELECT 1 / $1::integer', values: ['0'] };
  for (let round = 0; round < 20; round += 1) {
    await expect(reach.read([ownersOf('account'), failing])).rejects.toThrow('division by zero');
    expect(await rowsUnder({ customerId: null, accountIds: [] }, 'account')).toEqual([]);
  }
});

test('a statement can not change the reach for the statements behind it in another batch', async () => {
  const reach = world.database.reach.bind({ customerId: world.anna.id, accountIds: '*' });
  const widening = {
    name: 'widening',
    text: "SELECT set_config('openfolio.customer_id', $1, false), set_config('openfolio.account_ids', '*', false)",
    values: [world.bert.id],
  };
  await reach.read([widening]);
  for (let round = 0; round < 20; round += 1) {
    expect(
      new Set((await rowsUnder({ customerId: world.anna.id, accountIds: '*' }, 'account')).map(([id]) => id)),
    ).toEqual(new Set([world.anna.id]));
    expect(await rowsUnder({ customerId: null, accountIds: [] }, 'account')).toEqual([]);
  }
});
