import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { digestOf } from '../opaque-token.js';
import { base32 } from './base32.js';

const CODES = 10;
/** 80 bits: nothing to guess, so a plain digest is enough, and 16 characters can be typed from paper. */
const CODE_BYTES = 10;

/** Replaces all former codes, in the caller's transaction. @returns the codes, `XXXX-XXXX-XXXX-XXXX`, shown once and never again */
export async function renewRecoveryCodes(client: pg.PoolClient, personId: string): Promise<string[]> {
  const codes = Array.from({ length: CODES }, () => base32(randomBytes(CODE_BYTES)));
  await client.query('DELETE FROM recovery_code WHERE person_id = $1', [personId]);
  await client.query('INSERT INTO recovery_code (person_id, code_digest) SELECT $1, unnest($2::bytea[])', [
    personId,
    codes.map(digestOf),
  ]);
  return codes.map((code) => code.match(/.{4}/g)?.join('-') ?? code);
}

/** Uses a code up, in the caller's transaction. One conditional UPDATE: of twenty that come at once, one gets true. */
export async function useRecoveryCode(
  client: pg.PoolClient,
  use: { personId: string; code: string; at: Date },
): Promise<boolean> {
  const canonical = use.code.toUpperCase().replace(/[\s-]/g, '');
  const { rowCount } = await client.query(
    'UPDATE recovery_code SET used_at = $3 WHERE person_id = $1 AND code_digest = $2 AND used_at IS NULL',
    [use.personId, digestOf(canonical), use.at],
  );
  return rowCount === 1;
}
