import type pg from 'pg';
import type { Clock } from '../../../kernel/clock.js';
import { PublicError } from '../../../kernel/errors.js';
import type { AttemptLimiter } from '../../../operation/attempts.js';
import { inTransaction } from '../../../storage/index.js';
import { sameEmail } from '../email.js';
import { verifyPassword } from '../password/hash-password.js';
import { recordPersonEvent } from '../people.events.js';
import type { PersonKind } from '../roles.js';
import { ATTEMPT_RULES, attempt } from './attempt-rules.js';

/**
 * The first factor. A wrong password, an unknown name, a suspended account and one without a password give the same answer
 * after the same work; so do locked accounts, known or not.
 */
export class CheckPassword {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;
  readonly #limit: AttemptLimiter;

  constructor(dependencies: { pool: pg.Pool; clock: Clock; limit: AttemptLimiter }) {
    this.#pool = dependencies.pool;
    this.#clock = dependencies.clock;
    this.#limit = dependencies.limit;
  }

  /**
   * @param tried.address the network address that tries
   * @returns the person's id, or `undefined` when this is nobody's password
   * @throws PublicError TOO_MANY_ATTEMPTS
   */
  async check(tried: {
    kind: PersonKind;
    email: string;
    password: string;
    address: string;
  }): Promise<string | undefined> {
    const { kind, password, address } = tried;
    const email = sameEmail(tried.email);
    await this.#limit(attempt('people-sign-in-address', address));
    await this.#countForAccount(kind, email);
    const { rows } = await this.#pool.query<{ id: string; password_hash: string | null }>(
      `SELECT id, password_hash FROM person WHERE kind = $1 AND email = $2 AND status = 'ACTIVE'`,
      [kind, email],
    );
    const right = await verifyPassword(password, rows[0]?.password_hash);
    return right ? rows[0]?.id : undefined;
  }

  async #countForAccount(kind: PersonKind, email: string): Promise<void> {
    try {
      await this.#limit(attempt('people-sign-in-account', `${kind}\n${email}`));
    } catch (error) {
      if (error instanceof PublicError) await this.#announceLock(kind, email);
      throw error;
    }
  }

  /** Once per lock, however many attempts it refuses. */
  async #announceLock(kind: PersonKind, email: string): Promise<void> {
    const at = new Date(this.#clock.now());
    const until = new Date(at.getTime() + ATTEMPT_RULES['people-sign-in-account'].windowMs);
    await inTransaction(this.#pool, async (client) => {
      const { rows } = await client.query<{ id: string }>(
        `UPDATE person SET locked_until = $3 WHERE kind = $1 AND email = $2 AND (locked_until IS NULL OR locked_until <= $4)
         RETURNING id`,
        [kind, email, until, at],
      );
      const personId = rows[0]?.id;
      if (personId === undefined) return;
      await recordPersonEvent(client, { kind, name: 'locked', personId, data: { until: until.toISOString() }, at });
    });
  }
}
