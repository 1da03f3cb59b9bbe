/**
 * The rows of the benchmark, made inside PostgreSQL. Ids are functions of a table's tag and a number and rise with it, as
 * ids of the platform do; hence two runs of one size read the same rows.
 *
 * Customers 1…n hold `accounts` accounts of `positions` positions each; the table `bench_size` says how many of whom.
 */
export const HELPERS = `
CREATE FUNCTION bench_id(tag integer, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (lpad(to_hex(n), 12, '0') || '7000' || lpad(to_hex(tag), 4, '8000') || '000000000000')::uuid;

-- One row per customer: where its accounts start, how many they are, and how many positions each holds.
CREATE TABLE bench_size (customer integer PRIMARY KEY, first_account integer, accounts integer, positions integer);`;

/** $1 is the number of ordinary customers; behind them stand `LARGE_CUSTOMERS` of each larger size. */
export const SIZES = `
INSERT INTO bench_size
SELECT customer, sum(accounts) OVER (ORDER BY customer) - accounts + 1, accounts, positions
FROM (SELECT n AS customer, 2 AS accounts, 15 AS positions FROM generate_series(1, $1::int) n
      UNION ALL SELECT $1::int + n, 10, 30 FROM generate_series(1, 8) n
      UNION ALL SELECT $1::int + 8 + n, 30, 100 FROM generate_series(1, 8) n) sizes`;

const INSTRUMENTS = `
INSERT INTO instrument (id, mic, symbol, name_zh, name_en, type, currency, risk_level, sector)
SELECT bench_id(1, n), (ARRAY['XSHG','XSHE','XHKG','XNAS'])[1 + n % 4], to_char(n, 'FM000000'), '证券' || n, 'Instrument ' || n || ' Co., Ltd.',
       'STOCK', (ARRAY['CNY','CNY','HKD','USD'])[1 + n % 4], 'R3', 'Sector ' || n % 11
FROM generate_series(1, 500) n;

INSERT INTO quote (instrument_id, last, prev_close, open, high, low, volume, as_of, delayed, currency)
SELECT id, price, price - 0.05, price, price + 0.1, price - 0.1, 1000000, TIMESTAMPTZ '2026-10-30 07:00:00+00', false, currency
FROM (SELECT id, currency, 5 + (row_number() OVER (ORDER BY id)) * 0.37 AS price FROM instrument) priced;`;

const OWNERS = `
INSERT INTO customer (id, external_ref, name_zh, name_en, tier, risk_level, onboarded_at)
SELECT bench_id(2, customer), 'C' || customer, '客户' || customer, 'Customer ' || customer, 'MASS', 'C3', DATE '2020-01-01'
FROM bench_size;

INSERT INTO account (id, customer_id, external_ref, number, name, type, status, base_currency, opened_at)
SELECT bench_id(3, first_account + k), bench_id(2, customer), 'A' || first_account + k, to_char(first_account + k, 'FM0000000000'),
       'Account ' || k + 1 || ' 账户', 'CASH', 'ACTIVE', 'CNY', DATE '2020-01-02' + k
FROM bench_size, generate_series(0, accounts - 1) k;`;

const HOLDINGS = `
INSERT INTO position (id, account_id, customer_id, instrument_id, currency, quantity, cost_basis, average_cost, realized_pnl, opened_on, updated_on)
SELECT bench_id(4, (first_account + k) * 1000::bigint + p), bench_id(3, first_account + k), bench_id(2, customer), i.id, i.currency,
       100 * (1 + (first_account + p) % 40), 100 * (1 + (first_account + p) % 40) * 7.5, 7.4321 + p, 0, DATE '2024-01-01' + p, DATE '2026-10-30'
FROM bench_size, generate_series(0, accounts - 1) k, generate_series(0, positions - 1) p,
     LATERAL (SELECT id, currency FROM instrument WHERE id = bench_id(1, 1 + ((first_account + k) * 31 + p) % 500)) i;`;

/** `%TRANSACTIONS%` of each account. The large customers' accounts have them as well. */
const HISTORY = `
INSERT INTO transaction (id, account_id, customer_id, external_ref, type, trade_date, settle_date, instrument_id, quantity, price, currency, gross, net, recorded_at)
SELECT bench_id(5, (first_account + k) * 10000::bigint + t), bench_id(3, first_account + k), bench_id(2, customer), 'T' || t, 'BUY',
       DATE '2024-01-01' + t * 900 / %TRANSACTIONS%, DATE '2024-01-02' + t * 900 / %TRANSACTIONS%,
       bench_id(1, 1 + ((first_account + k) * 31 + t % 15) % 500), 100, 10 + t % 7, 'CNY', -(1000 + t % 7 * 100), -(1005 + t % 7 * 100),
       TIMESTAMPTZ '2026-10-30 07:00:00+00'
FROM bench_size, generate_series(0, accounts - 1) k, generate_series(0, %TRANSACTIONS% - 1) t;`;

/** In this order; the name is for progress. */
export const STEPS = [
  { name: 'instruments and quotes', sql: INSTRUMENTS },
  { name: 'customers and accounts', sql: OWNERS },
  { name: 'positions', sql: HOLDINGS },
  { name: 'transactions', sql: HISTORY },
] as const;

/** Made again after the rows: building an index at once takes a third of keeping it up row by row. */
export const INDEXES = [
  {
    drop: 'ALTER TABLE transaction DROP CONSTRAINT transaction_account_id_external_ref_key',
    create:
      'ALTER TABLE transaction ADD CONSTRAINT transaction_account_id_external_ref_key UNIQUE (account_id, external_ref)',
  },
  {
    drop: 'DROP INDEX transaction_by_account',
    create: 'CREATE INDEX transaction_by_account ON transaction (account_id, trade_date, id)',
  },
  {
    drop: 'DROP INDEX transaction_by_reach',
    create: 'CREATE INDEX transaction_by_reach ON transaction (customer_id, account_id, trade_date, id)',
  },
  {
    drop: 'DROP INDEX transaction_by_customer',
    create: 'CREATE INDEX transaction_by_customer ON transaction (customer_id, trade_date, id)',
  },
] as const;
