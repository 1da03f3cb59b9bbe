import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '../../src/kernel/ids.js';
import { addDays } from '../../src/kernel/local-date.js';
import { emptyAccount } from '../../src/portfolios/derive/account-state.js';
import { applyTransaction } from '../../src/portfolios/derive/apply-transaction.js';
import { ledgerTransaction } from '../../src/portfolios/derive/ledger-transaction.js';
import { applyNewTransactions, rebuildProjections } from '../../src/portfolios/index.js';
import { Database, inTransaction } from '../../src/storage/index.js';
import { createTestDatabase } from '../support/template-database.js';
import {
  listInstrument,
  onboardCustomer,
  openAccount,
  projectedRows,
  type RecordedTransaction,
  recordTransactions,
} from './ledger-fixture.js';

let database: Database;
let drop: () => Promise<void>;
let customer: string;
let instruments: string[];

beforeAll(async () => {
  const fresh = await createTestDatabase();
  drop = fresh.drop;
  database = new Database({ url: fresh.url });
  customer = await onboardCustomer(database.ops, 'random');
  instruments = [
    await listInstrument(database.ops, 'XSHG', '600000', 'CNY'),
    await listInstrument(database.ops, 'XSHE', '000001', 'CNY'),
  ];
});

afterAll(async () => {
  await database.close();
  await drop();
});

/** One wish of the generator; whether it is possible is decided against what was recorded before. */
const wish = fc.record({
  type: fc.constantFrom(
    'BUY',
    'BUY',
    'BUY',
    'SELL',
    'SELL',
    'DIVIDEND',
    'FEE',
    'SPLIT',
    'BONUS',
    'TRANSFER_IN',
    'TRANSFER_OUT',
    'DEPOSIT',
    'FX',
    'REVERSE',
  ),
  instrument: fc.nat(1),
  quantity: fc.integer({ min: 1, max: 500 }),
  cents: fc.integer({ min: 1, max: 900_000 }),
  fee: fc.integer({ min: 0, max: 2_000 }),
  ratio: fc.constantFrom('2', '0.1', '1.5', '0.333333333333333333'),
  days: fc.integer({ min: -3, max: 6 }), // sometimes recorded late: behind rows that are applied already
  pick: fc.nat(1000),
});
type Wish = typeof wish extends fc.Arbitrary<infer T> ? T : never;

test('a rebuild and increments in chunks of any size give identical rows, whatever was recorded late or reversed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(wish, { minLength: 3, maxLength: 30 }),
      fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 8 }),
      async (wishes, sizes) => {
        const account = await openAccount(database.ops, customer, 'CNY', newId());
        const history = possibleHistory(account, wishes);
        for (let at = 0, turn = 0; at < history.length; turn += 1) {
          const chunk = history.slice(at, at + (sizes[turn % sizes.length] ?? 1));
          at += chunk.length;
          await recordTransactions(database.ops, customer, chunk);
          await inTransaction(database.ops, (client) => applyNewTransactions(client, [account]));
        }
        const incremental = await projectedRows(database, [account]);
        await inTransaction(database.ops, (client) => rebuildProjections(client, [account]));
        expect(await projectedRows(database, [account])).toEqual(incremental);
        await expectLotsAddUp(account);
      },
    ),
    { numRuns: 25 },
  );
});

test('a rebuild of all accounts changes nothing', async () => {
  const { rows } = await database.ops.query<{ id: string }>('SELECT id FROM account');
  const accounts = rows.map(({ id }) => id);
  const before = await projectedRows(database, accounts);
  await inTransaction(database.ops, (client) => rebuildProjections(client, 'all'));
  expect(await projectedRows(database, accounts)).toEqual(before);
});

async function expectLotsAddUp(account: string): Promise<void> {
  const { rows } = await database.ops.query(
    `SELECT p.id FROM position p LEFT JOIN lot l ON l.position_id = p.id WHERE p.account_id = $1
     GROUP BY p.id HAVING p.quantity <> COALESCE(sum(l.quantity), 0) OR p.cost_basis <> COALESCE(sum(l.cost_basis), 0)`,
    [account],
  );
  expect(rows).toEqual([]);
}

/** Keeps the wishes that leave a ledger which can be derived. */
function possibleHistory(account: string, wishes: readonly Wish[]): RecordedTransaction[] {
  let day = '2024-01-10';
  let history: RecordedTransaction[] = [];
  wishes.forEach((wished, index) => {
    day = addDays(day, wished.days);
    const next = [...history, granted(account, wished, day, `t${index}`, history)];
    if (derivable(account, next)) history = next;
  });
  return history;
}

function granted(
  account: string,
  wished: Wish,
  on: string,
  ref: string,
  history: readonly RecordedTransaction[],
): RecordedTransaction {
  const base = { id: newId(), account, ref, on, currency: 'CNY' };
  const instrument = instruments[wished.instrument] ?? '';
  const [amount, fee] = [wished.cents / 100, wished.fee / 100];
  const [paid, received] = [
    { gross: `-${amount}`, net: `-${(amount + fee).toFixed(2)}` },
    { gross: `${amount}`, net: (amount - fee).toFixed(2) },
  ];
  const units = { instrument, quantity: `${wished.quantity}` };
  const unitsOut = { instrument, quantity: `-${wished.quantity}` };
  switch (wished.type) {
    case 'BUY':
      return { ...base, type: 'BUY', ...units, ...paid };
    case 'SELL':
      return { ...base, type: 'SELL', ...unitsOut, ...received };
    case 'SPLIT':
      return { ...base, type: 'SPLIT', instrument, splitRatio: wished.ratio };
    case 'BONUS':
      return { ...base, type: 'BONUS', ...units };
    case 'TRANSFER_IN':
      return { ...base, type: 'TRANSFER_IN', ...units, costBasis: `${amount}`, acquiredOn: addDays(on, -wished.fee) };
    case 'TRANSFER_OUT':
      return { ...base, type: 'TRANSFER_OUT', ...unitsOut };
    case 'FX':
      return { ...base, type: 'FX', net: `-${amount}`, counter: { currency: 'HKD', amount: `${amount}` } };
    case 'REVERSE':
      return { ...base, type: 'ADJUSTMENT', reverses: history[wished.pick % Math.max(history.length, 1)]?.id };
    default:
      return {
        ...base,
        type: wished.type,
        instrument: wished.type === 'DEPOSIT' ? undefined : instrument,
        net: wished.type === 'FEE' ? `-${fee}` : `${amount}`,
      };
  }
}

function derivable(account: string, history: readonly RecordedTransaction[]): boolean {
  const reversals = history.filter(({ type, reverses }) => type === 'ADJUSTMENT' || reverses);
  const reversed = reversals.map(({ reverses }) => reverses);
  const mayReverse = reversals.every(({ reverses }) =>
    history.some(({ id, type }) => id === reverses && type !== 'ADJUSTMENT'),
  );
  if (!mayReverse || new Set(reversed).size !== reversed.length) return false;
  const state = emptyAccount({ accountId: account, customerId: customer, ref: account });
  const ordered = [...history].sort((a, b) => (`${a.on}${a.id}` < `${b.on}${b.id}` ? -1 : 1));
  try {
    for (const row of ordered)
      applyTransaction(state, parsed(row, row.type === 'ADJUSTMENT' || reversed.includes(row.id)));
    return true;
  } catch {
    return false;
  }
}

function parsed(row: RecordedTransaction, annulled: boolean) {
  const {
    id = '',
    account,
    ref,
    type,
    on,
    instrument = null,
    quantity = '0',
    currency,
    gross = '0',
    net = gross,
    counter,
  } = row;
  return ledgerTransaction([
    id,
    account,
    ref,
    type,
    on,
    instrument,
    quantity,
    currency,
    gross,
    net,
    counter?.currency ?? null,
    counter?.amount ?? null,
    row.splitRatio ?? null,
    row.costBasis ?? null,
    row.acquiredOn ?? null,
    annulled ? 't' : 'f',
  ]);
}
