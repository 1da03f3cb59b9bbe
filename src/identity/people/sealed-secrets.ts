import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Secrets that must be read again, as `nonce ‖ ciphertext ‖ tag` of AES-256-GCM (NIST SP 800-38D) under a key of the platform
 * secret. The owner's id is authenticated along, so a row copied to another person opens nothing.
 */
export class SealedSecrets {
  readonly #key: Buffer;

  constructor(platformSecret: Buffer) {
    this.#key = Buffer.from(hkdfSync('sha256', platformSecret, '', 'openfolio/identity/sealed-secret/v1', 32));
  }

  seal(ownerId: string, secret: Buffer): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce, { authTagLength: TAG_BYTES }).setAAD(
      Buffer.from(ownerId),
    );
    return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws when it was sealed for somebody else, under another key, or was changed */
  open(ownerId: string, sealed: Buffer): Buffer {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.#key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(ownerId))
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  }
}
