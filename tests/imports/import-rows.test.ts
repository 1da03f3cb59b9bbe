import { mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { importRows } from '../../src/imports/index.js';
import { Database } from '../../src/storage/index.js';
import { createTestDatabase } from '../support/template-database.js';
import { countsOf, FILES, importFiles, noDerivation, problemsOf, source } from './support.js';

let database: Database;
let drop: () => Promise<void>;

beforeEach(async () => {
  const fresh = await createTestDatabase();
  drop = fresh.drop;
  database = new Database({ url: fresh.url });
});

afterEach(async () => {
  await database.close();
  await drop();
});

const ALL = { instrument: 2, price_daily: 2, fx_rate: 1, customer: 1, account: 1, transaction: 2 };
const NONE = { instrument: 0, price_daily: 0, fx_rate: 0, customer: 0, account: 0, transaction: 0 };

test('a valid set of files is applied whole, with quotes, commas and charges as they were', async () => {
  const report = await importFiles(database, FILES);
  expect(await countsOf(database)).toEqual(ALL);
  expect(report.files.map(({ file, rows, applied, refused }) => [file, rows, applied, refused])).toEqual([
    ['instruments.csv', 2, 2, 0],
    ['prices.csv', 2, 2, 0],
    ['fx.csv', 1, 1, 0],
    ['customers.csv', 1, 1, 0],
    ['accounts.csv', 1, 1, 0],
    ['transactions.csv', 2, 2, 0],
  ]);
  const { rows } = await database.ops.query(
    `SELECT name_zh, t.note, t.charges, t.net FROM customer c JOIN transaction t ON t.customer_id = c.id WHERE t.external_ref = 'T2'`,
  );
  expect(rows).toEqual([
    {
      name_zh: '王 "小" 明',
      note: 'first, "real" buy',
      net: '-170044.20',
      charges: [
        { code: 'commission', amount: '42.50', currency: 'CNY' },
        { code: 'transferFee', amount: '1.70', currency: 'CNY', rateRowFrom: '2022-04-29' },
      ],
    },
  ]);
});

test('repeating an import changes nothing and derives nothing', async () => {
  await importFiles(database, FILES);
  const ids = await database.ops.query('SELECT id, recorded_at FROM transaction ORDER BY id');
  const derived: (readonly string[])[] = [];
  const sources = Object.entries(FILES).map(([name, text]) => source(name as keyof typeof FILES, text));
  const report = await importRows(
    { ops: database.ops, ...noDerivation, derive: async (_, accounts) => void derived.push(accounts) },
    sources,
  );
  expect(report.files.map(({ applied, unchanged }) => [applied, unchanged])).toEqual([
    [0, 2],
    [0, 2],
    [0, 1],
    [0, 1],
    [0, 1],
    [0, 2],
  ]);
  expect(derived).toEqual([]);
  expect((await database.ops.query('SELECT id, recorded_at FROM transaction ORDER BY id')).rows).toEqual(ids.rows);
});

test('master data is corrected by a second import; the id stays', async () => {
  await importFiles(database, FILES);
  const before = await database.ops.query('SELECT id FROM customer');
  const report = await importFiles(database, { customers: FILES.customers.replace('Wang', 'Wang Xiaoming') });
  expect(report.files[0]).toMatchObject({ applied: 1, unchanged: 0 });
  expect((await database.ops.query('SELECT id, name_en FROM customer')).rows).toEqual([
    { ...before.rows[0], name_en: 'Wang Xiaoming' },
  ]);
});

test('a changed transaction under a known external_ref is refused as a conflict', async () => {
  await importFiles(database, FILES);
  const changed = importFiles(database, { transactions: FILES.transactions.replaceAll('200000.00', '200001.00') });
  expect(await problemsOf(changed)).toEqual([
    'transactions.csv:2 external_ref is known with other content: a transaction is reversed, never changed',
  ]);
});

test('a reversal must meet its transaction with opposite amounts, once', async () => {
  await importFiles(database, FILES);
  const row = (ref: string, net: string, target: string) =>
    `A1,${ref},DEPOSIT,2024-02-01,2024-02-01,CNY,${net},${net},${target}`;
  const file = (...rows: string[]) =>
    ['account_ref,external_ref,type,trade_date,settle_date,currency,gross,net,reverses_ref', ...rows, ''].join('\n');
  expect(
    await problemsOf(
      importFiles(database, {
        transactions: file(row('R1', '-1.00', 'T1'), row('R2', '-200000.00', 'NONE'), row('R3', '1.00', 'T1')),
      }),
    ),
  ).toEqual([
    'transactions.csv:2 reverses_ref names a transaction of another type, or not of the opposite amount',
    'transactions.csv:3 reverses_ref names no known transaction of this account',
    'transactions.csv:4 gross is not positive, as this type asks',
    'transactions.csv:4 net is not positive, as this type asks',
    'transactions.csv:4 reverses_ref names a transaction of another type, or not of the opposite amount',
    'transactions.csv:4 reverses_ref names a transaction that is reversed already',
  ]);
  await importFiles(database, { transactions: file(row('R1', '-200000.00', 'T1')) });
  expect(
    (await database.ops.query(`SELECT o.external_ref FROM transaction r JOIN transaction o ON o.id = r.reverses_id`))
      .rows,
  ).toEqual([{ external_ref: 'T1' }]);
  await importFiles(database, { transactions: file(row('R1', '-200000.00', 'T1')) });
  expect(await problemsOf(importFiles(database, { transactions: file(row('R9', '-200000.00', 'T1')) }))).toEqual([
    'transactions.csv:2 reverses_ref names a transaction that is reversed already',
  ]);
});

test('one bad row refuses the whole import', async () => {
  const problems = await problemsOf(
    importFiles(database, { ...FILES, prices: `${FILES.prices}XSHG,600519,2024-13-01,1,TEST\n` }),
  );
  expect(problems).toEqual(['prices.csv:4 date is not a calendar day YYYY-MM-DD']);
  expect(await countsOf(database)).toEqual(NONE);
});

test('with a rejects file the bad rows and what refers to them are set aside, the rest is applied', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'rejects-'));
  const rejectsFile = join(directory, 'rejects.ndjson');
  const files = {
    ...FILES,
    accounts: `${FILES.accounts}A2,C1,1,Second,CASH,OPEN,CNY,2020-01-01\n`,
    transactions: `${FILES.transactions}A2,T1,DEPOSIT,2024-01-02,2024-01-02,,,,,CNY,1.00,1.00,,\nA1,"T9,broken\n`,
  };
  const report = await importFiles(database, files, { rejectsFile });
  expect(report.files.map((file) => file.refused)).toEqual([0, 0, 0, 0, 1, 2]);
  expect(await countsOf(database)).toEqual(ALL);
  const rejects = (await readFile(rejectsFile, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(rejects).toMatchObject([
    {
      file: 'accounts.csv',
      line: 3,
      problems: [{ column: 'status', reason: 'is not one of PENDING, ACTIVE, RESTRICTED, FROZEN, CLOSED' }],
      row: { external_ref: 'A2', status: 'OPEN' },
    },
    {
      file: 'transactions.csv',
      line: 4,
      problems: [{ column: 'account_ref', reason: 'names no known account' }],
      row: { account_ref: 'A2' },
    },
    {
      file: 'transactions.csv',
      line: 5,
      problems: [{ column: null, reason: 'has a quote that is never closed' }],
      row: null,
      raw: 'A1,"T9,broken',
    },
  ]);
  expect((await stat(rejectsFile)).mode & 0o777).toBe(0o600);
});

test('the derivation runs in the same transaction: when it fails nothing stays', async () => {
  const sources = Object.entries(FILES).map(([name, text]) => source(name as keyof typeof FILES, text));
  const derive = async () => {
    throw new Error('derivation failed');
  };
  await expect(importRows({ ops: database.ops, ...noDerivation, derive }, sources)).rejects.toThrow(
    'derivation failed',
  );
  expect(await countsOf(database)).toEqual(NONE);
});

test('an abort during the transaction leaves nothing', async () => {
  const abort = new AbortController();
  const sources = Object.entries(FILES).map(([name, text]) => source(name as keyof typeof FILES, text));
  const derive = async () => abort.abort();
  await expect(
    importRows({ ops: database.ops, ...noDerivation, derive }, sources, { signal: abort.signal }),
  ).rejects.toThrow('aborted');
  expect(await countsOf(database)).toEqual(NONE);
});

test('rows of one day keep the order of the file: a deposit stays before the purchase that it pays for', async () => {
  await importFiles(database, FILES);
  const { rows } = await database.ops.query<{ external_ref: string }>(
    'SELECT external_ref FROM transaction ORDER BY trade_date, id',
  );
  expect(rows.map((row) => row.external_ref)).toEqual(['T1', 'T2']);
});

test('a quoted line of \\. is text and not the end of the data, as it is for COPY', async () => {
  const customers = `${FILES.customers}C8,"a\n\\.\nb",Wu,MASS,C3,2020-01-01\nC9,九,Xu,MASS,C3,2020-01-01\n`;
  await importFiles(database, { customers });
  const { rows } = await database.ops.query('SELECT name_zh FROM customer ORDER BY external_ref');
  expect(rows.map((row) => row.name_zh)).toEqual(['王 "小" 明', 'a\n\\.\nb', '九']);
});

test('CSV and NDJSON of the same rows give the same database', async () => {
  await importFiles(database, FILES);
  const fromCsv = await contents(database);
  const fresh = await createTestDatabase();
  const other = new Database({ url: fresh.url });
  try {
    const sources = Object.entries(FILES).map(([name, text]) =>
      source(name as keyof typeof FILES, ndjsonOf(text), 'ndjson'),
    );
    await importRows({ ops: other.ops, ...noDerivation }, sources);
    expect(await contents(other)).toEqual(fromCsv);
  } finally {
    await other.close();
    await fresh.drop();
  }
});

function ndjsonOf(csv: string): string {
  const rows = parse(csv, { columns: true }) as Record<string, string>[];
  return rows.map((row) => JSON.stringify(row)).join('\n');
}

/** All rows but for the transactions' ids, which carry the line. */
async function contents(of: Database): Promise<unknown> {
  const tables = ['instrument', 'price_daily', 'fx_rate', 'customer', 'account'];
  const queries = [
    ...tables.map((name) => `SELECT * FROM ${name} ORDER BY 1, 2`),
    "SELECT to_jsonb(t) - ARRAY['id'] AS row FROM transaction t ORDER BY external_ref",
  ];
  return Promise.all(queries.map(async (query) => (await of.ops.query(query)).rows));
}
