import { createHash, randomUUID, type webcrypto } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

type CryptoKey = webcrypto.CryptoKey;
type CryptoKeyPair = webcrypto.CryptoKeyPair;

export interface ProvenRequest {
  readonly method: string;
  /** Absolute; query and fragment are left out of the proof. */
  readonly url: string;
  /** Left out towards the authorization server, where there is no token yet. */
  readonly accessToken?: string | undefined;
  readonly nonce?: string | undefined;
}

/** The key that tokens get bound to. Each proof is good for one request (RFC 9449 §4.2). */
export class ProofKey {
  readonly #privateKey: CryptoKey;
  readonly #jwk: JWK;

  private constructor(privateKey: CryptoKey, jwk: JWK) {
    this.#privateKey = privateKey;
    this.#jwk = jwk;
  }

  static async make(): Promise<ProofKey> {
    return ProofKey.of(await generateKeyPair('ES256'));
  }

  /** Of a key pair that another program made; ES256. */
  static async of({ privateKey, publicKey }: CryptoKeyPair): Promise<ProofKey> {
    return new ProofKey(privateKey, await exportJWK(publicKey));
  }

  async proof({ method, url, accessToken, nonce }: ProvenRequest): Promise<string> {
    const { origin, pathname } = new URL(url);
    const ath = accessToken && createHash('sha256').update(accessToken).digest('base64url');
    return new SignJWT({ htm: method, htu: origin + pathname, ...(ath && { ath }), ...(nonce && { nonce }) })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: this.#jwk })
      .setIssuedAt()
      .setJti(randomUUID())
      .sign(this.#privateKey);
  }
}
