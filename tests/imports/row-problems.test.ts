import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TRANSACTION_TYPES } from '../../src/finance/transaction-types.js';
import { importRows, type LayoutName } from '../../src/imports/index.js';
import { Database } from '../../src/storage/index.js';
import { createTestDatabase } from '../support/template-database.js';
import { FILES, importFiles, noDerivation, problemsOf, source } from './support.js';

let database: Database;
let drop: () => Promise<void>;

beforeAll(async () => {
  const fresh = await createTestDatabase();
  drop = fresh.drop;
  database = new Database({ url: fresh.url });
  await importFiles(database, { ...FILES, customers: `${FILES.customers}C0,零,Null,MASS,C3,2020-01-01\n` });
});

afterAll(async () => {
  await database.close();
  await drop();
});

/** A valid row of each file; a case changes columns of it and says what must be found. */
const VALID: Readonly<Record<LayoutName, Readonly<Record<string, string>>>> = {
  instruments: {
    mic: 'XNAS',
    symbol: 'AAPL',
    isin: 'US0378331005',
    name_zh: '苹果',
    name_en: 'Apple',
    type: 'STOCK',
    currency: 'USD',
    lot_size: '1',
    tick_size: '0.01',
    connect_eligible: 'false',
    risk_level: 'R4',
  },
  prices: {
    mic: 'XSHG',
    symbol: '600519',
    date: '2024-02-29',
    open: '10',
    high: '12',
    low: '9',
    close: '11',
    volume: '0',
    source: 'TEST',
  },
  fx: { base_currency: 'USD', quote_currency: 'HKD', date: '2024-02-29', rate: '7.8', source: 'TEST' },
  customers: {
    external_ref: 'C2',
    name_zh: '李',
    name_en: 'Li',
    birth_date: '1980-01-01',
    tier: 'MASS',
    risk_level: 'C1_LOWEST',
    base_currency: 'CNY',
    onboarded_at: '2020-01-01',
    last_login_at: '2024-02-29T08:00:00+08:00',
  },
  accounts: {
    external_ref: 'A2',
    customer_ref: 'C1',
    number: '1',
    name: 'n',
    type: 'CASH',
    status: 'ACTIVE',
    base_currency: 'CNY',
    commission_rate: '0.0003',
    opened_at: '2020-01-01',
    closed_at: '',
  },
  transactions: {
    account_ref: 'A1',
    external_ref: 'N1',
    type: 'BUY',
    trade_date: '2024-02-28',
    settle_date: '2024-02-29',
    mic: 'XSHG',
    symbol: '600519',
    quantity: '100',
    price: '10',
    currency: 'CNY',
    gross: '-1000.00',
    net: '-1005.00',
    charges: 'commission=5.00',
    counter_currency: '',
    counter_amount: '',
    split_ratio: '',
    cost_basis: '',
    acquired_on: '',
  },
};

const DEPOSIT = {
  type: 'DEPOSIT',
  mic: '',
  symbol: '',
  quantity: '',
  price: '',
  gross: '5.00',
  net: '5.00',
  charges: '',
};
const FX = { ...DEPOSIT, type: 'FX', counter_currency: 'HKD', counter_amount: '-5.50' };
const TRANSFER_IN = {
  type: 'TRANSFER_IN',
  price: '',
  gross: '',
  net: '',
  charges: '',
  cost_basis: '900',
  acquired_on: '2024-02-28',
};
const CURRENCIES = 'CNY, HKD, USD, EUR, GBP, SGD, JPY';

const CASES: readonly (readonly [LayoutName, Readonly<Record<string, string>>, ...string[]])[] = [
  ['instruments', { mic: 'nyse' }, 'mic is not a market code of ISO 10383'],
  ['instruments', { mic: '' }, 'mic is empty'],
  ['instruments', { isin: 'US0378331006' }, 'isin is not an ISIN (ISO 6166, check digit included)'],
  ['instruments', { isin: 'US037833100' }, 'isin is not an ISIN (ISO 6166, check digit included)'],
  ['instruments', { type: 'SHARE' }, 'type is not one of STOCK, ETF, FUND, BOND, OPTION, INDEX'],
  ['instruments', { currency: 'XXX' }, `currency is not one of ${CURRENCIES}`],
  ['instruments', { lot_size: '0' }, 'lot_size is not a plain decimal above 0'],
  ['instruments', { connect_eligible: 'yes' }, 'connect_eligible is not true or false'],
  ['instruments', { name_zh: 'x'.repeat(501) }, 'name_zh is longer than 500 characters'],
  [
    'instruments',
    { mic: 'XSHG', symbol: '600519' },
    'currency differs from the currency that the instrument is known with',
  ],
  ['prices', { symbol: '600520' }, 'symbol is no known instrument of this mic'],
  ['prices', { date: '2023-02-29' }, 'date is not a calendar day YYYY-MM-DD'],
  ['prices', { date: '2024/02/29' }, 'date is not a calendar day YYYY-MM-DD'],
  ['prices', { close: '-1' }, 'close is not a plain decimal above 0'],
  ['prices', { close: '1e3' }, 'close is not a plain decimal above 0'],
  ['prices', { close: '１１' }, 'close is not a plain decimal above 0'],
  ['prices', { high: '10.5' }, 'high is below open, low or close'],
  ['prices', { low: '10.5' }, 'low is above open or close'],
  ['prices', { volume: '-1' }, 'volume is not a plain decimal of at least 0'],
  ['fx', { rate: '0' }, 'rate is not a plain decimal above 0'],
  ['fx', { base_currency: 'EUR' }, 'base_currency is not USD: rates are kept as units for one US dollar'],
  ['fx', { quote_currency: 'USD' }, 'quote_currency is the base currency'],
  ['customers', { tier: 'VIP' }, 'tier is not one of HIGH_NET_WORTH, POTENTIAL, MASS, DORMANT'],
  ['customers', { risk_level: 'C6' }, 'risk_level is not one of C1_LOWEST, C1, C2, C3, C4, C5'],
  ['customers', { last_login_at: '2024-02-29 08:00' }, 'last_login_at is not a time of RFC 3339 with offset'],
  ['customers', { last_login_at: '2024-02-30T08:00:00Z' }, 'last_login_at is not a time of RFC 3339 with offset'],
  ['customers', { birth_date: '2020-01-01' }, 'birth_date is not before onboarded_at'],
  ['accounts', { customer_ref: 'C9' }, 'customer_ref names no known customer'],
  [
    'accounts',
    { external_ref: 'A1', customer_ref: 'C0' },
    'customer_ref is not the customer that the account belongs to',
  ],
  ['accounts', { commission_rate: '0.004' }, 'commission_rate is above 0.003'],
  ['accounts', { status: 'CLOSED' }, 'closed_at goes with status CLOSED, and with no other'],
  ['accounts', { status: 'CLOSED', closed_at: '2019-12-31' }, 'closed_at is before opened_at'],
  ['transactions', { account_ref: 'A9' }, 'account_ref names no known account'],
  [
    'transactions',
    { type: 'PURCHASE', quantity: '1,5' },
    `type is not one of ${TRANSACTION_TYPES.join(', ')}`,
    'quantity is not a plain decimal',
  ],
  ['transactions', { symbol: '600520' }, 'symbol is no known instrument of this mic'],
  ['transactions', { mic: '', symbol: '' }, 'symbol is empty, but this type needs an instrument'],
  ['transactions', { ...DEPOSIT, mic: 'XSHG', symbol: '600519' }, 'symbol is given, but this type has no instrument'],
  ['transactions', { trade_date: '2024-07-02', settle_date: '2024-07-02' }, 'trade_date is in the future'],
  ['transactions', { trade_date: '2019-12-31' }, 'trade_date is before the account was opened'],
  ['transactions', { settle_date: '2024-02-27' }, 'settle_date is before trade_date'],
  ['transactions', { quantity: '-100' }, 'quantity is not positive, as this type asks'],
  [
    'transactions',
    { gross: '1000.00', net: '995.00' },
    'gross is not negative, as this type asks',
    'net is not negative, as this type asks',
  ],
  ['transactions', { ...DEPOSIT, quantity: '1' }, 'quantity is not 0, as this type asks'],
  [
    'transactions',
    { ...FX, gross: '0', net: '0', counter_amount: '0' },
    'gross is 0, which this type forbids',
    'net is 0, which this type forbids',
  ],
  ['transactions', { price: '' }, 'price is empty, but this type needs a price'],
  ['transactions', { currency: 'HKD' }, 'currency is not the currency of the instrument'],
  ['transactions', { net: '-1004.99' }, 'net is not gross minus charges'],
  ['transactions', { net: '-1005.001', charges: 'commission=5.001' }, 'net is finer than the minor unit of currency'],
  ['transactions', { charges: 'commission:5.00' }, 'charges is not a list code=amount@rateRowFrom;…'],
  ['transactions', { charges: 'commission=-5.00' }, 'charges is not a list code=amount@rateRowFrom;…'],
  ['transactions', { ...FX, counter_currency: '' }, 'counter_currency is empty, but FX needs it'],
  ['transactions', { ...FX, counter_currency: 'CNY' }, 'counter_currency is the same as currency'],
  ['transactions', { ...FX, counter_amount: '5.50' }, 'counter_amount does not have the opposite sign of net'],
  [
    'transactions',
    { ...FX, counter_currency: 'JPY' },
    'counter_amount is finer than the minor unit of counter_currency',
  ],
  ['transactions', { counter_amount: '1' }, 'counter_amount is given, but only FX has it'],
  ['transactions', { split_ratio: '2' }, 'split_ratio is given, but only SPLIT has it'],
  ['transactions', { ...TRANSFER_IN, cost_basis: '' }, 'cost_basis is empty, but TRANSFER_IN needs it'],
  ['transactions', { ...TRANSFER_IN, acquired_on: '2024-02-29' }, 'acquired_on is after trade_date'],
];

test.each(CASES)('%s: %j is refused', async (name, change, ...expected) => {
  const row = { ...VALID[name], ...change };
  const fields = Object.values(row).map((field) => (field.includes(',') ? `"${field}"` : field));
  const problems = await problemsOf(
    importFiles(database, { [name]: `${Object.keys(row).join(',')}\n\n${fields.join(',')}\n` }),
  );
  expect(problems).toEqual(expected.map((problem) => `${name}.csv:3 ${problem}`));
});

test('a key that stands twice in a file is refused with the first line', async () => {
  const twice = (name: LayoutName) =>
    problemsOf(importFiles(database, { [name]: `${csv(VALID[name])}${Object.values(VALID[name]).join(',')}\n` }));
  expect(await Promise.all((Object.keys(VALID) as LayoutName[]).map(twice))).toEqual([
    ['instruments.csv:3 symbol repeats the key of line 2'],
    ['prices.csv:3 date repeats the key of line 2'],
    ['fx.csv:3 date repeats the key of line 2'],
    ['customers.csv:3 external_ref repeats the key of line 2'],
    ['accounts.csv:3 external_ref repeats the key of line 2'],
    ['transactions.csv:3 external_ref repeats the key of line 2'],
  ]);
});

test('the same bad row is found with the same words in NDJSON', async () => {
  const text = `${JSON.stringify(VALID.transactions)}\n${JSON.stringify({ ...VALID.transactions, external_ref: 'N2', settle_date: '2024-02-27' })}\n`;
  const work = importRows({ ops: database.ops, ...noDerivation }, [source('transactions', text, 'ndjson')]);
  expect(await problemsOf(work)).toEqual(['transactions.ndjson:2 settle_date is before trade_date']);
});

function csv(row: Readonly<Record<string, string>>): string {
  return `${Object.keys(row).join(',')}\n${Object.values(row).join(',')}\n`;
}
