import type pg from 'pg';
import { portfolioError } from '../portfolios.errors.js';
import { type DeriveProgress, deriveAll } from './derive-stream.js';
import { loadEmptyAccounts } from './load-accounts.js';
import { lockAccounts } from './lock-accounts.js';
import { wholeLedger } from './stream-ledger.js';

/**
 * Derives positions, lots and balances of accounts anew from all their transactions. The rows are the same each time; a rebuild
 * over unchanged transactions changes nothing. Runs inside the caller's transaction, so that readers see the old rows or the new.
 *
 * @param client a connection of role openfolio_ops with an open transaction
 * @param onProgress called after each batch of 5,000 transactions
 * @throws PublicError OVERSOLD, INVALID_TRANSACTION, INVALID_REVERSAL: roll back
 */
export async function rebuildProjections(
  client: pg.PoolClient,
  accountIds: readonly string[] | 'all',
  onProgress?: (progress: DeriveProgress) => void,
): Promise<DeriveProgress> {
  await lockAccounts(client, accountIds);
  await refuseInvalidReversals(client, accountIds);
  return deriveAll(client, { sources: wholeLedger(accountIds), load: loadEmptyAccounts, complete: true, onProgress });
}

/** A reversal must be of the same account, and not of a reversal: what undoes an undo is the transaction recorded anew. */
async function refuseInvalidReversals(client: pg.PoolClient, accountIds: readonly string[] | 'all'): Promise<void> {
  const { rows } = await client.query<{ external_ref: string; foreign: boolean }>({
    text: `SELECT r.external_ref, r.account_id <> o.account_id AS foreign
           FROM transaction r JOIN transaction o ON o.id = r.reverses_id
           WHERE r.reverses_id IS NOT NULL AND (r.account_id <> o.account_id OR o.reverses_id IS NOT NULL)
             AND ($1::uuid[] IS NULL OR r.account_id = ANY($1)) LIMIT 1`,
    values: [accountIds === 'all' ? null : accountIds],
  });
  const [invalid] = rows;
  if (!invalid) return;
  const reason = invalid.foreign ? 'it belongs to another account' : 'that one is a reversal itself';
  throw portfolioError('INVALID_REVERSAL', { params: { transaction: invalid.external_ref, reason } });
}
