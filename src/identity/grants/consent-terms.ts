const DAY_MS = 86_400_000;

/** Consents last one of these; longer ones don't exist, the app asks again. */
export const CONSENT_DAYS = [90, 180] as const;
export type ConsentDays = (typeof CONSENT_DAYS)[number];

/** Nobody is read for longer than this on a word given once. */
const RECONFIRM_DAYS = 90;

/** Both in epoch ms. */
export function consentEnd(now: number, days: ConsentDays): number {
  return now + days * DAY_MS;
}

/** Until when a consent holds that is given, or confirmed again, at `now`. Both in epoch ms. */
export function reconfirmBy(now: number, expiresAt: number): number {
  return Math.min(now + RECONFIRM_DAYS * DAY_MS, expiresAt);
}
