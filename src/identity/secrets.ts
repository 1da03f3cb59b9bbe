import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/**
 * Everything that identity keeps secret, derived from the one platform secret by HKDF-SHA256 (RFC 5869).
 * One label per use: a leaked cookie key tells nothing about the pairwise key.
 */
export class IdentitySecrets {
  readonly cookieKey: string;
  /** 32 bytes, the length that the provider's nonce wants. */
  readonly dpopNonceKey: Buffer;
  readonly #pairwiseKey: Buffer;
  readonly #formKey: Buffer;

  constructor(platformSecret: Buffer) {
    const derive = (label: string) =>
      Buffer.from(hkdfSync('sha256', platformSecret, '', `openfolio/identity/${label}/v1`, 32));
    this.cookieKey = derive('cookie').toString('base64url');
    this.dpopNonceKey = derive('dpop-nonce');
    this.#pairwiseKey = derive('pairwise-subject');
    this.#formKey = derive('form-token');
  }

  /** The subject that one app sees for one customer. Two apps can't join customers by it (OpenID Connect Core §8.1). */
  pairwiseSubject(clientId: string, customerId: string): string {
    return hmac(this.#pairwiseKey, `${clientId}\n${customerId}`);
  }

  /** A token that only our page can have put into a form for this purpose and session. Keeps no state. */
  formToken(purpose: string, sessionUid: string): string {
    return hmac(this.#formKey, `${purpose}\n${sessionUid}`);
  }

  isFormToken(purpose: string, sessionUid: string, token: unknown): boolean {
    const expected = Buffer.from(this.formToken(purpose, sessionUid));
    const given = Buffer.from(typeof token === 'string' ? token : '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}

function hmac(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}
