import type pg from 'pg';
import { newId } from '../../src/kernel/ids.js';
import { type Database, inTransaction } from '../../src/storage/index.js';

/** A transaction as a test writes it: amounts as text, everything that it doesn't say at the column's default. */
export interface RecordedTransaction {
  readonly id?: string;
  readonly account: string;
  readonly ref: string;
  readonly type: string;
  readonly on: string;
  readonly instrument?: string;
  readonly quantity?: string;
  readonly currency: string;
  readonly gross?: string;
  /** `gross` when left out. */
  readonly net?: string;
  readonly counter?: { readonly currency: string; readonly amount: string };
  readonly splitRatio?: string;
  readonly costBasis?: string;
  readonly acquiredOn?: string;
  readonly reverses?: string;
  readonly charges?: readonly Readonly<Record<'code' | 'amount' | 'currency' | 'rateRowFrom', string | null>>[];
}

export async function openAccount(pool: pg.Pool, customer: string, currency: string, ref: string): Promise<string> {
  const id = newId();
  await pool.query(
    `INSERT INTO account (id, customer_id, external_ref, number, name, type, status, base_currency, opened_at)
     VALUES ($1, $2, $3, '12345678', $3, 'CASH', 'ACTIVE', $4, '2020-01-01')`,
    [id, customer, ref, currency],
  );
  return id;
}

export async function onboardCustomer(pool: pg.Pool, ref: string): Promise<string> {
  const id = newId();
  await pool.query(
    `INSERT INTO customer (id, external_ref, name_zh, name_en, tier, risk_level, base_currency, onboarded_at)
     VALUES ($1, $2, $2, $2, 'MASS', 'C3', 'CNY', '2020-01-01')`,
    [id, ref],
  );
  return id;
}

export async function listInstrument(
  pool: pg.Pool,
  mic: string,
  symbol: string,
  currency: string,
  type = 'STOCK',
): Promise<string> {
  const id = newId();
  await pool.query(
    `INSERT INTO instrument (id, mic, symbol, name_zh, name_en, type, currency, risk_level, sector) VALUES ($1, $2, $3, $3, $3, $4, $5, 'R3', 'Banks')`,
    [id, mic, symbol, type, currency],
  );
  return id;
}

/** @returns the ids, in order */
export async function recordTransactions(
  pool: pg.Pool,
  customer: string,
  transactions: readonly RecordedTransaction[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const row of transactions) {
    const id = row.id ?? newId();
    await pool.query(
      `INSERT INTO transaction (id, account_id, customer_id, external_ref, type, trade_date, settle_date, instrument_id, quantity, currency,
         gross, net, counter_currency, counter_amount, split_ratio, cost_basis, acquired_on, reverses_id, charges)
       VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
      [
        id,
        row.account,
        customer,
        row.ref,
        row.type,
        row.on,
        row.instrument,
        row.quantity ?? '0',
        row.currency,
        row.gross ?? '0',
        row.net ?? row.gross ?? '0',
        row.counter?.currency,
        row.counter?.amount,
        row.splitRatio,
        row.costBasis,
        row.acquiredOn,
        row.reverses,
        JSON.stringify(row.charges ?? []),
      ],
    );
    ids.push(id);
  }
  return ids;
}

/** All projected rows of some accounts, as text. */
export async function projectedRows(
  database: Database,
  accounts: readonly string[],
): Promise<Record<string, unknown[]>> {
  return inTransaction(database.ops, async (client) => {
    const rows: Record<string, unknown[]> = {};
    for (const table of ['position', 'lot', 'balance', 'projection_progress']) {
      const order = table === 'projection_progress' ? 'account_id' : 'id';
      const answer = await client.query(
        `SELECT t::text AS row FROM ${table} t WHERE account_id = ANY($1::uuid[]) ORDER BY ${order}`,
        [accounts],
      );
      rows[table] = answer.rows.map(({ row }) => row as string);
    }
    return rows;
  });
}
