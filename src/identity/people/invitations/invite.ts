import type pg from 'pg';
import type { Clock } from '../../../kernel/clock.js';
import { newId } from '../../../kernel/ids.js';
import { inTransaction } from '../../../storage/index.js';
import { type Actor, personOf, requirePublisherAct, requireStaffAct } from '../actor.js';
import { parseEmail, parseName } from '../email.js';
import { digestOf, newToken } from '../opaque-token.js';
import { peopleError } from '../people.errors.js';
import { recordPersonEvent } from '../people.events.js';
import { isRole, type PersonKind } from '../roles.js';

const VALID_MS = 3 * 24 * 60 * 60_000;

export interface Invited {
  /** Goes into the link that the invited person gets; kept nowhere. */
  readonly token: string;
  readonly kind: PersonKind;
  readonly expiresAt: Date;
}

interface NewInvitation {
  readonly kind: PersonKind;
  readonly email: string;
  /** Suggested; left out where the person gives it. */
  readonly name: string | null;
  readonly publisherId: string | null;
  readonly role: string;
}

/** Invites somebody to the staff or to a publisher. Nobody gets an account, or a password, from anybody else. */
export class Invite {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  constructor(dependencies: { pool: pg.Pool; clock: Clock }) {
    this.#pool = dependencies.pool;
    this.#clock = dependencies.clock;
  }

  /** @throws PublicError PERSON_NOT_PERMITTED, PERSON_INPUT_INVALID */
  async staff(actor: Actor, invited: { email: string; name: string; role: string }): Promise<Invited> {
    requireStaffAct(actor, 'people:invite');
    return this.#invite(actor, { ...invited, kind: 'STAFF', publisherId: null });
  }

  /**
   * By an owner of the publisher, or by staff, who invite its first one.
   *
   * @throws PublicError PERSON_NOT_PERMITTED, PERSON_INPUT_INVALID, APP_PUBLISHER_UNKNOWN
   */
  async member(actor: Actor, invited: { publisherId: string; email: string; role: string }): Promise<Invited> {
    if (actor.by === 'MEMBER') requirePublisherAct(actor, invited.publisherId, 'members:invite');
    else requireStaffAct(actor, 'publishers:invite');
    return this.#invite(actor, { ...invited, kind: 'MEMBER', name: null });
  }

  async #invite(actor: Actor, wanted: NewInvitation): Promise<Invited> {
    const { kind, publisherId, role } = wanted;
    if (!isRole(kind, role)) {
      throw peopleError('PERSON_INPUT_INVALID', { params: { reason: `there is no role “${role.slice(0, 40)}”` } });
    }
    const email = parseEmail(wanted.email);
    const name = wanted.name === null ? null : parseName(wanted.name);
    const at = new Date(this.#clock.now());
    const expiresAt = new Date(at.getTime() + VALID_MS);
    const [id, token, invitedBy] = [newId(), newToken(), personOf(actor)];
    await inTransaction(this.#pool, async (client) => {
      await client.query(
        `INSERT INTO invitation (id, token_digest, kind, email, name, publisher_id, role, invited_by, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [id, digestOf(token), kind, email, name, publisherId, role, invitedBy, at, expiresAt],
      );
      const data = { role, publisherId, invitedBy, expiresAt: expiresAt.toISOString() };
      await recordPersonEvent(client, { kind, name: 'invited', personId: id, data, at });
    });
    return { token, kind, expiresAt };
  }
}
