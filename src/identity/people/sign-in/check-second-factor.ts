import type pg from 'pg';
import type { Clock } from '../../../kernel/clock.js';
import type { AttemptLimiter } from '../../../operation/attempts.js';
import { inTransaction } from '../../../storage/index.js';
import { type Factor, recordPersonEvent } from '../people.events.js';
import type { SealedSecrets } from '../sealed-secrets.js';
import { useRecoveryCode } from '../second-factor/recovery-codes.js';
import { matchingStep } from '../second-factor/totp.js';
import { attempt } from './attempt-rules.js';
import type { PeopleSessions, PersonSession } from './people-sessions.js';

/**
 * The second factor. What is used up, the new session and the event commit together; a one-time password's step and a
 * recovery code count once, however many ask at the same time.
 */
export class CheckSecondFactor {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;
  readonly #limit: AttemptLimiter;
  readonly #sealed: SealedSecrets;

  constructor(dependencies: { pool: pg.Pool; clock: Clock; limit: AttemptLimiter; sealed: SealedSecrets }) {
    this.#pool = dependencies.pool;
    this.#clock = dependencies.clock;
    this.#limit = dependencies.limit;
    this.#sealed = dependencies.sealed;
  }

  /**
   * @param code six digits of an authenticator app, or a recovery code
   * @returns the id of the full session, or `undefined` when the code is wrong or was used
   * @throws PublicError TOO_MANY_ATTEMPTS
   */
  async checkCode(sessions: PeopleSessions, session: PersonSession, code: string): Promise<string | undefined> {
    await this.#limit(attempt('people-second-factor', session.personId));
    const digits = code.replace(/\s/g, '');
    return /^\d{6}$/.test(digits)
      ? this.complete(sessions, session, 'TOTP', (client) => this.#useTotp(client, session.personId, digits))
      : this.complete(sessions, session, 'RECOVERY_CODE', (client, at) =>
          useRecoveryCode(client, { personId: session.personId, code, at }),
        );
  }

  /** `use` says whether the factor was right and uses it up, in the transaction that opens the session. */
  async complete(
    sessions: PeopleSessions,
    session: PersonSession,
    factor: Factor,
    use: (client: pg.PoolClient, at: Date) => Promise<boolean>,
  ): Promise<string | undefined> {
    const at = new Date(this.#clock.now());
    const { personId } = session;
    return inTransaction(this.#pool, async (client) => {
      if (!(await use(client, at))) return undefined;
      const id = await sessions.promote(client, session);
      if (id === undefined) return undefined;
      await recordPersonEvent(client, { kind: sessions.kind, name: 'signed_in', personId, data: { factor }, at });
      return id;
    });
  }

  async #useTotp(client: pg.PoolClient, personId: string, code: string): Promise<boolean> {
    const { rows } = await client.query<{ totp_secret: Buffer | null }>(
      'SELECT totp_secret FROM person WHERE id = $1',
      [personId],
    );
    const sealed = rows[0]?.totp_secret;
    const step = sealed ? matchingStep(this.#sealed.open(personId, sealed), code, this.#clock.now()) : undefined;
    return step !== undefined && useTotpStep(client, personId, step);
  }
}

/** A step, and all before it, can't be used again. */
export async function useTotpStep(client: pg.PoolClient, personId: string, step: bigint): Promise<boolean> {
  const { rowCount } = await client.query(
    'UPDATE person SET totp_last_step = $2 WHERE id = $1 AND (totp_last_step IS NULL OR totp_last_step < $2)',
    [personId, step.toString()],
  );
  return rowCount === 1;
}
