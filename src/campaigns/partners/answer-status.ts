import type pg from 'pg';
import { goLive, leaveLive, type Obstacle } from '../../copy-review/index.js';
import { recordEvents } from '../../events/index.js';

/** What live copy of partners is filed under. */
export const ANSWER_COPY = 'CAMPAIGN_ANSWER';

/** ACCEPTED: may be shown. WAITING: a person decides. REFUSED: kept for the record, not to be shown. */
export type AnswerStatus = 'ACCEPTED' | 'WAITING' | 'REFUSED';

export function statusOf(obstacle: Obstacle | undefined): AnswerStatus {
  if (obstacle === undefined) return 'ACCEPTED';
  return obstacle === 'UNDECIDED' ? 'WAITING' : 'REFUSED';
}

/** An answer as it stands, its text in the review. */
export interface StandingAnswer {
  readonly id: string;
  readonly appId: string;
  readonly kind: 'CONTENT' | 'BENEFIT';
  readonly reviewId: string;
  readonly textHash: string;
}

/** What is shown is judged again under the next rule set; what isn't, is not. */
export async function fileLiveAnswer(
  client: pg.PoolClient,
  { id, appId, reviewId }: Pick<StandingAnswer, 'id' | 'appId' | 'reviewId'>,
  status: AnswerStatus,
  now: number,
): Promise<void> {
  if (status === 'ACCEPTED') await goLive(client, { kind: ANSWER_COPY, id, appId }, reviewId, now);
  else await leaveLive(client, ANSWER_COPY, [id]);
}

export interface AnswerJudgement {
  readonly status: AnswerStatus;
  /** A person, or the rules by themselves. */
  readonly by: 'STAFF' | 'RULES';
  /** For the partner, in words. */
  readonly reason: string;
  readonly ruleSet: string;
}

/** Changes what may become of an answer and tells its partner, in the caller's transaction. */
export async function changeAnswer(
  client: pg.PoolClient,
  answer: StandingAnswer,
  { status, ...why }: AnswerJudgement,
  now: number,
): Promise<void> {
  const { id, appId, kind, reviewId, textHash } = answer;
  await client.query('UPDATE campaign_answer SET status = $2, review_id = $3 WHERE id = $1', [id, status, reviewId]);
  await fileLiveAnswer(client, answer, status, now);
  const data = { kind, status, textHash, ...why };
  await recordEvents(client, [{ type: 'campaign.answer_judged', appId, subjectId: id, data, at: now }]);
}

/** $1: the answer, locked until the transaction ends. */
export const STANDING_ANSWER = `
SELECT a.id, a.app_id AS "appId", a.kind, a.review_id AS "reviewId", a.status, a.campaign_id AS "campaignId",
  r.text, r.text_hash AS "textHash", r.rule_set AS "ruleSet"
FROM campaign_answer a JOIN copy_review r ON r.id = a.review_id WHERE a.id = $1 FOR UPDATE OF a`;

export interface StoredAnswer extends StandingAnswer {
  readonly status: AnswerStatus;
  readonly campaignId: string;
  readonly text: string;
  readonly ruleSet: string;
}
