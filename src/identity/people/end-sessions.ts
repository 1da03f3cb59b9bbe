import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { inTransaction } from '../../storage/index.js';
import { recordPersonEvent } from './people.events.js';
import type { PersonKind } from './roles.js';
import { endAllSessions, type PersonSession } from './sign-in/people-sessions.js';

/** Signing out: of this session, or of all that the person has anywhere. */
export class EndSessions {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  constructor(dependencies: { pool: pg.Pool; clock: Clock }) {
    this.#pool = dependencies.pool;
    this.#clock = dependencies.clock;
  }

  async end(kind: PersonKind, session: PersonSession, everywhere: boolean): Promise<void> {
    const { personId, idDigest } = session;
    const at = new Date(this.#clock.now());
    await inTransaction(this.#pool, async (client) => {
      if (everywhere) await endAllSessions(client, personId);
      else await client.query('DELETE FROM person_session WHERE id_digest = $1', [idDigest]);
      await recordPersonEvent(client, { kind, name: 'signed_out', personId, data: { everywhere }, at });
    });
  }
}
