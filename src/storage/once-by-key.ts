import { createHash } from 'node:crypto';
import type pg from 'pg';
import { storageError } from './storage.errors.js';

const DAY_MS = 86_400_000;
const KEY_CHARACTERS_MAX = 255;

export interface KeyedAct {
  /** Whose key it is; see `holderOf`. */
  readonly holder: string;
  /** The mutation's name: one key may stand for several acts. */
  readonly act: string;
  /** Chosen by the client, 1 to 255 characters; without one the effect simply happens. */
  readonly key: string | null | undefined;
  /** All that decides what the effect is, without the key. */
  readonly input: unknown;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * Has an effect once for each key, in the caller's transaction: the effect and the memory of it commit together or not at
 * all, so a crash in between leaves nothing and the next try starts anew. A repetition within 24 hours gets the first answer.
 *
 * @param effect its answer must survive JSON
 * @throws PublicError IDEMPOTENCY_KEY_INVALID, IDEMPOTENCY_KEY_REUSED for another input, IDEMPOTENCY_KEY_IN_USE while the
 *   first is under way
 */
export async function onceByKey<T>(client: pg.PoolClient, act: KeyedAct, effect: () => Promise<T>): Promise<T> {
  if (act.key == null) return effect();
  if (act.key.length < 1 || act.key.length > KEY_CHARACTERS_MAX || act.key.includes('\0'))
    throw storageError('IDEMPOTENCY_KEY_INVALID', { params: { max: KEY_CHARACTERS_MAX } });
  await lock(client, act);
  const hash = digestOfInput(act.input);
  const former = await find(client, act);
  if (former) {
    if (!hash.equals(former.input_hash)) throw storageError('IDEMPOTENCY_KEY_REUSED');
    return former.answer as T;
  }
  const answer = await effect();
  await keep(client, act, hash, answer);
  return answer;
}

/** Who repeats an act under which key; left out where nobody can, e.g. by the platform itself. */
export type ByKey = Pick<KeyedAct, 'holder' | 'key'>;

export const WITHOUT_KEY: ByKey = { holder: '', key: null };

/** Of a mutation's input, for {@link onceByKey}. */
export function byKey(
  { idempotencyKey: key }: { readonly idempotencyKey?: string | null },
  { grant }: { readonly grant: Parameters<typeof holderOf>[0] },
): ByKey {
  return { holder: holderOf(grant), key };
}

/** The parts of a grant that say whose keys these are. */
export function holderOf(grant: {
  readonly appId: string;
  readonly customerId: string | null;
  readonly person: { readonly id: string } | null;
}): string {
  return `${grant.appId}/${grant.customerId ?? grant.person?.id ?? ''}`;
}

/** Removes what has expired; safe in any process at any time. */
export async function purgeIdempotencyKeys(pool: pg.Pool, now: number): Promise<void> {
  await pool.query('DELETE FROM idempotency_key WHERE expires_at <= $1', [new Date(now)]);
}

/** Held until the transaction ends. Waiting instead would hold a connection per impatient client. */
async function lock(client: pg.PoolClient, { holder, act, key }: KeyedAct): Promise<void> {
  const { rows } = await client.query<{ locked: boolean }>(
    'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS locked',
    [JSON.stringify([holder, act, key])],
  );
  if (!rows[0]?.locked) throw storageError('IDEMPOTENCY_KEY_IN_USE', { headers: { 'retry-after': '1' } });
}

async function find(client: pg.PoolClient, { holder, act, key, now }: KeyedAct) {
  const { rows } = await client.query<{ input_hash: Buffer; answer: unknown }>(
    'SELECT input_hash, answer FROM idempotency_key WHERE holder = $1 AND act = $2 AND key = $3 AND expires_at > $4',
    [holder, act, key, new Date(now)],
  );
  return rows[0];
}

async function keep(client: pg.PoolClient, { holder, act, key, now }: KeyedAct, hash: Buffer, answer: unknown) {
  await client.query(
    `INSERT INTO idempotency_key (holder, act, key, input_hash, answer, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (holder, act, key) DO UPDATE SET input_hash = EXCLUDED.input_hash, answer = EXCLUDED.answer, expires_at = EXCLUDED.expires_at`,
    [holder, act, key, hash, JSON.stringify(answer), new Date(now + DAY_MS)],
  );
}

/** Of all that decides what an effect is: SHA-256 of its canonical text, so that the order of fields tells nothing. */
export function digestOfInput(input: unknown): Buffer {
  return createHash('sha256').update(canonicalJson(input)).digest();
}

/** The same text for the same value, whatever the order of its fields. */
function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? 'null'
  );
}
