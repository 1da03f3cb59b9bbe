import type pg from 'pg';
import type { TextRow } from '../../operation/reach.js';
import { LEDGER_COLUMNS } from './ledger-transaction.js';

/** Rows per FETCH: 5,000 are about 2 MB and 20 ms of work; larger batches were no faster. */
const BATCH_ROWS = 5000;

/** Which transactions: a condition over `transaction t` (and `projection_progress g`), with its parameters. */
export interface LedgerSource {
  readonly tables: string;
  readonly condition: string;
  readonly values: readonly unknown[];
}

/** Accounts per cursor: PostgreSQL sorts what a list of accounts selects, and so many fit into its working memory. */
const ACCOUNTS_PER_SOURCE = 200;

/** Every transaction (by the order of the index, unsorted), or all those of some accounts. */
export function wholeLedger(accountIds: readonly string[] | 'all'): LedgerSource[] {
  if (accountIds === 'all') return [{ tables: 'transaction t', condition: 'true', values: [] }];
  return inChunks(accountIds).map((chunk) => ({
    tables: 'transaction t',
    condition: 't.account_id = ANY($1::uuid[])',
    values: [chunk],
  }));
}

/** What was recorded behind the last applied row of each account. */
export function newInLedger(accountIds: readonly string[]): LedgerSource[] {
  return inChunks(accountIds).map((chunk) => ({
    tables: 'projection_progress g JOIN transaction t ON t.account_id = g.account_id',
    condition: 'g.account_id = ANY($1::uuid[]) AND (t.trade_date, t.id) > (g.last_trade_date, g.last_transaction_id)',
    values: [chunk],
  }));
}

function inChunks(accountIds: readonly string[]): string[][] {
  const sorted = [...new Set(accountIds)].sort();
  return Array.from({ length: Math.ceil(sorted.length / ACCOUNTS_PER_SOURCE) }, (_, index) =>
    sorted.slice(index * ACCOUNTS_PER_SOURCE, (index + 1) * ACCOUNTS_PER_SOURCE),
  );
}

/**
 * Streams transactions in the order (account, trade date, id) through a server-side cursor: memory stays flat whatever the
 * ledger's size. While one batch is worked on, PostgreSQL already reads the next. Needs an open transaction on `client`.
 *
 * @param prepare asks for what a batch needs beside its rows; sent ahead of the next FETCH so that it doesn't wait for it
 */
export async function* streamLedger<P>(
  client: pg.PoolClient,
  source: LedgerSource,
  prepare: (rows: TextRow[]) => Promise<P>,
): AsyncGenerator<{ rows: TextRow[]; prepared: P }> {
  await client.query({
    text: `DECLARE ledger NO SCROLL CURSOR FOR SELECT ${LEDGER_COLUMNS} FROM ${source.tables} WHERE ${source.condition}
           ORDER BY t.account_id, t.trade_date, t.id`,
    values: [...source.values],
  });
  let next = fetchRows(client);
  try {
    for (let rows = await next; rows.length > 0; rows = await next) {
      const prepared = prepare(rows);
      next = fetchRows(client);
      yield { rows, prepared: await prepared };
    }
    await client.query('CLOSE ledger');
  } finally {
    await next.catch(() => []); // a batch that nobody waits for any more: the failure that ended the loop is the one to report
  }
}

async function fetchRows(client: pg.PoolClient): Promise<TextRow[]> {
  const answer = await client.query<(string | null)[]>({
    text: `FETCH ${BATCH_ROWS} FROM ledger`,
    rowMode: 'array',
    types: { getTypeParser: () => asText },
  });
  return answer.rows;
}

function asText(value: unknown): unknown {
  return value;
}
