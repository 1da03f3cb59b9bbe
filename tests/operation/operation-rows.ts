import { newId } from '../../src/kernel/ids.js';
import type { Database } from '../../src/storage/index.js';

/** A customer with two accounts, balances, positions, lots and transactions, and the ids of all of it. */
export interface SmallCustomer {
  readonly id: string;
  readonly accounts: readonly [string, string];
}

export async function insertInstruments(database: Database): Promise<string[]> {
  const ids = Array.from({ length: 6 }, newId);
  await database.ops.query(
    `INSERT INTO instrument (id, mic, symbol, name_zh, name_en, type, currency, risk_level, sector)
     SELECT id, (ARRAY['XSHG', 'XHKG', 'XNYS'])[1 + n % 3], 'S' || n, '证券 "' || n || '"', E'Name \\\\ ' || n, 'STOCK', (ARRAY['CNY', 'HKD', 'USD'])[1 + n % 3], 'R3', NULLIF('Tech', CASE WHEN n = 2 THEN 'Tech' END)
     FROM unnest($1::uuid[]) WITH ORDINALITY AS t(id, n)`,
    [ids],
  );
  await database.ops.query(
    `INSERT INTO price_daily (instrument_id, date, open, high, low, close, volume, source)
     SELECT id, DATE '2026-10-01' + d, 10 + d, 11 + d, 9 + d, 10.5 + d, 100, 'TEST' FROM unnest($1::uuid[]) id, generate_series(0, 9) d`,
    [ids],
  );
  await database.ops.query(
    `INSERT INTO fx_rate (base_currency, quote_currency, date, rate, source)
     SELECT 'USD', quote, day::date, rate, 'TEST' FROM (VALUES ('CNY', 7.1), ('HKD', 7.8)) AS t(quote, rate), generate_series(DATE '2026-01-01', '2026-01-09', '1 day') AS day`,
  );
  // One instrument has no quote: what is nullable gets tried as null.
  await database.ops.query(
    `INSERT INTO quote SELECT id, 12.5, 12.25, 12, 13, 11, 1000, '2026-10-30T07:00:00.5Z', true, 'CNY' FROM unnest($1::uuid[]) id`,
    [ids.slice(1)],
  );
  return ids;
}

/** The same rows for every customer, under other ids. */
export async function insertCustomer(
  database: Database,
  name: string,
  instruments: readonly string[],
): Promise<SmallCustomer> {
  const id = newId();
  const accounts = [newId(), newId()] as const;
  const { ops } = database;
  await ops.query(
    `INSERT INTO customer (id, external_ref, name_zh, name_en, tier, risk_level, onboarded_at) VALUES ($1, $2, '王"小', $2, 'MASS', 'C3', '2020-01-01')`,
    [id, name],
  );
  for (const [index, account] of accounts.entries()) {
    await ops.query(
      `INSERT INTO account (id, customer_id, external_ref, number, name, type, status, base_currency, opened_at)
       VALUES ($1, $2, $3, $3, $4, 'CASH', 'ACTIVE', 'CNY', '2021-01-01')`,
      [account, id, `${name}-0000${index}`, `Account ${index}`],
    );
    await ops.query(
      `INSERT INTO balance (id, account_id, customer_id, currency, total, updated_on) VALUES ($1, $2, $3, 'CNY', 1234.5, '2026-10-30'), ($4, $2, $3, 'USD', 0.1, '2026-10-30')`,
      [newId(), account, id, newId()],
    );
    for (const [n, instrument] of instruments.entries()) {
      const transaction = newId();
      const position = newId();
      await ops.query(
        `INSERT INTO transaction (id, account_id, customer_id, external_ref, type, trade_date, settle_date, instrument_id, quantity, price, currency, gross, net, charges, note)
         VALUES ($1, $2, $3, $4, $5, DATE '2026-01-05' + $6::int, DATE '2026-01-07' + $6::int, $7, 100.5, 10.10, 'CNY', -1015.05, -1020.05, $8, $9)`,
        [
          transaction,
          account,
          id,
          `t${n}`,
          n % 2 ? 'BUY' : 'SUBSCRIBE',
          Math.floor(n / 2),
          instrument,
          JSON.stringify([{ code: 'CN.A.commission', amount: '5.00', currency: 'CNY', rateRowFrom: '2002-05-01' }]),
          n === 3 ? 'multi\nline' : null,
        ],
      );
      await ops.query(
        `INSERT INTO position (id, account_id, customer_id, instrument_id, currency, quantity, cost_basis, average_cost, realized_pnl, opened_on, updated_on)
         VALUES ($1, $2, $3, $4, 'CNY', $5, 1020.05, 10.10, 0, '2026-01-05', '2026-01-05')`,
        [position, account, id, instrument, n === 5 ? 0 : 100.5],
      );
      await ops.query(
        `INSERT INTO lot (id, position_id, account_id, customer_id, instrument_id, opened_by, acquired_on, sequence, quantity, cost_basis, currency)
         VALUES ($1, $2, $3, $4, $5, $6, '2026-01-05', 0, 100.5, 1020.05, 'CNY')`,
        [newId(), position, account, id, instrument, transaction],
      );
    }
    await ops.query(
      `INSERT INTO transaction (id, account_id, customer_id, external_ref, type, trade_date, settle_date, currency, gross, net, counter_currency, counter_amount)
       VALUES ($1, $2, $3, 'fx', 'FX', '2026-02-01', '2026-02-03', 'CNY', -700, -700, 'USD', 100)`,
      [newId(), account, id],
    );
  }
  return { id, accounts };
}
