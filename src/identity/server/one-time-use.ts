import { createHash } from 'node:crypto';
import type pg from 'pg';

/**
 * One-time values (client assertions, DPoP proofs at the token endpoint): the INSERT is the check.
 * The provider's own find-then-save let 4 to 7 of 8 replays pass.
 *
 * @param untilSeconds epoch seconds after which the value is refused for its age anyway
 * @returns false when it was seen before
 */
export async function useOnce(pool: pg.Pool, issuer: string, id: string, untilSeconds: number): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'use_once',
    text: 'INSERT INTO replay (digest, expires_at) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING',
    values: [
      createHash('sha256').update(`authorization-server\n${issuer}\n${id}`).digest(),
      new Date(untilSeconds * 1000),
    ],
  });
  return rowCount === 1;
}
