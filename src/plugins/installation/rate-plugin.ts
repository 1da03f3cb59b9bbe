import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import type { Clock } from '../../kernel/clock.js';
import { inTransaction } from '../../storage/index.js';
import { pluginError } from '../plugins.errors.js';

export interface Rating {
  readonly customerId: string;
  /** `@publisher/name`. */
  readonly name: string;
  readonly stars: number;
}

/** Ratings come from customers for whom the plugin gave a result; one each, the latest counts. */
export class RatePlugin {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
  }

  /** @throws PublicError PLUGIN_RATING_REFUSED */
  async rate({ customerId, name, stars }: Rating): Promise<void> {
    if (!Number.isInteger(stars) || stars < 1 || stars > 5) throw pluginError('PLUGIN_RATING_REFUSED');
    await inTransaction(this.#pool, async (client) => {
      const { rows } = await client.query<{ plugin_id: string; version_id: string }>(
        `SELECT r.plugin_id, r.version_id FROM plugin_run r JOIN plugin p ON p.id = r.plugin_id
         WHERE p.name = $2 AND r.customer_id = $1 AND r.status = 'SUCCEEDED' ORDER BY r.started_at DESC LIMIT 1`,
        [customerId, name],
      );
      const [used] = rows;
      if (!used) throw pluginError('PLUGIN_RATING_REFUSED');
      const at = this.#clock.now();
      const former = await replaceRating(client, { customerId, stars, at, ...used });
      const event = { type: 'plugin.rated', customerId, subjectId: used.version_id, data: { stars }, at };
      await recordEvents(client, [event]);
      await client.query(
        'UPDATE plugin_figures SET rating_count = rating_count + $2, rating_sum = rating_sum + $3 WHERE plugin_id = $1',
        [used.plugin_id, former === undefined ? 1 : 0, stars - (former ?? 0)],
      );
    });
  }
}

async function replaceRating(
  client: pg.PoolClient,
  rating: { customerId: string; plugin_id: string; version_id: string; stars: number; at: number },
): Promise<number | undefined> {
  const { customerId, plugin_id: pluginId, version_id: versionId, stars, at } = rating;
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`rating/${customerId}/${pluginId}`]);
  const { rows } = await client.query<{ stars: number }>(
    'SELECT stars FROM plugin_rating WHERE customer_id = $1 AND plugin_id = $2',
    [customerId, pluginId],
  );
  await client.query(
    `INSERT INTO plugin_rating (customer_id, plugin_id, version_id, stars, at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (customer_id, plugin_id) DO UPDATE SET version_id = EXCLUDED.version_id, stars = EXCLUDED.stars, at = EXCLUDED.at`,
    [customerId, pluginId, versionId, stars, new Date(at)],
  );
  return rows[0]?.stars;
}
