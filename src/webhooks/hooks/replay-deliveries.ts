import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { webhookError } from '../webhooks.errors.js';

export interface ReplayRange {
  readonly hookId: string;
  /** RFC 3339; deliveries that were made in this span. */
  readonly from: string;
  readonly to: string;
  /** Only what did not arrive: FAILED, CANCELLED and WITHHELD. */
  readonly onlyUndelivered: boolean;
}

const REPLAYED_AT_ONCE_MAX = 10_000;
const ENDED = ['DELIVERED', 'FAILED', 'CANCELLED', 'WITHHELD'];
const UNDELIVERED = ['FAILED', 'CANCELLED', 'WITHHELD'];

/**
 * Sends again, under the same webhook-id and, where they were rendered, the same bytes. The consent is looked at again before: a
 * replay opens nothing that a revocation closed.
 */
export class ReplayDeliveries {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
  }

  /** @returns false when this app has no such delivery that has ended */
  async one(appId: string, deliveryId: string): Promise<boolean> {
    return (await this.#again('d.id = $4', [appId, ENDED, deliveryId])) === 1;
  }

  /**
   * @returns how many; at most 10 000 at once, the oldest first
   * @throws PublicError HOOK_NOT_FOUND: an answer of 0 would hide a mistyped id
   */
  async range(appId: string, { hookId, from, to, onlyUndelivered }: ReplayRange): Promise<number> {
    const { rowCount } = await this.#pool.query(
      "SELECT FROM hook WHERE id = $1 AND app_id = $2 AND status <> 'DELETED'",
      [hookId, appId],
    );
    if (rowCount === 0) throw webhookError('HOOK_NOT_FOUND');
    const states = onlyUndelivered ? UNDELIVERED : ENDED;
    return this.#again('d.hook_id = $4 AND d.created_at >= $5 AND d.created_at < $6', [
      appId,
      states,
      hookId,
      from,
      to,
    ]);
  }

  async #again(condition: string, [appId, states, ...values]: unknown[]): Promise<number> {
    const { rowCount } = await this.#pool.query(
      `UPDATE hook_delivery SET state = 'PENDING', reason = NULL, tries = 0, next_at = $1, ended_at = NULL
       WHERE id IN (SELECT d.id FROM hook_delivery d JOIN hook h ON h.id = d.hook_id
                    WHERE d.app_id = $2 AND d.state = ANY ($3) AND h.status <> 'DELETED' AND ${condition}
                    ORDER BY d.created_at, d.id LIMIT ${REPLAYED_AT_ONCE_MAX})`,
      [new Date(this.#clock.now()), appId, states, ...values],
    );
    if (rowCount) await this.#pool.query("SELECT pg_notify('delivery_due', '')");
    return rowCount ?? 0;
  }
}
