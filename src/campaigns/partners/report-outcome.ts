import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { campaignError } from '../campaigns.errors.js';

export type Outcome = 'SHOWN' | 'OPENED' | 'CONVERTED' | 'FAILED';

export interface OutcomeReport {
  readonly appId: string;
  /** Of the grant; without one the app reports for whoever was told. */
  readonly customerId?: string | null;
  readonly touchId: string;
  readonly outcome: Outcome;
  /** Epoch ms. */
  readonly occurredAt: number;
}

/** What a partner says came of a message. The first report of an outcome counts, repetitions change nothing. */
export class ReportOutcome {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
  }

  /**
   * An instant outside the message's life is pulled into it: before it was told nothing was shown, and nothing has happened yet tomorrow.
   *
   * @returns the instant that counts, epoch ms
   * @throws PublicError CAMPAIGN_MESSAGE_NOT_FOUND also when the message is another partner's, or another customer's
   */
  async report({ appId, customerId, touchId, outcome, occurredAt }: OutcomeReport): Promise<number> {
    const now = new Date(this.#clock.now());
    await this.#pool.query(
      `INSERT INTO campaign_outcome (touch_id, app_id, outcome, campaign_id, customer_id, occurred_at, reported_at)
       SELECT t.id, f.app_id, $3, t.campaign_id, t.customer_id, least(greatest($4::timestamptz, t.told_at), $5), $5
       FROM campaign_touch t JOIN event_feed_entry f ON f.event_id = t.event_id AND f.app_id = $2
       WHERE t.id = $1 AND ($6::uuid IS NULL OR t.customer_id = $6)
       ON CONFLICT (touch_id, app_id, outcome) DO NOTHING`,
      [touchId, appId, outcome, new Date(occurredAt), now, customerId],
    );
    const { rows } = await this.#pool.query<{ at: Date }>(
      `SELECT occurred_at AS at FROM campaign_outcome
       WHERE touch_id = $1 AND app_id = $2 AND outcome = $3 AND ($4::uuid IS NULL OR customer_id = $4)`,
      [touchId, appId, outcome, customerId],
    );
    if (!rows[0]) throw campaignError('CAMPAIGN_MESSAGE_NOT_FOUND');
    return rows[0].at.getTime();
  }
}
