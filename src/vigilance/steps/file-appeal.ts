import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { type ByKey, inTransaction, onceByKey, WITHOUT_KEY } from '../../storage/index.js';
import { vigilanceError } from '../vigilance.errors.js';

const TEXT = { min: 20, max: 4000 } as const;

/** Who appeals: the app with its own token, or a member of its publisher. */
export type Appellant = { readonly appId: string } | { readonly publisherId: string; readonly personId: string };

/** The owner's side of a case. One appeal at a time; a decided one may be followed by another. */
export class FileAppeal {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
  }

  /** @throws PublicError APPEAL_INVALID, CASE_NOT_FOUND, APPEAL_PENDING */
  async file(appellant: Appellant, caseId: string, text: string, by: ByKey = WITHOUT_KEY): Promise<string> {
    const said = text.trim();
    if (said.length < TEXT.min || said.length > TEXT.max) throw vigilanceError('APPEAL_INVALID', { params: TEXT });
    const now = this.#clock.now();
    const act = { ...by, act: 'appealCase', input: { caseId, text: said }, now };
    return inTransaction(this.#pool, (client) =>
      onceByKey(client, act, async () => {
        const [column, owner] =
          'appId' in appellant ? ['id', appellant.appId] : ['publisher_id', appellant.publisherId];
        const open = await client.query<{ app_id: string }>(
          `SELECT c.app_id FROM vigilance_case c JOIN app a ON a.id = c.app_id
         WHERE a.${column} = $1 AND c.id = $2 AND c.state = 'OPEN' FOR UPDATE OF c`,
          [owner, caseId],
        );
        const appId = open.rows[0]?.app_id;
        if (appId === undefined) throw vigilanceError('CASE_NOT_FOUND');
        const personId = 'personId' in appellant ? appellant.personId : null;
        const id = newId();
        const filed = await client.query(
          `INSERT INTO vigilance_appeal (id, case_id, app_id, text, person_id, state, filed_at) VALUES ($1, $2, $3, $4, $5, 'FILED', $6)
         ON CONFLICT (case_id) WHERE state = 'FILED' DO NOTHING`,
          [id, caseId, appId, said, personId, new Date(now)],
        );
        if (filed.rowCount === 0) throw vigilanceError('APPEAL_PENDING');
        const data = { by: personId === null ? 'APP' : 'MEMBER' };
        await recordEvents(client, [{ type: 'app.appealed', appId, subjectId: caseId, at: now, data }]);
        return id;
      }),
    );
  }
}
