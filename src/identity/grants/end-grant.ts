import type pg from 'pg';

/**
 * Puts the grant on the deny feed and takes away what could make new tokens of it.
 * Runs in the transaction that ends the grant; gateways hear of it by NOTIFY when it commits.
 */
export async function announceEnd(client: pg.PoolClient, grantId: string, now: number): Promise<void> {
  await client.query('INSERT INTO grant_revocation (grant_id, at) VALUES ($1, $2)', [grantId, new Date(now)]);
  await client.query('DELETE FROM oidc_model WHERE grant_id = $1', [grantId]);
}
