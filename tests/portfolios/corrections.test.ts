import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { applyNewTransactions, rebuildProjections } from '../../src/portfolios/index.js';
import { Database, inTransaction } from '../../src/storage/index.js';
import { createTestDatabase } from '../support/template-database.js';
import { listInstrument, onboardCustomer, openAccount, projectedRows, recordTransactions } from './ledger-fixture.js';

let database: Database;
let drop: () => Promise<void>;
let customer: string;
let instrument: string;

beforeAll(async () => {
  const fresh = await createTestDatabase();
  drop = fresh.drop;
  database = new Database({ url: fresh.url });
  customer = await onboardCustomer(database.ops, 'corrections');
  instrument = await listInstrument(database.ops, 'XSHG', '600000', 'CNY');
});

afterAll(async () => {
  await database.close();
  await drop();
});

const apply = (account: string) => inTransaction(database.ops, (client) => applyNewTransactions(client, [account]));

test('reversing the only purchase leaves no position, no lot and no balance', async () => {
  const account = await openAccount(database.ops, customer, 'CNY', 'R-1');
  const base = { account, currency: 'CNY', instrument };
  const [bought = ''] = await recordTransactions(database.ops, customer, [
    { ...base, ref: '1', type: 'BUY', on: '2024-01-02', quantity: '5', gross: '-50' },
  ]);
  await apply(account);
  await recordTransactions(database.ops, customer, [
    { ...base, ref: '2', type: 'BUY', on: '2024-01-03', quantity: '-5', gross: '50', reverses: bought },
  ]);
  await apply(account);
  const { position, lot, balance } = await projectedRows(database, [account]);
  expect({ position, lot, balance }).toEqual({ position: [], lot: [], balance: [] });
});

test('what was frozen of a balance survives a rebuild', async () => {
  const account = await openAccount(database.ops, customer, 'CNY', 'R-2');
  await recordTransactions(database.ops, customer, [
    { account, ref: '1', type: 'DEPOSIT', on: '2024-01-02', currency: 'CNY', net: '100' },
  ]);
  await apply(account);
  await database.ops.query('UPDATE balance SET frozen = 40 WHERE account_id = $1', [account]);
  await inTransaction(database.ops, (client) => rebuildProjections(client, [account]));
  const { rows } = await database.ops.query('SELECT total::text, frozen::text FROM balance WHERE account_id = $1', [
    account,
  ]);
  expect(rows).toEqual([{ total: '100', frozen: '40' }]);
});

test('an oversold account is refused as a whole and keeps the rows it had', async () => {
  const account = await openAccount(database.ops, customer, 'CNY', 'R-3');
  const base = { account, currency: 'CNY', instrument };
  await recordTransactions(database.ops, customer, [
    { ...base, ref: '1', type: 'BUY', on: '2024-01-02', quantity: '5', gross: '-50' },
  ]);
  await apply(account);
  const before = await projectedRows(database, [account]);
  await recordTransactions(database.ops, customer, [
    { ...base, ref: '2', type: 'SELL', on: '2024-01-03', quantity: '-6', gross: '60' },
  ]);
  await expect(apply(account)).rejects.toMatchObject({
    code: 'OVERSOLD',
    message: expect.stringContaining('account R-3'),
  });
  expect(await projectedRows(database, [account])).toEqual(before);
});

test('a reversal of a reversal, or of another account, is refused', async () => {
  const [account, other] = [
    await openAccount(database.ops, customer, 'CNY', 'R-4'),
    await openAccount(database.ops, customer, 'CNY', 'R-5'),
  ];
  const deposit = { currency: 'CNY', type: 'DEPOSIT', on: '2024-01-02', net: '1' };
  const [first = ''] = await recordTransactions(database.ops, customer, [{ ...deposit, account, ref: '1' }]);
  const [undo = ''] = await recordTransactions(database.ops, customer, [
    { ...deposit, account, ref: '2', reverses: first },
  ]);
  await apply(account);
  await recordTransactions(database.ops, customer, [{ ...deposit, account: other, ref: '3', reverses: undo }]);
  await expect(apply(other)).rejects.toMatchObject({
    code: 'INVALID_REVERSAL',
    message: expect.stringContaining('another account'),
  });
  const [again = ''] = await recordTransactions(database.ops, customer, [{ ...deposit, account, ref: '4' }]);
  const [undone = ''] = await recordTransactions(database.ops, customer, [
    { ...deposit, account, ref: '5', reverses: again },
  ]);
  await recordTransactions(database.ops, customer, [{ ...deposit, account, ref: '6', reverses: undone }]);
  await expect(apply(account)).rejects.toMatchObject({
    code: 'INVALID_REVERSAL',
    message: expect.stringContaining('reversal itself'),
  });
});
