/** At most `max` attempts in any span of `windowMs`. */
export interface AttemptRule {
  readonly max: number;
  readonly windowMs: number;
}

export interface Attempt extends AttemptRule {
  /** Who tries: an address, an account name, an app; joined by the caller. */
  readonly identity: string;
  /** What is tried, e.g. `sign-in`; identities of different fields never share a count. */
  readonly field: string;
}

/**
 * Port, implemented by metering: counts one attempt at what could be guessed. Called first, before anything is looked at.
 *
 * @throws PublicError TOO_MANY_ATTEMPTS
 */
export type AttemptLimiter = (attempt: Attempt) => Promise<void>;
