import type pg from 'pg';
import type { Actor } from './actor.js';
import { actsOfMember, actsOfStaff, type PublisherAct, type StaffAct } from './roles.js';
import type { PersonSession } from './sign-in/people-sessions.js';

export interface Membership {
  readonly publisherId: string;
  readonly slug: string;
  readonly name: string;
  readonly role: string;
  readonly acts: ReadonlySet<PublisherAct>;
}

/** Roles are read afresh for each request: one that was taken away counts from the next on. */
export class SignedInPeople {
  readonly #pool: pg.Pool;

  constructor(dependencies: { pool: pg.Pool }) {
    this.#pool = dependencies.pool;
  }

  async staff(session: PersonSession): Promise<{ roles: readonly string[]; acts: ReadonlySet<StaffAct> }> {
    const { rows } = await this.#pool.query<{ role: string }>(
      'SELECT role FROM staff_role WHERE person_id = $1 ORDER BY role',
      [session.personId],
    );
    const roles = rows.map(({ role }) => role);
    return { roles, acts: actsOfStaff(roles) };
  }

  async memberships(session: PersonSession): Promise<Membership[]> {
    const { rows } = await this.#pool.query<Omit<Membership, 'acts'>>(
      `SELECT p.id AS "publisherId", p.slug, p.name, m.role FROM publisher_member m JOIN publisher p ON p.id = m.publisher_id
       WHERE m.person_id = $1 ORDER BY p.slug`,
      [session.personId],
    );
    return rows.map((row) => ({ ...row, acts: actsOfMember(row.role) }));
  }

  /** What a session of a member may do for one publisher; without a membership, nothing. */
  async memberActor(session: PersonSession, publisherId: string): Promise<Actor> {
    const membership = (await this.memberships(session)).find((one) => one.publisherId === publisherId);
    const acts: ReadonlySet<PublisherAct> = membership?.acts ?? new Set();
    return { by: 'MEMBER', personId: session.personId, publisherId, acts };
  }

  async staffActor(session: PersonSession): Promise<Actor> {
    const { acts } = await this.staff(session);
    return { by: 'STAFF', personId: session.personId, acts };
  }

  /** Which second factors a person has. */
  async factors(personId: string): Promise<{ totp: boolean; passkeys: number }> {
    const { rows } = await this.#pool.query<{ totp: boolean; passkeys: number }>(
      `SELECT totp_secret IS NOT NULL AS totp, (SELECT count(*)::int FROM passkey WHERE person_id = $1) AS passkeys
       FROM person WHERE id = $1`,
      [personId],
    );
    return rows[0] ?? { totp: false, passkeys: 0 };
  }
}
