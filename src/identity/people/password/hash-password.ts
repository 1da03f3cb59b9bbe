import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/**
 * Argon2id (RFC 9106), 19 MiB, 2 passes, 1 lane: the OWASP Password Storage Cheat Sheet's first choice (2025). Node's own
 * implementation works off the main thread, four at a time at most, so a flood of sign-ins can't take more than 76 MiB.
 */
const COST: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const TAG_BYTES = 32;

/** `memory` in KiB. */
interface Cost {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** @returns a PHC string, `$argon2id$v=19$m=…,t=…,p=…$salt$hash`: a later release may raise the cost and still verify it */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(SALT_BYTES);
  const tag = await derive(password, nonce, COST, TAG_BYTES);
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encode(nonce)}$${encode(tag)}`;
}

/** Takes as long for nobody (`undefined`, or no password yet) as for somebody: existence can't be told by the clock. */
export async function verifyPassword(password: string, hash: string | null | undefined): Promise<boolean> {
  const parsed = PHC.exec(hash ?? NOBODY);
  if (!parsed) throw new TypeError('A stored password hash is no PHC string of Argon2id');
  const [, memory, passes, parallelism, salt = '', tag = ''] = parsed;
  const expected = Buffer.from(tag, 'base64');
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const given = await derive(password, Buffer.from(salt, 'base64'), cost, expected.length);
  return timingSafeEqual(given, expected) && hash != null;
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
const NOBODY = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

const argon2Async = promisify(argon2);

/** NFKC, as NIST SP 800-63B §3.1.1.2 asks: the same password from another keyboard is the same bytes. */
function derive(password: string, nonce: Buffer, cost: Cost, tagLength: number): Promise<Buffer> {
  return argon2Async('argon2id', { message: password.normalize('NFKC'), nonce, ...cost, tagLength });
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
