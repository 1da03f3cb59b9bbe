import { type Cipheriv, createCipheriv, createDecipheriv, type Decipheriv, hkdfSync } from 'node:crypto';
import { LRUCache } from 'lru-cache';

export { newId } from './new-id.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/**
 * Public ids of customer data: `<prefix>_<22 base64url characters>`, pairwise per app.
 *
 * One AES-128 block over the UUID under a key of (app, prefix), derived by HKDF-SHA256 (RFC 5869): a permutation, so it
 * is reversible without a table, reveals neither creation time nor order, and two apps can't join customers by id.
 * A forged id decodes to a random UUID, which then is simply not found: existence is never revealed.
 */
export class PublicIds {
  readonly #secret: Buffer;
  readonly #codecs = new LRUCache<string, { cipher: Cipheriv; decipher: Decipheriv }>({ max: 4096 });

  constructor(secret: Buffer) {
    this.#secret = secret;
  }

  encode(appId: string, prefix: string, uuid: string): string {
    const block = Buffer.from(uuid.replaceAll('-', ''), 'hex');
    return `${prefix}_${this.#codec(appId, prefix).cipher.update(block).toString('base64url')}`;
  }

  /** @returns prefix and UUID, or `undefined` when the text does not have the shape of an id */
  decode(appId: string, publicId: string): { prefix: string; uuid: string } | undefined {
    const match = /^([a-z]{2,5})_([A-Za-z0-9_-]{22})$/.exec(publicId);
    if (!match) return undefined;
    const [, prefix = '', body = ''] = match;
    const block = Buffer.from(body, 'base64url');
    // The last character carries 4 spare bits: only the canonical spelling is an id, or one row would have 16.
    if (block.length !== 16 || block.toString('base64url') !== body) return undefined;
    const hex = this.#codec(appId, prefix).decipher.update(block).toString('hex');
    const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    return { prefix, uuid };
  }

  #codec(appId: string, prefix: string): { cipher: Cipheriv; decipher: Decipheriv } {
    const name = `${prefix}:${appId}`;
    const known = this.#codecs.get(name);
    if (known) return known;
    const key = Buffer.from(hkdfSync('sha256', this.#secret, 'openfolio/public-id/v1', name, 16));
    // ECB over exactly one block is the bare permutation; without padding `update` answers each block at once,
    // so one cipher object serves an app for ever (0.5 µs instead of 3 µs for a new object per id).
    const codec = {
      cipher: createCipheriv('aes-128-ecb', key, null).setAutoPadding(false),
      decipher: createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false),
    };
    this.#codecs.set(name, codec);
    return codec;
  }
}
