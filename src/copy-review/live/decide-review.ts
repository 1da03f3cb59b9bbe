import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import { copyReviewError } from '../copy-review.errors.js';

export interface CopyDecision {
  readonly reviewId: string;
  readonly decision: 'APPROVED' | 'REJECTED';
  readonly personId: string;
  /** Why, in words; kept with the text for whoever asks later. */
  readonly reason: string;
  /** Epoch ms. */
  readonly at: number;
}

/**
 * A person's decision about a text that the rules leave to one. Made once; another opinion needs a new review. The caller
 * has seen to it that it is another person than the author.
 *
 * @param client of the role openfolio_ops
 * @throws PublicError COPY_DECISION_CONFLICT when there is nothing to decide, or it was decided; COPY_REASON_MISSING
 */
export async function decideReview(client: pg.PoolClient, decision: CopyDecision): Promise<void> {
  const reason = decision.reason.trim();
  if (reason.length < 3) throw copyReviewError('COPY_REASON_MISSING');
  const { rowCount } = await client.query(
    `INSERT INTO copy_decision (review_id, decision, person_id, reason, decided_at)
     SELECT id, $2, $3, $4, $5 FROM copy_review WHERE id = $1 AND verdict = 'REVIEW'
     ON CONFLICT (review_id) DO NOTHING`,
    [decision.reviewId, decision.decision, decision.personId, reason, new Date(decision.at)],
  );
  if (rowCount === 0) throw copyReviewError('COPY_DECISION_CONFLICT');
  const data = { decision: decision.decision, by: decision.personId };
  await recordEvents(client, [{ type: 'copy.decided', subjectId: decision.reviewId, data, at: decision.at }]);
}
