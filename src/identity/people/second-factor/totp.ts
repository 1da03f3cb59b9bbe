import { createHmac, timingSafeEqual } from 'node:crypto';
import { base32 } from './base32.js';

const STEP_MS = 30_000;
/** One step either way for clocks that differ (RFC 6238 §5.2). */
const DRIFT_STEPS = [0n, -1n, 1n];

/**
 * One-time password of a time step.
 * Source: RFC 4226 §5.3 (truncation), RFC 6238 §4. Six digits of SHA-1 is what every authenticator app speaks.
 */
export function totpCode(
  secret: Buffer,
  step: bigint,
  { algorithm = 'sha1', digits = 6 }: { algorithm?: 'sha1' | 'sha256' | 'sha512'; digits?: number } = {},
): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(step);
  const mac = createHmac(algorithm, secret).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 15;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

export function stepAt(nowMs: number): bigint {
  return BigInt(Math.floor(nowMs / STEP_MS));
}

/** @returns the step that the code belongs to, or `undefined`. Whoever accepts it must see to it that a step counts once. */
export function matchingStep(secret: Buffer, code: string, nowMs: number): bigint | undefined {
  const given = Buffer.from(code);
  return DRIFT_STEPS.map((drift) => stepAt(nowMs) + drift).find((step) => {
    const expected = Buffer.from(totpCode(secret, step));
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
}

/** For an authenticator app: the de-facto key URI format. */
export function keyUri(secret: Buffer, email: string): string {
  return `otpauth://totp/${encodeURIComponent(`Openfolio:${email}`)}?secret=${base32(secret)}&issuer=Openfolio`;
}
