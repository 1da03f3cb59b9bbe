import type { AttemptLimiter } from '../../operation/attempts.js';
import { meteringError } from '../metering.errors.js';
import type { AttemptLog } from './attempt-log.js';

/**
 * For HTTP routes (sign-in, consent, app registration): call it first, once per attempt.
 *
 * @throws PublicError TOO_MANY_ATTEMPTS, with `Retry-After` exact to the second above
 */
export function attemptLimiter(options: { log: AttemptLog }): AttemptLimiter {
  return async ({ identity, field, max, windowMs }) => {
    const { allowed, oldest, at } = await options.log.take(attemptIdentity(field, identity), { max, windowMs });
    if (!allowed) throw tooManyAttempts(at, oldest, windowMs);
  };
}

/** Field names are ours and hold no colon, so no identity can pose as another field's. */
export function attemptIdentity(field: string, identity: string): string {
  return `${field}:${identity}`;
}

function tooManyAttempts(at: number, oldest: number | null, windowMs: number) {
  const seconds = Math.max(1, Math.ceil(((oldest ?? at) + windowMs - at) / 1000));
  return meteringError('TOO_MANY_ATTEMPTS', {
    params: { seconds },
    extensions: { retryAfterSeconds: seconds },
    headers: { 'retry-after': String(seconds) },
  });
}
