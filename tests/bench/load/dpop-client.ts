import { createPrivateKey, generateKeyPairSync, hash, type KeyObject, randomBytes, sign } from 'node:crypto';
import { calculateJwkThumbprint, type JWK, SignJWT } from 'jose';
import type { BenchClient } from '../questions.js';

/** What tokens say of their issuer, and the key they are signed with. */
export interface TokenIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly signingKey: JWK;
}

const TOKEN_SECONDS = 900;
const RENEW_AFTER_MS = 600_000;

/** An app as seen from outside: its own key, a token bound to it, a new proof for each request. */
export class DpopClient {
  readonly client: BenchClient;
  readonly #issuer: TokenIssuer;
  readonly #key: KeyObject;
  readonly #jwk: Record<string, unknown>;
  readonly #header: string;
  #token = '';
  #ath = '';
  #issuedAt = Number.NEGATIVE_INFINITY;

  constructor(client: BenchClient, issuer: TokenIssuer) {
    this.client = client;
    this.#issuer = issuer;
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#key = privateKey;
    this.#jwk = { ...publicKey.export({ format: 'jwk' }) };
    this.#header = segment({ typ: 'dpop+jwt', alg: 'ES256', jwk: this.#jwk });
  }

  get token(): string {
    return this.#token;
  }

  async renewToken(): Promise<void> {
    if (Date.now() - this.#issuedAt < RENEW_AFTER_MS) return;
    const { issuer, audience, signingKey } = this.#issuer;
    this.#issuedAt = Date.now();
    const jkt = await calculateJwkThumbprint(this.#jwk);
    const { grantId, clientId, scopes } = this.client;
    this.#token = await new SignJWT({ gid: grantId, client_id: clientId, scope: scopes.join(' '), cnf: { jkt } })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: signingKey.kid ?? '' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(grantId)
      .setJti(randomBytes(12).toString('base64url'))
      .setIssuedAt()
      .setExpirationTime(`${TOKEN_SECONDS}s`)
      .sign(createPrivateKey({ key: signingKey as never, format: 'jwk' }));
    this.#ath = hash('sha256', this.#token, 'base64url');
  }

  /** @param nonce as the server asked for it; `undefined` before it did */
  proof(htm: string, htu: string, nonce: string | undefined): string {
    const claims = {
      jti: randomBytes(12).toString('base64url'),
      htm,
      htu,
      iat: Math.floor(Date.now() / 1000),
      ath: this.#ath,
    };
    const text = `${this.#header}.${segment(nonce === undefined ? claims : { ...claims, nonce })}`;
    const signature = sign('sha256', Buffer.from(text), { key: this.#key, dsaEncoding: 'ieee-p1363' });
    return `${text}.${signature.toString('base64url')}`;
  }
}

function segment(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
