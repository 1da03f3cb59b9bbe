import { calculateJwkThumbprint, type JWK } from 'jose';
import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import type { Clock } from '../../kernel/clock.js';
import { inTransaction } from '../../storage/index.js';
import { pluginError } from '../plugins.errors.js';
import { changeRelease } from './change-release.js';
import type { PublishingParty } from './publishing-party.js';
import type { ReleaseStatus } from './release.js';

export interface PublisherKeysParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
}

/**
 * What becomes of a version when the key that signed it is revoked: nobody gets it newly, and what was not released never is. Who has
 * it keeps it, since its bytes are still the reviewed ones; a publisher who doubts them yanks it.
 */
const WHEN_REVOKED: Readonly<Partial<Record<ReleaseStatus, 'YANKED' | 'DEPRECATED'>>> = {
  SUBMITTED: 'YANKED',
  CHECKING: 'YANKED',
  IN_REVIEW: 'YANKED',
  APPROVED: 'YANKED',
  STAGED: 'DEPRECATED',
  LISTED: 'DEPRECATED',
  SUSPENDED: 'YANKED',
};

/** Keys that a publisher signs packages with. */
export class PublisherKeys {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  constructor({ pool, clock }: PublisherKeysParts) {
    this.#pool = pool;
    this.#clock = clock;
  }

  /**
   * @returns the key's id, its thumbprint (RFC 7638)
   * @throws PublicError PLUGIN_KEY_INVALID
   */
  async register(publisherId: string, jwk: JWK): Promise<string> {
    const { kty, crv, x } = jwk;
    if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string' || !/^[\w-]{43}$/.test(x))
      throw pluginError('PLUGIN_KEY_INVALID', { params: { reason: 'it is not an Ed25519 key as a JWK' } });
    if ('d' in jwk) throw pluginError('PLUGIN_KEY_INVALID', { params: { reason: 'it holds the secret half' } });
    const kid = await calculateJwkThumbprint({ kty, crv, x });
    const at = this.#clock.now();
    await inTransaction(this.#pool, async (client) => {
      const { rowCount } = await client.query(
        `INSERT INTO plugin_key (kid, publisher_id, public_jwk, registered_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
        [kid, publisherId, JSON.stringify({ kty, crv, x, kid }), new Date(at)],
      );
      if (rowCount === 0) throw pluginError('PLUGIN_KEY_INVALID', { params: { reason: 'it was registered before' } });
      await recordEvents(client, [{ type: 'plugin.key_registered', data: { kid, publisherId }, at }]);
    });
    return kid;
  }

  /** With the key, and in one transaction, all that it signed moves on. @returns false when this publisher has no such live key */
  async revoke({ publisherId, by }: PublishingParty, kid: string): Promise<boolean> {
    const at = this.#clock.now();
    return inTransaction(this.#pool, async (client) => {
      const { rowCount } = await client.query(
        'UPDATE plugin_key SET revoked_at = $3 WHERE publisher_id = $1 AND kid = $2 AND revoked_at IS NULL',
        [publisherId, kid, new Date(at)],
      );
      if (rowCount === 0) return false;
      await recordEvents(client, [{ type: 'plugin.key_revoked', data: { kid, publisherId }, at }]);
      const { rows } = await client.query<{ id: string; status: ReleaseStatus }>(
        `SELECT v.id, r.status FROM plugin_version v JOIN plugin_release r ON r.version_id = v.id WHERE v.signed_by = $1
         ORDER BY v.id FOR UPDATE OF r`,
        [kid],
      );
      const reason = `Its publisher revoked the key that it was signed with (${kid.slice(0, 8)}…).`;
      for (const { id, status } of rows) {
        const to = WHEN_REVOKED[status];
        if (to !== undefined) await changeRelease(client, id, { to, reason, at, by });
      }
      return true;
    });
  }

  async live(publisherId: string): Promise<ReadonlyMap<string, JWK>> {
    const { rows } = await this.#pool.query<{ kid: string; public_jwk: JWK }>(
      'SELECT kid, public_jwk FROM plugin_key WHERE publisher_id = $1 AND revoked_at IS NULL',
      [publisherId],
    );
    return new Map(rows.map((row) => [row.kid, row.public_jwk]));
  }
}

/** Holds the key until the submission commits: what it signs can't slip in behind its revocation. @throws PublicError PLUGIN_KEY_INVALID */
export async function insistOnLiveKey(client: pg.PoolClient, kid: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM plugin_key WHERE kid = $1 AND revoked_at IS NULL FOR SHARE', [
    kid,
  ]);
  if (rowCount === 0) throw pluginError('PLUGIN_KEY_INVALID', { params: { reason: 'it was revoked' } });
}
