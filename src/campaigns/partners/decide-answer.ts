import type pg from 'pg';
import {
  copyReviewError,
  decideReview,
  findObstacle,
  keepReview,
  RULE_SETS,
  type RuleSet,
  reviewCopy,
  ruleSetAt,
} from '../../copy-review/index.js';
import type { Clock } from '../../kernel/clock.js';
import { type OperationContext, requireAnotherPerson } from '../../operation/index.js';
import { inTransaction, type KeyedAct, onceByKey } from '../../storage/index.js';
import { campaignError } from '../campaigns.errors.js';
import { loadCampaign } from '../release/load-campaign.js';
import { ANSWER_COPY, changeAnswer, STANDING_ANSWER, type StoredAnswer, statusOf } from './answer-status.js';

export interface AnswerDecision {
  readonly answerId: string;
  readonly decision: 'APPROVED' | 'REJECTED';
  readonly reason: string;
}

/** A person's decision about a partner's text that the rules leave to one. */
export class DecideAnswer {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;
  readonly #ruleSets: readonly RuleSet[];

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock; ruleSets?: readonly RuleSet[] }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
    this.#ruleSets = parts.ruleSets ?? RULE_SETS;
  }

  /**
   * The decision is for the text whose hash the review holds; a partner that changes its words waits anew.
   *
   * @throws PublicError CAMPAIGN_ANSWER_NOT_FOUND, SECOND_PERSON_REQUIRED for an author of the campaign, COPY_DECISION_CONFLICT,
   *   COPY_REASON_MISSING
   */
  async decide(context: Pick<OperationContext, 'grant'>, asked: AnswerDecision, once: KeyedAct): Promise<string> {
    const now = this.#clock.now();
    return inTransaction(this.#pool, (client) =>
      onceByKey(client, once, async () => {
        const { rows } = await client.query<StoredAnswer>(STANDING_ANSWER, [asked.answerId]);
        const [answer] = rows;
        if (!answer) throw campaignError('CAMPAIGN_ANSWER_NOT_FOUND');
        if (answer.status !== 'WAITING') throw copyReviewError('COPY_DECISION_CONFLICT');
        const { authors } = await loadCampaign(client, answer.campaignId);
        const person = requireAnotherPerson(context, ...authors);
        const { reviewId, ruleSet, isOpen } = await underTodaysRules(
          client,
          answer,
          ruleSetAt(now, this.#ruleSets),
          now,
        );
        if (isOpen) await decideReview(client, { ...asked, reviewId, personId: person.id, at: now });
        const status = statusOf(await findObstacle(client, reviewId));
        const by = isOpen ? 'STAFF' : 'RULES';
        const reason = isOpen ? asked.reason.trim() : `the rules ${ruleSet} decide about it by themselves`;
        await changeAnswer(client, { ...answer, reviewId }, { status, by, reason, ruleSet }, now);
        return answer.id;
      }),
    );
  }
}

/** What waited over a change of rules is judged by those of today first: nobody may approve what they block. */
async function underTodaysRules(client: pg.PoolClient, answer: StoredAnswer, rules: RuleSet, now: number) {
  const { id, appId, text, ruleSet, reviewId } = answer;
  if (rules.version === ruleSet) return { reviewId, ruleSet, isOpen: true };
  const review = reviewCopy(text, { ruleSet: rules, at: now, appliesTo: 'PARTNER_CONTENT' });
  const again = await keepReview(client, { kind: ANSWER_COPY, id, appId }, text, review, now);
  return { reviewId: again, ruleSet: review.ruleSet, isOpen: review.verdict === 'REVIEW' };
}
