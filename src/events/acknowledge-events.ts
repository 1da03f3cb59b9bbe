import type pg from 'pg';

/** Remembers how far an app has followed its feed. Never goes back: acknowledgements may arrive out of order. */
export class AcknowledgeEvents {
  readonly #pool: pg.Pool;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool }) {
    this.#pool = parts.pool;
  }

  /** @returns the position now acknowledged; `undefined` when the app's feed holds no such event */
  async through(appId: string, eventId: string): Promise<number | undefined> {
    const { rows } = await this.#pool.query<{ acknowledged: string }>(
      `UPDATE event_feed f SET acknowledged = greatest(f.acknowledged, x.position) FROM event_feed_entry x
       WHERE f.app_id = $1 AND x.app_id = f.app_id AND x.event_id = $2 RETURNING f.acknowledged`,
      [appId, eventId],
    );
    return rows[0] && Number(rows[0].acknowledged);
  }
}
