import type { AttemptRule } from '../../operation/attempts.js';

/** The answer to one attempt: whether it may go on, and when the oldest of those before it within the window was made (ms); else null. */
export interface AttemptAnswer {
  readonly allowed: boolean;
  readonly oldest: number | null;
  /** When this attempt was made, by the same clock as `oldest`; ms. */
  readonly at: number;
}

/**
 * Records attempts. `take` is atomic: of 50 concurrent attempts at max 5 exactly 5 are allowed.
 * A refused attempt is not recorded: it did nothing, and a client that repeats too eagerly must not lock itself out for ever.
 */
export interface AttemptLog {
  take(identity: string, rule: AttemptRule): Promise<AttemptAnswer>;
}
