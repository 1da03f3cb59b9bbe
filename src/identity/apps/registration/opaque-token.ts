import { createHash, randomBytes } from 'node:crypto';

/** 256 bits of chance under a prefix that tells secret scanners and people what it is. */
export function newToken(prefix: 'ofi' | 'ofr'): string {
  return `${prefix}_${randomBytes(32).toString('base64url')}`;
}

/** What is stored instead of a token. Unsalted: nobody guesses 256 bits, and a lookup needs the exact digest. */
export function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
