import type pg from 'pg';
import type { Clock } from '../../../kernel/clock.js';
import { newId } from '../../../kernel/ids.js';
import { digestOf, newToken } from '../opaque-token.js';
import type { PersonKind } from '../roles.js';

/** PASSWORD: the first factor was right and nothing is open yet but the second one. */
export type SessionLevel = 'PASSWORD' | 'FULL';

export interface PersonSession {
  readonly uid: string;
  readonly level: SessionLevel;
  readonly personId: string;
  readonly email: string;
  readonly name: string;
  readonly idDigest: Buffer;
}

const MINUTE_MS = 60_000;
/** NIST SP 800-63B §2.2.3 and §2.3.3: at most 12 h and 30 min idle at AAL2, 15 min idle at AAL3, which staff keep to. */
const LIFETIMES: Readonly<Record<PersonKind, { idleMs: number; absoluteMs: number }>> = {
  STAFF: { idleMs: 15 * MINUTE_MS, absoluteMs: 8 * 60 * MINUTE_MS },
  MEMBER: { idleMs: 30 * MINUTE_MS, absoluteMs: 12 * 60 * MINUTE_MS },
};
const SECOND_FACTOR_MS = 10 * MINUTE_MS;

/** Sessions of one kind of people. The cookie holds a random id, the table its digest; a change of rights means a new id. */
export class PeopleSessions {
  readonly kind: PersonKind;
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  constructor(dependencies: { pool: pg.Pool; clock: Clock; kind: PersonKind }) {
    this.kind = dependencies.kind;
    this.#pool = dependencies.pool;
    this.#clock = dependencies.clock;
  }

  /** The session of a cookie, which it keeps from going idle. Over, foreign, or of somebody suspended: `undefined`. */
  async current(id: string | undefined): Promise<PersonSession | undefined> {
    if (id === undefined) return undefined;
    const now = this.#clock.now();
    const { rows } = await this.#pool.query<PersonSession>(
      `UPDATE person_session s SET seen_at = $2 FROM person p
       WHERE s.id_digest = $1 AND p.id = s.person_id AND p.kind = $3 AND p.status = 'ACTIVE'
         AND s.expires_at > $2 AND s.seen_at > $4
       RETURNING s.uid, s.level, s.person_id AS "personId", p.email, p.name, s.id_digest AS "idDigest"`,
      [digestOf(id), new Date(now), this.kind, new Date(now - LIFETIMES[this.kind].idleMs)],
    );
    return rows[0];
  }

  /** @returns the id for the cookie */
  async begin(client: pg.Pool | pg.PoolClient, personId: string, level: SessionLevel): Promise<string> {
    const now = this.#clock.now();
    const lifetimeMs = level === 'FULL' ? LIFETIMES[this.kind].absoluteMs : SECOND_FACTOR_MS;
    const id = newToken();
    await client.query(
      `INSERT INTO person_session (id_digest, uid, person_id, level, created_at, seen_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $5, $6)`,
      [digestOf(id), newId(), personId, level, new Date(now), new Date(now + lifetimeMs)],
    );
    return id;
  }

  /** A full session in place of the half one, which ends. @returns its id, or `undefined` when the half one was gone already */
  async promote(client: pg.PoolClient, session: PersonSession): Promise<string | undefined> {
    const { rowCount } = await client.query(
      `DELETE FROM person_session WHERE id_digest = $1 AND level = 'PASSWORD' AND expires_at > $2`,
      [session.idDigest, new Date(this.#clock.now())],
    );
    return rowCount === 1 ? this.begin(client, session.personId, 'FULL') : undefined;
  }

  /** Also of a session that is not over and not full: what a browser brought along to a sign-in ends with it. */
  async end(client: pg.Pool | pg.PoolClient, id: string): Promise<void> {
    await client.query('DELETE FROM person_session WHERE id_digest = $1', [digestOf(id)]);
  }
}

/** Signs a person out everywhere, in the caller's transaction. */
export async function endAllSessions(client: pg.PoolClient, personId: string): Promise<void> {
  await client.query('DELETE FROM person_session WHERE person_id = $1', [personId]);
}
