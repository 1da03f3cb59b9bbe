import type pg from 'pg';
import { decideReview, findObstacle, goLive, keepReview, type Obstacle, reviewCopy } from '../../copy-review/index.js';
import type { Clock } from '../../kernel/clock.js';
import { type OperationContext, requireAnotherPerson } from '../../operation/index.js';
import { inTransaction } from '../../storage/index.js';
import { campaignError } from '../campaigns.errors.js';
import { type Campaign, loadCampaign } from '../release/load-campaign.js';
import { nextState, recordAct } from './record-act.js';
import { VARIANT_COPY } from './take-down.js';

type Who = Pick<OperationContext, 'grant'>;

const REASONS: Readonly<Record<Obstacle, string>> = {
  BLOCKED: 'the rules block its words',
  INCOMPLETE: 'something that it must say is missing',
  UNDECIDED: 'a reviewer has to decide about its words',
  REJECTED: 'a reviewer rejected its words',
};

/** From a draft to an approval: the rules judge the words, a reviewer decides what they leave open, a second person approves the whole. */
export class ApproveCampaign {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
  }

  /**
   * Has every variant judged. The judgements are kept whatever they say.
   *
   * @throws PublicError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATE_CONFLICT; CAMPAIGN_COPY_REFUSED for words that nobody could approve
   */
  async submit(campaignId: string, personId: string): Promise<void> {
    const refused = await this.#change(campaignId, async (client, campaign, now) => {
      nextState(campaign.state, 'submit');
      const refusals = [];
      for (const { id, label, text } of campaign.variants) {
        const review = reviewCopy(text, { at: now, appliesTo: 'CAMPAIGN' });
        const reviewId = await keepReview(client, { kind: VARIANT_COPY, id, appId: null }, text, review, now);
        await client.query('UPDATE campaign_variant SET review_id = $2 WHERE id = $1', [id, reviewId]);
        const obstacle = await findObstacle(client, reviewId);
        if (obstacle === 'BLOCKED' || obstacle === 'INCOMPLETE') refusals.push({ label, obstacle });
      }
      if (refusals.length === 0)
        await recordAct(client, campaign, { act: 'submit', personId, now }, { submitted_by: personId });
      return refusals[0];
    });
    // Outside the transaction: the judgement stays.
    if (refused) throw copyRefused(refused.label, refused.obstacle);
  }

  /**
   * @throws PublicError CAMPAIGN_NOT_FOUND, SECOND_PERSON_REQUIRED for an author, COPY_DECISION_CONFLICT, COPY_REASON_MISSING
   */
  async decide(
    context: Who,
    variant: { campaignId: string; label: string },
    decision: 'APPROVED' | 'REJECTED',
    reason: string,
  ): Promise<void> {
    await this.#change(variant.campaignId, async (client, campaign, now) => {
      const person = requireAnotherPerson(context, ...campaign.authors);
      const reviewId = campaign.variants.find(({ label }) => label === variant.label)?.reviewId;
      if (reviewId == null) throw campaignError('CAMPAIGN_NOT_FOUND');
      await decideReview(client, { reviewId, decision, personId: person.id, reason, at: now });
    });
  }

  /**
   * A second person's approval of exactly this content.
   *
   * @throws PublicError CAMPAIGN_NOT_FOUND, SECOND_PERSON_REQUIRED, CAMPAIGN_STATE_CONFLICT, CAMPAIGN_COPY_REFUSED
   */
  async approve(context: Who, campaignId: string): Promise<void> {
    await this.#change(campaignId, async (client, campaign, now) => {
      const person = requireAnotherPerson(context, ...campaign.authors, campaign.submittedBy);
      nextState(campaign.state, 'approve');
      for (const { id, label, reviewId } of campaign.variants) {
        const obstacle = reviewId === null ? 'UNDECIDED' : await findObstacle(client, reviewId);
        if (obstacle || reviewId === null) throw copyRefused(label, obstacle ?? 'UNDECIDED');
        await goLive(client, { kind: VARIANT_COPY, id, appId: null }, reviewId, now);
      }
      const approval = { approved_hash: campaign.contentHash, approved_by: person.id, approved_at: new Date(now) };
      await recordAct(client, campaign, { act: 'approve', personId: person.id, now }, approval);
    });
  }

  /** Back to the author, with a reason. @throws PublicError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATE_CONFLICT */
  async return(campaignId: string, personId: string, reason: string): Promise<void> {
    const voided = { approved_hash: null, approved_by: null, approved_at: null, submitted_by: null };
    await this.#change(campaignId, async (client, campaign, now) => {
      await recordAct(client, campaign, { act: 'return', personId, reason, now }, voided);
    });
  }

  #change<T>(
    campaignId: string,
    work: (client: pg.PoolClient, campaign: Campaign, now: number) => Promise<T>,
  ): Promise<T> {
    return inTransaction(this.#pool, async (client) =>
      work(client, await loadCampaign(client, campaignId, 'FOR UPDATE'), this.#clock.now()),
    );
  }
}

function copyRefused(variant: string, obstacle: Obstacle) {
  return campaignError('CAMPAIGN_COPY_REFUSED', { params: { variant, reason: REASONS[obstacle] } });
}
