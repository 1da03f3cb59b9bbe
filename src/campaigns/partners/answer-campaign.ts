import type pg from 'pg';
import { type CopyReview, keepReview, obstacleOf, requireShortCopy, reviewCopy } from '../../copy-review/index.js';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { inTransaction } from '../../storage/index.js';
import { campaignError } from '../campaigns.errors.js';
import { ANSWER_COPY, type AnswerStatus, fileLiveAnswer, statusOf } from './answer-status.js';

export interface PartnerAnswer {
  readonly appId: string;
  /** Of the grant; without one the app answers for whoever was told. */
  readonly customerId?: string | null;
  readonly touchId: string;
  readonly kind: 'CONTENT' | 'BENEFIT';
  readonly text: string;
}

export interface AnswerOutcome {
  readonly answerId: string;
  readonly status: AnswerStatus;
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
   * A further answer of the same kind replaces the former one; the same words again leave it as it stands, with what was decided.
   *
   * @throws PublicError CAMPAIGN_MESSAGE_NOT_FOUND, COPY_TOO_LONG
   */
  async answer({ appId, customerId: ofGrant, touchId, kind, text }: PartnerAnswer): Promise<AnswerOutcome> {
    requireShortCopy(text);
    const now = this.#clock.now();
    const review = reviewCopy(text, { at: now, appliesTo: 'PARTNER_CONTENT' });
    return inTransaction(this.#pool, async (client) => {
      const { campaignId, customerId } = await lockMessage(client, { appId, touchId, ofGrant });
      const former = await findFormer(client, appId, touchId, kind);
      if (former?.textHash === review.textHash && former.ruleSet === review.ruleSet)
        return { answerId: former.id, status: former.status, review };
      const id = former?.id ?? newId();
      const reviewId = await keepReview(client, { kind: ANSWER_COPY, id, appId }, text, review, now);
      const status = statusOf(obstacleOf({ ...review, decision: null }));
      await client.query(
        `INSERT INTO campaign_answer (id, campaign_id, touch_id, customer_id, app_id, kind, review_id, status, received_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (touch_id, app_id, kind) DO UPDATE SET review_id = EXCLUDED.review_id, status = EXCLUDED.status, received_at = EXCLUDED.received_at`,
        [id, campaignId, touchId, customerId, appId, kind, reviewId, status, new Date(now)],
      );
      await fileLiveAnswer(client, { id, appId, reviewId }, status, now);
      return { answerId: id, status, review };
    });
  }
}

/** Only what was placed in the partner's own feed; locked, so that of two answers at once one is the former. @throws PublicError CAMPAIGN_MESSAGE_NOT_FOUND */
async function lockMessage(
  client: pg.PoolClient,
  { appId, touchId, ofGrant }: { appId: string; touchId: string; ofGrant: string | null | undefined },
) {
  const { rows } = await client.query<{ campaignId: string; customerId: string }>(
    `SELECT t.campaign_id AS "campaignId", t.customer_id AS "customerId" FROM campaign_touch t
     JOIN event_feed_entry f ON f.event_id = t.event_id AND f.app_id = $2
     WHERE t.id = $1 AND ($3::uuid IS NULL OR t.customer_id = $3) FOR NO KEY UPDATE OF t`,
    [touchId, appId, ofGrant],
  );
  if (!rows[0]) throw campaignError('CAMPAIGN_MESSAGE_NOT_FOUND');
  return rows[0];
}

async function findFormer(client: pg.PoolClient, appId: string, touchId: string, kind: string) {
  const { rows } = await client.query<{ id: string; status: AnswerStatus; textHash: string; ruleSet: string }>(
    `SELECT a.id, a.status, r.text_hash AS "textHash", r.rule_set AS "ruleSet"
     FROM campaign_answer a JOIN copy_review r ON r.id = a.review_id WHERE a.touch_id = $1 AND a.app_id = $2 AND a.kind = $3`,
    [touchId, appId, kind],
  );
  return rows[0];
}
