const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Waits before each try, about 75 hours in all. Source: Standard Webhooks, "Deliverability and reliability". */
export const RETRY_DELAYS_MS: readonly number[] = [
  0,
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

/** Up to a tenth later, so that what failed together doesn't return together. */
const JITTER = 0.1;
/** A receiver may ask for more patience, but not for ever. */
const RETRY_AFTER_MAX_MS = 24 * HOUR_MS;

/**
 * @param triesDone how many tries of this schedule have failed, at least 1
 * @param retryAfterMs what the receiver asked for; counts when it is longer
 * @param random 0 ≤ x < 1
 * @returns the wait before the next try, or `undefined` when that was the last one
 */
export function delayAfter(triesDone: number, retryAfterMs: number | undefined, random: number): number | undefined {
  const delay = RETRY_DELAYS_MS[triesDone];
  if (delay === undefined) return undefined;
  return Math.round(Math.max(delay * (1 + JITTER * random), Math.min(retryAfterMs ?? 0, RETRY_AFTER_MAX_MS)));
}
