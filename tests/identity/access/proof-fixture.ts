import { generateKeyPairSync, hash, type KeyObject, randomUUID, sign } from 'node:crypto';
import { calculateJwkThumbprint, SignJWT } from 'jose';

type Pair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

/** A client that makes proofs by hand, so that it can also make wrong ones. */
export class ProofMaker {
  readonly pair: Pair;
  readonly alg: string;

  constructor(alg = 'ES256') {
    this.alg = alg;
    this.pair = PAIRS[alg]?.() ?? generateKeyPairSync('ec', { namedCurve: 'P-256' });
  }

  get jwk(): Record<string, unknown> {
    return { ...this.pair.publicKey.export({ format: 'jwk' }) };
  }

  jkt(): Promise<string> {
    return calculateJwkThumbprint(this.jwk);
  }

  proof(claims: Record<string, unknown>, header: Record<string, unknown> = {}): string {
    return this.signed({ typ: 'dpop+jwt', alg: this.alg, jwk: this.jwk, ...header }, { jti: randomUUID(), ...claims });
  }

  signed(header: Record<string, unknown>, claims: Record<string, unknown>): string {
    const text = `${segment(header)}.${segment(claims)}`;
    const digest = this.alg === 'EdDSA' ? null : 'sha256';
    const key = {
      key: this.pair.privateKey,
      dsaEncoding: 'ieee-p1363' as const,
      ...(this.alg === 'PS256' ? { padding: 6, saltLength: 32 } : {}),
    };
    return `${text}.${sign(digest, Buffer.from(text), key).toString('base64url')}`;
  }
}

const PAIRS: Record<string, () => Pair> = {
  EdDSA: () => generateKeyPairSync('ed25519'),
  PS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  WEAK_RSA: () => generateKeyPairSync('rsa', { modulusLength: 1024 }),
};

export function segment(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

export function athOf(token: string): string {
  return hash('sha256', token, 'base64url');
}

/** An access token as the authorization server makes them; `undefined` leaves a claim or header member out. */
export function accessToken(
  key: KeyObject,
  claims: Record<string, unknown>,
  header: Record<string, unknown> = {},
): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'k1', ...header }).sign(key);
}
