import type { ThrottleStatus } from '../operation/meter.js';

/**
 * The budget as HTTP headers: `RateLimit-Policy` and `RateLimit` of the IETF draft (draft-ietf-httpapi-ratelimit-headers-10,
 * structured fields), and the older `x-ratelimit-*` that many clients read. Amounts are cost points, times whole seconds.
 *
 * A leaky bucket has no window; `w` is the time in which an empty bucket fills, `t` the time until this one is full.
 *
 * @param retryAfterSeconds of a refusal; becomes `Retry-After`, rounded up, unless waiting can't help
 */
export function rateLimitHeaders(status: ThrottleStatus, retryAfterSeconds?: number): Record<string, string> {
  const { maximum, available, restoreRate } = status;
  const fillSeconds = Math.ceil(maximum / restoreRate);
  const resetSeconds = Math.ceil((maximum - available) / restoreRate);
  const headers: Record<string, string> = {
    'ratelimit-policy': `"points";q=${maximum};w=${fillSeconds}`,
    ratelimit: `"points";r=${available};t=${resetSeconds}`,
    'x-ratelimit-limit': String(maximum),
    'x-ratelimit-remaining': String(available),
    'x-ratelimit-reset': String(resetSeconds),
  };
  if (retryAfterSeconds !== undefined && Number.isFinite(retryAfterSeconds))
    headers['retry-after'] = String(Math.max(1, Math.ceil(retryAfterSeconds)));
  return headers;
}
