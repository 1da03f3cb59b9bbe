import type pg from 'pg';
import type { TextRow } from '../../operation/reach.js';
import { applyTransaction } from './apply-transaction.js';
import { ledgerTransaction } from './ledger-transaction.js';
import type { LoadAccounts } from './load-accounts.js';
import { type LedgerSource, streamLedger } from './stream-ledger.js';
import { type DerivedAccount, writeProjections } from './write-projections.js';

export interface DeriveProgress {
  /** Rows taken in so far. */
  readonly transactions: number;
  /** Accounts written so far. */
  readonly accounts: number;
}

export interface DeriveStream {
  readonly sources: readonly LedgerSource[];
  /** The states to start from. */
  readonly load: LoadAccounts;
  /** The source has all rows of its accounts, see {@link writeProjections}. */
  readonly complete: boolean;
  readonly onProgress?: (progress: DeriveProgress) => void;
}

/** Finished accounts are written once their touched positions and lots are this many rows together. */
const WRITE_ROWS = 10_000;

/** Derives one source after the other; progress counts over all of them. */
export async function deriveAll(client: pg.PoolClient, { sources, ...how }: DeriveStream): Promise<DeriveProgress> {
  let done: DeriveProgress = { transactions: 0, accounts: 0 };
  for (const source of sources) {
    const before = done;
    const onProgress = (now: DeriveProgress) => how.onProgress?.(addProgress(before, now));
    done = addProgress(before, await deriveStream(client, source, { ...how, onProgress }));
  }
  return done;
}

export function addProgress(a: DeriveProgress, b: DeriveProgress): DeriveProgress {
  return { transactions: a.transactions + b.transactions, accounts: a.accounts + b.accounts };
}

/** Folds a stream of transactions, account after account, into written projections; holds one batch and what waits to be written. */
async function deriveStream(
  client: pg.PoolClient,
  source: LedgerSource,
  { load, complete, onProgress }: Omit<DeriveStream, 'sources'>,
): Promise<DeriveProgress> {
  let open: DerivedAccount | undefined;
  let finished: DerivedAccount[] = [];
  let transactions = 0;
  let accounts = 0;
  const write = async () => {
    await writeProjections(client, finished, complete);
    accounts += finished.length;
    finished = [];
  };
  const stream = streamLedger(client, source, (rows) => load(client, accountsOf(rows, open?.state.accountId)));
  for await (const { rows, prepared } of stream) {
    for (const row of rows) {
      const transaction = ledgerTransaction(row);
      if (open?.state.accountId !== transaction.accountId) {
        if (open) finished.push(open);
        const state = prepared.get(transaction.accountId);
        if (!state) throw new Error(`Account ${transaction.accountId} of a transaction was not loaded`);
        open = { state, touched: new Set() };
      }
      if (transaction.instrumentId) open.touched.add(transaction.instrumentId);
      applyTransaction(open.state, transaction);
    }
    transactions += rows.length;
    if (rowCount(finished) >= WRITE_ROWS) await write();
    onProgress?.({ transactions, accounts });
  }
  if (open) finished.push(open);
  if (finished.length > 0) await write();
  onProgress?.({ transactions, accounts });
  return { transactions, accounts };
}

/** Accounts that begin in this batch; the one that the last batch ended in is open already. */
function accountsOf(rows: readonly TextRow[], open: string | undefined): string[] {
  const ids = new Set<string>();
  for (const row of rows) ids.add(row[1] ?? '');
  if (open) ids.delete(open);
  return [...ids];
}

function rowCount(accounts: readonly DerivedAccount[]): number {
  let rows = 0;
  for (const { state, touched } of accounts) {
    for (const instrumentId of touched) rows += 1 + (state.positions.get(instrumentId)?.lots.length ?? 0);
  }
  return rows;
}
