import type pg from 'pg';
import type { NewSecret } from './hook-secrets.js';

export async function insertSecrets(
  client: pg.PoolClient,
  hookId: string,
  secrets: readonly NewSecret[],
  now: number,
): Promise<void> {
  for (const { id, kind, sealed, publicKey } of secrets)
    await client.query(
      'INSERT INTO hook_secret (id, hook_id, kind, sealed, public_key, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
      [id, hookId, kind, sealed, publicKey, new Date(now)],
    );
}
