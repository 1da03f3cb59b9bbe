import { hkdfSync } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  CompactEncrypt,
  type CryptoKey,
  calculateJwkThumbprint,
  compactDecrypt,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';
import type pg from 'pg';

export interface SigningReceiptKey {
  readonly kid: string;
  readonly key: CryptoKey;
}

export interface PublicReceiptKey {
  readonly kid: string;
  readonly jwk: JWK;
}

/**
 * The keys of the checkpoints: a kind of their own, used for nothing else. The private part is stored encrypted (JWE, RFC 7516)
 * under a key of the platform secret, so neither the database alone nor a backup of it can sign.
 */
export class ReceiptKeys {
  readonly #wrap: Uint8Array;

  constructor(platformSecret: Buffer) {
    this.#wrap = new Uint8Array(hkdfSync('sha256', platformSecret, '', 'openfolio/receipts/key/v1', 32));
  }

  /** The newest key that this secret opens; the first time, a new one. */
  async current(client: pg.ClientBase | pg.Pool): Promise<SigningReceiptKey> {
    const { rows } = await client.query<{ kid: string; sealed_private: string }>(
      'SELECT kid, sealed_private FROM receipt_key ORDER BY created_at DESC, kid',
    );
    for (const { kid, sealed_private } of rows) {
      const key = await this.#open(kid, sealed_private);
      if (key) return { kid, key };
    }
    return this.create(client);
  }

  /** A new key signs from the next checkpoint on; former ones stay published, since what they signed stays true. @returns its kid */
  async rotate(pool: pg.Pool): Promise<string> {
    return (await this.create(pool)).kid;
  }

  async create(client: pg.ClientBase | pg.Pool): Promise<SigningReceiptKey> {
    const { publicKey, privateKey } = await generateKeyPair('Ed25519', { extractable: true });
    const exported = await exportJWK(publicKey);
    const kid = await calculateJwkThumbprint(exported);
    const sealed = await new CompactEncrypt(Buffer.from(JSON.stringify(await exportJWK(privateKey))))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid })
      .encrypt(this.#wrap);
    await client.query(
      'INSERT INTO receipt_key (kid, public_jwk, sealed_private, created_at) VALUES ($1, $2, $3, clock_timestamp())',
      [kid, publicJwk(exported, kid), sealed],
    );
    return { kid, key: privateKey };
  }

  /**
   * The public keys whose private part this platform's secret opens: whoever only rules the database can put a key of their
   * own into the table, but not one that shows up here.
   */
  async proved(client: pg.ClientBase | pg.Pool): Promise<PublicReceiptKey[]> {
    const { rows } = await client.query<{ kid: string; sealed_private: string }>(
      'SELECT kid, sealed_private FROM receipt_key ORDER BY created_at',
    );
    const keys = await Promise.all(rows.map(({ kid, sealed_private }) => this.#openJwk(kid, sealed_private)));
    return keys.flatMap((jwk, index) => (jwk ? [{ kid: rows[index]?.kid ?? '', jwk: publicPart(jwk) }] : []));
  }

  /** Names of keys that are ours, and whose public part was altered beside them. */
  async altered(client: pg.ClientBase | pg.Pool): Promise<string[]> {
    const { rows } = await client.query<{ kid: string; sealed_private: string; public_jwk: JWK }>(
      'SELECT kid, sealed_private, public_jwk FROM receipt_key ORDER BY created_at',
    );
    const keys = await Promise.all(rows.map(({ kid, sealed_private }) => this.#openJwk(kid, sealed_private)));
    const differs = (jwk: JWK | undefined, { kid, public_jwk }: { kid: string; public_jwk: JWK }) =>
      jwk !== undefined && !isDeepStrictEqual(public_jwk, publicJwk(jwk, kid));
    return rows.filter((row, index) => differs(keys[index], row)).map(({ kid }) => kid);
  }

  async #open(kid: string, sealed: string): Promise<CryptoKey | undefined> {
    const jwk = await this.#openJwk(kid, sealed);
    return jwk && ((await importJWK(jwk, 'Ed25519')) as CryptoKey);
  }

  /** The private key whose thumbprint is its name; nothing when another secret sealed it. */
  async #openJwk(kid: string, sealed: string): Promise<JWK | undefined> {
    try {
      const { plaintext } = await compactDecrypt(sealed, this.#wrap);
      const jwk = JSON.parse(Buffer.from(plaintext).toString()) as JWK;
      return (await calculateJwkThumbprint(publicPart(jwk))) === kid ? jwk : undefined;
    } catch {
      return undefined;
    }
  }
}

function publicPart({ kty, crv, x }: JWK): JWK {
  return { ...(kty && { kty }), ...(crv && { crv }), ...(x && { x }) };
}

/** As it is published. */
function publicJwk(jwk: JWK, kid: string): JWK {
  return { ...publicPart(jwk), kid, alg: 'Ed25519', use: 'sig' };
}

/** For `openCheckpoint`. */
export async function trustedKeys(keys: readonly PublicReceiptKey[]): Promise<ReadonlyMap<string, CryptoKey>> {
  const imported = await Promise.all(
    keys.map(async ({ kid, jwk }) => [kid, (await importJWK(jwk, 'Ed25519')) as CryptoKey] as const),
  );
  return new Map(imported);
}
