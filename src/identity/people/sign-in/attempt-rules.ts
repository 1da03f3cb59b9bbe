import type { AttemptRule } from '../../../operation/attempts.js';

const QUARTER_HOUR_MS = 15 * 60_000;
const MINUTE_MS = 60_000;

/**
 * What may be tried how often, by whom. Attempts are counted before anything is looked at, the right ones too. An account is
 * counted by its name, so its lock says nothing about whether it exists; an address has more room, for many may share one.
 */
export const ATTEMPT_RULES = {
  'people-sign-in-address': { max: 60, windowMs: QUARTER_HOUR_MS },
  'people-sign-in-account': { max: 10, windowMs: QUARTER_HOUR_MS },
  /** A code has 10⁶ values, three of which are right: 480 guesses a day find it in two years, and each needs the password. */
  'people-second-factor': { max: 5, windowMs: QUARTER_HOUR_MS },
  'people-invitation-address': { max: 60, windowMs: QUARTER_HOUR_MS },
  /** Nothing to guess in the sandbox; this keeps one address from filling the tables. */
  'customer-sign-in-address': { max: 300, windowMs: MINUTE_MS },
  'consent-customer': { max: 60, windowMs: MINUTE_MS },
  'app-registration': { max: 20, windowMs: 60 * MINUTE_MS },
} as const satisfies Readonly<Record<string, AttemptRule>>;

export type AttemptField = keyof typeof ATTEMPT_RULES;

export function attempt(field: AttemptField, identity: string) {
  return { field, identity, ...ATTEMPT_RULES[field] };
}
