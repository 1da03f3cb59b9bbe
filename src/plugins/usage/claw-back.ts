import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { inTransaction } from '../../storage/index.js';
import { reasonOf } from '../registry/reason.js';
import { monthOf } from './meter-usage.js';

export interface ClawBackRequest {
  readonly versionId: string;
  /** Charges of this instant or later. */
  readonly since: Date;
  readonly reason: string;
}

/** Takes charges of a version back, each once: a row that names the row it takes back, in the month in which it is taken. */
export class ClawBack {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
  }

  /** @returns how many charges were taken back now. @throws PublicError PLUGIN_REASON_MISSING */
  async take({ versionId, since, reason: given }: ClawBackRequest): Promise<number> {
    const reason = reasonOf(given);
    const at = this.#clock.now();
    return inTransaction(this.#pool, async (client) => {
      const { rows } = await client.query<{ id: string }>(
        `SELECT id FROM plugin_usage WHERE version_id = $1 AND at >= $2 AND kind IN ('RUN', 'MONTH') ORDER BY at, id`,
        [versionId, since],
      );
      const { rowCount } = await client.query(
        `INSERT INTO plugin_usage (id, usage_key, customer_id, publisher_id, plugin_id, version_id, run_id, tool, month, kind, amount, currency, share_rate, reverses, reason, at)
       SELECT n.id, 'clawback:' || u.id, u.customer_id, u.publisher_id, u.plugin_id, u.version_id, u.run_id, u.tool, $3, 'CLAWBACK', -u.amount, u.currency, u.share_rate, u.id, $4, $5
       FROM unnest($1::uuid[], $2::uuid[]) AS n (id, reverses) JOIN plugin_usage u ON u.id = n.reverses
       ON CONFLICT (usage_key) DO NOTHING`,
        [rows.map(() => newId()), rows.map(({ id }) => id), monthOf(at), reason, new Date(at)],
      );
      const charges = rowCount ?? 0;
      if (charges > 0) {
        const event = { type: 'plugin.charges_taken_back', subjectId: versionId, data: { charges }, at };
        await recordEvents(client, [event]);
      }
      return charges;
    });
  }
}
