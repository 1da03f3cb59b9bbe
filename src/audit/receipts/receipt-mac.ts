import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';

/**
 * What proves, until a signed checkpoint does, that a row was written by the platform: HMAC-SHA-256 (RFC 2104) of its text
 * under a key of the platform secret, which whoever rules the database alone does not have.
 */
export class ReceiptMac {
  readonly #key: KeyObject;

  constructor(platformSecret: Buffer) {
    const key = hkdfSync('sha256', platformSecret, '', 'openfolio/receipts/mac/v1', 32);
    this.#key = createSecretKey(Buffer.from(key));
  }

  of(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest();
  }

  proves(text: string, mac: Buffer): boolean {
    return mac.length === 32 && timingSafeEqual(this.of(text), mac);
  }
}
