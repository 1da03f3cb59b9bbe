import { type Identity, Store } from 'graphql-rate-limit';
import type { AttemptRule } from '../../operation/attempts.js';
import type { AttemptLog } from './attempt-log.js';
import { attemptIdentity } from './limit-attempts.js';

/**
 * graphql-rate-limit asks a store first and tells it afterwards; between the two, 50 concurrent calls at max 5 all passed,
 * and so did aliases within one request. Here the question itself records the attempt, in one step, and the later telling
 * does nothing. The window and the count are the log's.
 */
export class AtomicAttemptStore extends Store {
  readonly #log: AttemptLog;
  readonly #rule: AttemptRule;

  constructor(options: { log: AttemptLog; rule: AttemptRule }) {
    super();
    this.#log = options.log;
    this.#rule = options.rule;
  }

  async getForIdentity(identity: Identity): Promise<readonly number[]> {
    const { allowed } = await this.#log.take(
      attemptIdentity(identity.fieldIdentity, identity.contextIdentity),
      this.#rule,
    );
    // The library counts what it is given, by its own clock: nothing before this one, or as many as there may be.
    return allowed ? [] : Array.from({ length: this.#rule.max }, () => Date.now());
  }

  setForIdentity(): void {}
}
