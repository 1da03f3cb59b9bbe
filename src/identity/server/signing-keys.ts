import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { inTransaction } from '../../storage/index.js';

/** Any fixed number: processes that start together make one key, not two. */
const KEY_LOCK = 7_305_011_002;
/** Longer than any verifier keeps a key set before it looks again (`cacheMaxAge` of jose and its like). */
const PUBLISH_AHEAD_MS = 10 * 60_000;
/** Longer than an access token lives, with room for clocks. */
const KEEP_AFTER_MS = 15 * 60_000;

export interface SigningKeysOptions {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  /** How long a key is published before it signs. */
  readonly publishAheadMs?: number;
  /** How long a key stays published after another one signs. */
  readonly keepAfterMs?: number;
}

export interface PublishedKeys {
  /** Private keys, the one that signs now first. */
  readonly keys: readonly JWK[];
  /** Epoch ms at which another one takes over or one retires, if that is already known. */
  readonly changesAt: number | undefined;
}

/** ES256 keys of the authorization server. Which one signs is a function of the clock, so all processes agree. */
export class SigningKeys {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;
  readonly #publishAheadMs: number;
  readonly #keepAfterMs: number;

  constructor(options: SigningKeysOptions) {
    this.#pool = options.pool;
    this.#clock = options.clock;
    this.#publishAheadMs = options.publishAheadMs ?? PUBLISH_AHEAD_MS;
    this.#keepAfterMs = options.keepAfterMs ?? KEEP_AFTER_MS;
  }

  /** Makes the first key of an installation. */
  async load(): Promise<PublishedKeys> {
    const published = await this.#published(this.#pool);
    return published.keys.length > 0 ? published : this.#createFirst();
  }

  /**
   * Publishes the next key. It signs ten minutes later, when every verifier has seen it; the former one stays
   * published until its last token is dead. The table announces the change; servers then call `reload()`.
   *
   * @returns epoch ms of the two steps that follow by the clock alone
   */
  async rotate(): Promise<{ kid: string; signsFrom: number; formerRetiresAt: number }> {
    const now = this.#clock.now();
    const signsFrom = now + this.#publishAheadMs;
    const formerRetiresAt = signsFrom + this.#keepAfterMs;
    const kid = await inTransaction(this.#pool, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [KEY_LOCK]);
      await client.query('UPDATE signing_key SET retires_at = $1 WHERE retires_at IS NULL', [
        new Date(formerRetiresAt),
      ]);
      return insertKey(client, now, signsFrom);
    });
    return { kid, signsFrom, formerRetiresAt };
  }

  #createFirst(): Promise<PublishedKeys> {
    return inTransaction(this.#pool, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [KEY_LOCK]);
      const made = await this.#published(client);
      if (made.keys.length > 0) return made;
      const now = this.#clock.now();
      await insertKey(client, now, now);
      return this.#published(client);
    });
  }

  async #published(client: pg.Pool | pg.PoolClient): Promise<PublishedKeys> {
    const now = this.#clock.now();
    const { rows } = await client.query<{ private_jwk: JWK; signs_from: Date; retires_at: Date | null }>(
      `SELECT private_jwk, signs_from, retires_at FROM signing_key WHERE retires_at IS NULL OR retires_at > $1
       ORDER BY signs_from <= $1 DESC, signs_from DESC`,
      [new Date(now)],
    );
    const coming = rows
      .flatMap((row) => [row.signs_from.getTime(), row.retires_at?.getTime() ?? 0])
      .filter((instant) => instant > now);
    return { keys: rows.map((row) => row.private_jwk), changesAt: coming.length > 0 ? Math.min(...coming) : undefined };
  }
}

async function insertKey(client: pg.PoolClient, publishedAt: number, signsFrom: number): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  await client.query(
    'INSERT INTO signing_key (kid, alg, private_jwk, published_at, signs_from) VALUES ($1, $2, $3, $4, $5)',
    [
      kid,
      'ES256',
      JSON.stringify({ ...jwk, kid, alg: 'ES256', use: 'sig' }),
      new Date(publishedAt),
      new Date(signsFrom),
    ],
  );
  return kid;
}
