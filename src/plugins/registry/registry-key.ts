import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose';
import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';

/** PKCS #8 of an Ed25519 key is this and its 32 bytes (RFC 8410 §7). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

export interface RegistrySigner {
  readonly kid: string;
  readonly key: KeyObject;
}

/**
 * The key that packages and receipts are signed with, derived from the platform's secret: every process has the same one and
 * no table holds it. Its public half is kept from its first use on, so what it signed can be verified after the secret changes.
 */
export class RegistryKey {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;
  readonly #private: KeyObject;
  #signer: Promise<RegistrySigner> | undefined;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock; secret: Buffer }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
    const seed = Buffer.from(hkdfSync('sha256', parts.secret, '', 'openfolio/plugins/registry-key/v1', 32));
    this.#private = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  }

  /** Ready once its public half is kept. */
  signer(): Promise<RegistrySigner> {
    this.#signer ??= this.#publish().catch((error: unknown) => {
      this.#signer = undefined;
      throw error;
    });
    return this.#signer;
  }

  /** All public halves, by kid. */
  async publicKeys(): Promise<ReadonlyMap<string, JWK>> {
    const { rows } = await this.#pool.query<{ kid: string; public_jwk: JWK }>(
      'SELECT kid, public_jwk FROM registry_key',
    );
    return new Map(rows.map((row) => [row.kid, row.public_jwk]));
  }

  async #publish(): Promise<RegistrySigner> {
    const jwk = await exportJWK(createPublicKey(this.#private));
    const kid = await calculateJwkThumbprint(jwk);
    await this.#pool.query(
      'INSERT INTO registry_key (kid, public_jwk, first_used_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [kid, JSON.stringify({ ...jwk, kid, alg: 'EdDSA', use: 'sig' }), new Date(this.#clock.now())],
    );
    return { kid, key: this.#private };
  }
}
