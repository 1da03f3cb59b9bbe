import type pg from 'pg';
import { type CopyReview, keepReview, obstacleOf, requireShortCopy, reviewCopy } from '../../copy-review/index.js';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { inTransaction } from '../../storage/index.js';
import { campaignError } from '../campaigns.errors.js';

export interface PartnerAnswer {
  readonly appId: string;
  readonly touchId: string;
  readonly kind: 'CONTENT' | 'BENEFIT';
  readonly text: string;
}

export interface AnswerOutcome {
  readonly answerId: string;
  /** ACCEPTED: may be shown. WAITING: a person decides. REFUSED: kept for the record, not to be shown. */
  readonly status: 'ACCEPTED' | 'WAITING' | 'REFUSED';
  readonly review: CopyReview;
}

/** What a partner would add to a message of its own: judged by the same rules as the brokerage's words, before anybody sees it. */
export class AnswerCampaign {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
  }

  /**
   * A further answer of the same kind replaces the former one.
   *
   * @throws PublicError CAMPAIGN_MESSAGE_NOT_FOUND, COPY_TOO_LONG
   */
  async answer({ appId, touchId, kind, text }: PartnerAnswer): Promise<AnswerOutcome> {
    requireShortCopy(text);
    const now = this.#clock.now();
    const review = reviewCopy(text, { at: now, appliesTo: 'PARTNER_CONTENT' });
    const obstacle = obstacleOf({ ...review, decision: null });
    const status = obstacle === undefined ? 'ACCEPTED' : obstacle === 'UNDECIDED' ? 'WAITING' : 'REFUSED';
    return inTransaction(this.#pool, async (client) => {
      const { campaignId, customerId } = await findMessage(client, appId, touchId);
      const reviewId = await keepReview(client, { kind: 'CAMPAIGN_ANSWER', id: touchId, appId }, text, review, now);
      const { rows } = await client.query<{ id: string }>(
        `INSERT INTO campaign_answer (id, campaign_id, touch_id, customer_id, app_id, kind, review_id, status, received_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (touch_id, app_id, kind) DO UPDATE SET review_id = EXCLUDED.review_id, status = EXCLUDED.status, received_at = EXCLUDED.received_at
         RETURNING id`,
        [newId(), campaignId, touchId, customerId, appId, kind, reviewId, status, new Date(now)],
      );
      return { answerId: rows[0]?.id ?? '', status, review };
    });
  }
}

/** Only what was placed in the partner's own feed. @throws PublicError CAMPAIGN_MESSAGE_NOT_FOUND */
async function findMessage(client: pg.PoolClient, appId: string, touchId: string) {
  const { rows } = await client.query<{ campaignId: string; customerId: string }>(
    `SELECT t.campaign_id AS "campaignId", t.customer_id AS "customerId" FROM campaign_touch t
     JOIN event_feed_entry f ON f.event_id = t.event_id AND f.app_id = $2 WHERE t.id = $1`,
    [touchId, appId],
  );
  if (!rows[0]) throw campaignError('CAMPAIGN_MESSAGE_NOT_FOUND');
  return rows[0];
}
