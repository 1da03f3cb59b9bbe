import type pg from 'pg';

/** Any fixed number: taken alone by a rebuild of all accounts, shared by work on some. */
const DERIVATION_LOCK = 7_305_011_002;

/** Two derivations of one account run one after the other. Locks are held to the end of the transaction, accounts taken in id order. */
export async function lockAccounts(client: pg.PoolClient, accountIds: readonly string[] | 'all'): Promise<void> {
  if (accountIds === 'all') {
    await client.query('SELECT pg_advisory_xact_lock($1)', [DERIVATION_LOCK]);
    return;
  }
  await client.query('SELECT pg_advisory_xact_lock_shared($1)', [DERIVATION_LOCK]);
  await client.query('SELECT FROM account WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [accountIds]);
}
