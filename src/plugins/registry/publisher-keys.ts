import { calculateJwkThumbprint, type JWK } from 'jose';
import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { pluginError } from '../plugins.errors.js';

export interface PublisherKeysParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
}

/** Keys that a publisher signs packages with. A revoked key signs nothing new; what it signed before stays signed. */
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
    const { rowCount } = await this.#pool.query(
      `INSERT INTO plugin_key (kid, publisher_id, public_jwk, registered_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [kid, publisherId, JSON.stringify({ kty, crv, x, kid }), new Date(this.#clock.now())],
    );
    if (rowCount === 0) throw pluginError('PLUGIN_KEY_INVALID', { params: { reason: 'it was registered before' } });
    return kid;
  }

  /** @returns false when this publisher has no such live key */
  async revoke(publisherId: string, kid: string): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      'UPDATE plugin_key SET revoked_at = $3 WHERE publisher_id = $1 AND kid = $2 AND revoked_at IS NULL',
      [publisherId, kid, new Date(this.#clock.now())],
    );
    return rowCount === 1;
  }

  async live(publisherId: string): Promise<ReadonlyMap<string, JWK>> {
    const { rows } = await this.#pool.query<{ kid: string; public_jwk: JWK }>(
      'SELECT kid, public_jwk FROM plugin_key WHERE publisher_id = $1 AND revoked_at IS NULL',
      [publisherId],
    );
    return new Map(rows.map((row) => [row.kid, row.public_jwk]));
  }
}
