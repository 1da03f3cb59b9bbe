import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits: what a cookie or a link holds. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database holds instead. Random values need no salt and no slow hash. */
export function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
