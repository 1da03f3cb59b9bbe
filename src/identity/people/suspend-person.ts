import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { inTransaction } from '../../storage/index.js';
import { type Actor, personOf, requireStaffAct } from './actor.js';
import { sameEmail } from './email.js';
import { peopleError } from './people.errors.js';
import { recordPersonEvent } from './people.events.js';
import type { PersonKind } from './roles.js';
import { endAllSessions } from './sign-in/people-sessions.js';

interface Named {
  readonly kind: PersonKind;
  readonly email: string;
}

/** What is done to somebody's account when they leave, or lost what they signed in with. Both end all their sessions. */
export class SuspendPerson {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  constructor(dependencies: { pool: pg.Pool; clock: Clock }) {
    this.#pool = dependencies.pool;
    this.#clock = dependencies.clock;
  }

  /** @throws PublicError PERSON_NOT_PERMITTED, PERSON_NOT_FOUND */
  async suspend(actor: Actor, person: Named): Promise<void> {
    await this.#change(actor, person, 'suspended', `UPDATE person SET status = 'SUSPENDED' WHERE id = $1`);
  }

  /**
   * Takes password and second factors away; a new invitation lets the person set new ones. Roles stay.
   *
   * @throws PublicError PERSON_NOT_PERMITTED, PERSON_NOT_FOUND
   */
  async reset(actor: Actor, person: Named): Promise<void> {
    await this.#change(
      actor,
      person,
      'reset',
      `WITH passkeys AS (DELETE FROM passkey WHERE person_id = $1), codes AS (DELETE FROM recovery_code WHERE person_id = $1)
       UPDATE person SET status = 'ACTIVE', password_hash = NULL, totp_secret = NULL, totp_last_step = NULL WHERE id = $1`,
    );
  }

  async #change(actor: Actor, { kind, email }: Named, name: 'suspended' | 'reset', sql: string): Promise<void> {
    requireStaffAct(actor, 'people:suspend');
    const at = new Date(this.#clock.now());
    await inTransaction(this.#pool, async (client) => {
      const { rows } = await client.query<{ id: string }>(
        'SELECT id FROM person WHERE kind = $1 AND email = $2 FOR UPDATE',
        [kind, sameEmail(email)],
      );
      const personId = rows[0]?.id;
      if (personId === undefined) throw peopleError('PERSON_NOT_FOUND');
      await client.query(sql, [personId]);
      await endAllSessions(client, personId);
      await recordPersonEvent(client, { kind, name, personId, data: { by: personOf(actor) }, at });
    });
  }
}
