import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createSecretKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { newId } from '../../kernel/ids.js';

/** A key as it leaves for its owner, once. */
export interface NewSecret {
  readonly id: string;
  readonly kind: 'HMAC' | 'ED25519';
  readonly sealed: Buffer;
  /** `whpk_…`, for ED25519. */
  readonly publicKey: string | null;
  /** `whsec_…`, for HMAC. Never readable again. */
  readonly shown: string | null;
}

/** Key objects: OpenSSL takes 5 µs for an HMAC with one and 34 with the bare bytes, which it would prepare each time. */
export interface SigningKey {
  readonly kind: 'HMAC' | 'ED25519';
  readonly key: KeyObject;
}

const HMAC_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Makes and keeps the keys that payloads are signed with. They must be read again at each delivery, so they are sealed
 * (AES-256-GCM, bound to hook and key) under a key derived from the platform's secret: the table alone signs nothing.
 * Formats: Standard Webhooks, "Signature scheme".
 */
export class HookSecrets {
  readonly #key: Buffer;

  constructor(platformSecret: Buffer) {
    this.#key = Buffer.from(hkdfSync('sha256', platformSecret, '', 'openfolio/webhooks/hook-secret/v1', 32));
  }

  /** One symmetric and one asymmetric key: the receiver chooses which signature to check. */
  make(hookId: string): readonly NewSecret[] {
    const hmac = randomBytes(HMAC_BYTES);
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
    const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
    const [hmacId, edId] = [newId(), newId()];
    return [
      {
        id: hmacId,
        kind: 'HMAC',
        sealed: this.#seal(`${hookId}/${hmacId}`, hmac),
        publicKey: null,
        shown: `whsec_${hmac.toString('base64')}`,
      },
      {
        id: edId,
        kind: 'ED25519',
        sealed: this.#seal(`${hookId}/${edId}`, pkcs8),
        publicKey: `whpk_${raw.toString('base64')}`,
        shown: null,
      },
    ];
  }

  /** @throws when it was sealed for another hook or under another platform secret, or was changed */
  open(hookId: string, secret: { id: string; kind: 'HMAC' | 'ED25519'; sealed: Buffer }): SigningKey {
    const bytes = this.#open(`${hookId}/${secret.id}`, secret.sealed);
    if (secret.kind === 'HMAC') return { kind: 'HMAC', key: createSecretKey(bytes) };
    return { kind: 'ED25519', key: createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' }) };
  }

  #seal(owner: string, plain: Buffer): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(owner));
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }

  #open(owner: string, sealed: Buffer): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(owner))
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  }
}
