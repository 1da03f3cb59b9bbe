import type pg from 'pg';
import { addProgress, type DeriveProgress, deriveAll } from './derive-stream.js';
import { loadProjectedAccounts } from './load-accounts.js';
import { lockAccounts } from './lock-accounts.js';
import { rebuildProjections } from './rebuild-projections.js';
import { newInLedger } from './stream-ledger.js';

/**
 * Brings the projections of accounts up to date after transactions were recorded. Rows behind the last applied one are applied
 * to what is stored; an account in which a row was recorded out of order, or reversed, is rebuilt. Both give the same rows.
 *
 * @param client a connection of role openfolio_ops with an open transaction, usually the one that recorded the transactions
 * @throws PublicError OVERSOLD, INVALID_TRANSACTION, INVALID_REVERSAL: roll back
 */
export async function applyNewTransactions(
  client: pg.PoolClient,
  accountIds: readonly string[],
): Promise<DeriveProgress> {
  await lockAccounts(client, accountIds);
  const inOrder = await accountsInOrder(client, accountIds);
  const others = accountIds.filter((id) => !inOrder.has(id));
  const applied = await deriveAll(client, {
    sources: newInLedger([...inOrder]),
    load: loadProjectedAccounts,
    complete: false,
  });
  return others.length === 0 ? applied : addProgress(applied, await rebuildProjections(client, others));
}

/** In order: as many rows up to the last applied one as were applied, and no reversal behind it. One index range per account. */
async function accountsInOrder(client: pg.PoolClient, accountIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await client.query<{ account_id: string }>({
    name: 'accounts_in_order',
    text: `SELECT g.account_id FROM projection_progress g
           WHERE g.account_id = ANY($1::uuid[])
             AND g.applied_count = (SELECT count(*) FROM transaction t WHERE t.account_id = g.account_id
                                      AND (t.trade_date, t.id) <= (g.last_trade_date, g.last_transaction_id))
             AND NOT EXISTS (SELECT FROM transaction t WHERE t.account_id = g.account_id AND t.reverses_id IS NOT NULL
                               AND (t.trade_date, t.id) > (g.last_trade_date, g.last_transaction_id))`,
    values: [accountIds],
  });
  return new Set(rows.map((row) => row.account_id));
}
