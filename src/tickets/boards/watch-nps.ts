import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import type { Clock } from '../../kernel/clock.js';
import { inTransaction } from '../../storage/index.js';
import { SERVICE_NPS_LOW } from '../tickets.events.js';
import { SATISFACTION } from './boards.sql.js';

const DAY_MS = 86_400_000;
export const NPS_FLOOR = 40;
const SPAN_DAYS = 30;
/** Fewer answers swing by more than the floor is worth. */
const ANSWERS_MIN = 20;
/** Any fixed number: of all processes one judges at a time. */
const NPS_LOCK = 7_305_011_018;

/** Raises `service.nps_low` when the NPS of the last 30 days lies below 40: it begins a review. At most once a day. */
export class WatchNps {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
  }

  /** @returns the NPS that was raised; `null` when there was nothing to raise */
  async step(): Promise<number | null> {
    const at = this.#clock.now();
    return inTransaction(this.#pool, async (client) => {
      const lock = await client.query<{ held: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS held', [NPS_LOCK]);
      if (!lock.rows[0]?.held) return null;
      const span = [new Date(at - SPAN_DAYS * DAY_MS), new Date(at + 1)];
      const { rows } = await client.query<{ nps_answers: string; nps: string | null }>(SATISFACTION, span);
      const { nps_answers: answers = '0', nps = null } = rows[0] ?? {};
      if (nps === null || Number(answers) < ANSWERS_MIN || Number(nps) >= NPS_FLOOR) return null;
      const former = await client.query('SELECT FROM event WHERE type = $1 AND occurred_at > $2 LIMIT 1', [
        SERVICE_NPS_LOW,
        new Date(at - DAY_MS),
      ]);
      if (former.rowCount !== 0) return null;
      const data = { nps: Number(nps), answers: Number(answers), days: SPAN_DAYS, floor: NPS_FLOOR };
      await recordEvents(client, [{ type: SERVICE_NPS_LOW, data, at }]);
      return Number(nps);
    });
  }
}
