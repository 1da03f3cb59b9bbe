import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { Clock } from '../../../kernel/clock.js';
import type { AttemptLimiter } from '../../../operation/attempts.js';
import { inTransaction } from '../../../storage/index.js';
import { recordPersonEvent } from '../people.events.js';
import type { SealedSecrets } from '../sealed-secrets.js';
import { attempt } from '../sign-in/attempt-rules.js';
import type { PeopleSessions, PersonSession } from '../sign-in/people-sessions.js';
import { renewRecoveryCodes } from './recovery-codes.js';
import { matchingStep } from './totp.js';

/** 160 bits, as RFC 4226 §4 recommends. */
const SECRET_BYTES = 20;

/** The first second factor of a person, on the way of the first sign-in. */
export class EnrolTotp {
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

  /** The key that this session offers; it stays the same while the session waits, and no other session ever sees it. */
  async offer(session: PersonSession): Promise<Buffer> {
    const fresh = this.#sealed.seal(session.personId, randomBytes(SECRET_BYTES));
    const { rows } = await this.#pool.query<{ pending_totp: Buffer }>(
      'UPDATE person_session SET pending_totp = COALESCE(pending_totp, $2) WHERE id_digest = $1 RETURNING pending_totp',
      [session.idDigest, fresh],
    );
    return this.#sealed.open(session.personId, rows[0]?.pending_totp ?? fresh);
  }

  /**
   * @returns the full session and the recovery codes, or `undefined` when the code is wrong or a second factor exists already
   * @throws PublicError TOO_MANY_ATTEMPTS
   */
  async confirm(
    sessions: PeopleSessions,
    session: PersonSession,
    code: string,
  ): Promise<{ sessionId: string; recoveryCodes: readonly string[] } | undefined> {
    const { personId } = session;
    await this.#limit(attempt('people-second-factor', personId));
    const secret = await this.offer(session);
    const step = matchingStep(secret, code.replace(/\s/g, ''), this.#clock.now());
    if (step === undefined) return undefined;
    return inTransaction(this.#pool, async (client) => {
      if (!(await this.#keep(client, personId, secret, step))) return undefined;
      const sessionId = await sessions.promote(client, session);
      if (sessionId === undefined) throw new TypeError('A session ended while its second factor was confirmed');
      const event = { kind: sessions.kind, personId, at: new Date(this.#clock.now()) };
      await recordPersonEvent(client, { ...event, name: 'second_factor_added', data: { factor: 'TOTP' } });
      await recordPersonEvent(client, { ...event, name: 'signed_in', data: { factor: 'TOTP' } });
      return { sessionId, recoveryCodes: await renewRecoveryCodes(client, personId) };
    });
  }

  /** Only where there is none, passkeys included: the password alone must never be enough to replace a second factor. */
  async #keep(client: pg.PoolClient, personId: string, secret: Buffer, step: bigint): Promise<boolean> {
    const { rowCount } = await client.query(
      `UPDATE person SET totp_secret = $2, totp_last_step = $3
       WHERE id = $1 AND totp_secret IS NULL AND NOT EXISTS (SELECT FROM passkey WHERE person_id = $1)`,
      [personId, this.#sealed.seal(personId, secret), step.toString()],
    );
    return rowCount === 1;
  }
}
