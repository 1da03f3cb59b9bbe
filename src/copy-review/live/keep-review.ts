import type pg from 'pg';
import { newId } from '../../kernel/ids.js';
import type { CopyReview } from '../review/review-copy.js';

/** What a text belongs to. */
export interface CopySubject {
  /** e.g. CAMPAIGN_VARIANT */
  readonly kind: string;
  readonly id: string;
  /** Whose text it is; null: the brokerage's own. */
  readonly appId: string | null;
}

/**
 * Writes a judgement down, in the caller's transaction: text, hash, rule set and findings, so that it can be replayed.
 *
 * @param client of the role openfolio_ops
 * @returns the review's id
 */
export async function keepReview(
  client: pg.PoolClient,
  subject: CopySubject,
  text: string,
  review: CopyReview,
  now: number,
): Promise<string> {
  const id = newId();
  await client.query(
    `INSERT INTO copy_review (id, subject_kind, subject_id, app_id, kind, text, text_hash, rule_set, verdict, findings, finding_count, requirements, reviewed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      id,
      subject.kind,
      subject.id,
      subject.appId,
      review.kind,
      text,
      review.textHash,
      review.ruleSet,
      review.verdict,
      JSON.stringify(review.findings),
      review.findingCount,
      JSON.stringify(review.requirements),
      new Date(now),
    ],
  );
  return id;
}

/** From now on the text is shown: the next rule set judges it again. */
export async function goLive(
  client: pg.PoolClient,
  subject: CopySubject,
  reviewId: string,
  now: number,
): Promise<void> {
  await client.query(
    `INSERT INTO live_copy (subject_kind, subject_id, review_id, since) VALUES ($1, $2, $3, $4)
     ON CONFLICT (subject_kind, subject_id) DO UPDATE SET review_id = EXCLUDED.review_id`,
    [subject.kind, subject.id, reviewId, new Date(now)],
  );
}

/** It is shown no longer. */
export async function leaveLive(client: pg.PoolClient, kind: string, ids: readonly string[]): Promise<void> {
  await client.query('DELETE FROM live_copy WHERE subject_kind = $1 AND subject_id = ANY ($2)', [kind, ids]);
}
