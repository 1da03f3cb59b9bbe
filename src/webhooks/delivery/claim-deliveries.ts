import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import type { ScopeRequirement } from '../../operation/schema/requirements.js';
import { inTransaction } from '../../storage/index.js';
import type { HookSecrets, SigningKey } from '../hooks/hook-secrets.js';
import { CLAIM_DELIVERIES } from './claim-deliveries.sql.js';

/** A delivery that this process may work on until its lease ends. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly hookId: string;
  readonly appId: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly customerId: string | null;
  readonly grantId: string | null;
  /** The stored bytes; `null` until it is rendered. */
  readonly body: string | null;
  readonly tries: number;
  readonly attempts: number;
  readonly url: string;
  readonly documentHash: string;
  readonly requiredScopes: readonly ScopeRequirement[];
  readonly keys: readonly SigningKey[];
}

interface SealedKey {
  readonly id: string;
  readonly hook_id: string;
  readonly kind: 'HMAC' | 'ED25519';
  readonly sealed: Buffer;
}

const CLAIM_LOCK = 7_305_011_013;
/** Of one hook in one claim: keeps batches mixed. */
const OF_ONE_HOOK_MAX = 64;

export class ClaimDeliveries {
  readonly #pool: pg.Pool;
  readonly #secrets: HookSecrets;
  /** Opened once: a key's row never changes, and which keys count is asked at each claim. */
  readonly #keys = new LRUCache<string, SigningKey>({ max: 1000 });

  constructor(parts: { pool: pg.Pool; secrets: HookSecrets }) {
    this.#pool = parts.pool;
    this.#secrets = parts.secrets;
  }

  async claim(now: number, max: number, leaseMs: number): Promise<ClaimedDelivery[]> {
    return inTransaction(this.#pool, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [CLAIM_LOCK]);
      const { rows } = await client.query<Omit<ClaimedDelivery, 'keys'>>({
        name: 'claim_deliveries',
        text: CLAIM_DELIVERIES,
        values: [new Date(now), max, new Date(now + leaseMs), OF_ONE_HOOK_MAX],
      });
      if (rows.length === 0) return [];
      const keys = await this.#keysOf(client, [...new Set(rows.map(({ hookId }) => hookId))], now);
      return rows.map((row) => ({ ...row, keys: keys.get(row.hookId) ?? [] }));
    });
  }

  /** The newest first: a receiver that looks at the first signature only should know that one. */
  async #keysOf(client: pg.PoolClient, hookIds: string[], now: number): Promise<Map<string, SigningKey[]>> {
    const { rows } = await client.query<SealedKey>({
      name: 'keys_of_hooks',
      text: `SELECT id, hook_id, kind, sealed FROM hook_secret WHERE hook_id = ANY ($1::uuid[]) AND (expires_at IS NULL OR expires_at > $2)
             ORDER BY created_at DESC, kind DESC`,
      values: [hookIds, new Date(now)],
    });
    const keys = new Map<string, SigningKey[]>();
    for (const row of rows) {
      const ofHook = keys.get(row.hook_id) ?? [];
      ofHook.push(this.#opened(row));
      keys.set(row.hook_id, ofHook);
    }
    return keys;
  }

  #opened(row: SealedKey): SigningKey {
    const known = this.#keys.get(row.id);
    if (known) return known;
    const key = this.#secrets.open(row.hook_id, row);
    this.#keys.set(row.id, key);
    return key;
  }
}
