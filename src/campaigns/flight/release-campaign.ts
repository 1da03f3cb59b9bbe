import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { inTransaction, type KeyedAct, onceByKey } from '../../storage/index.js';
import { campaignError } from '../campaigns.errors.js';
import { loadCampaign } from '../release/load-campaign.js';
import { stageAfter } from './campaign-states.js';
import { recordAct } from './record-act.js';
import { takeDown } from './take-down.js';

/** A campaign in the air: to 5 %, wider, and down again. */
export class ReleaseCampaign {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
  }

  /** From now on its occasions count, for 5 % of customers. @throws PublicError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATE_CONFLICT */
  async release(campaignId: string, personId: string): Promise<void> {
    await inTransaction(this.#pool, async (client) => {
      const campaign = await loadCampaign(client, campaignId, 'FOR UPDATE');
      await recordAct(
        client,
        campaign,
        { act: 'release', personId, now: this.#clock.now() },
        { stage_percent: stageAfter(0) },
      );
    });
  }

  /**
   * The next stage: who was chosen and waited beyond the former one is told.
   *
   * @param once under whose key it goes one stage on, and no further
   * @throws PublicError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATE_CONFLICT, IDEMPOTENCY_KEY_*
   */
  async widen(campaignId: string, personId: string, once?: KeyedAct): Promise<void> {
    const widen = (client: pg.PoolClient) => widenCampaign(client, campaignId, personId, this.#clock.now());
    await inTransaction(this.#pool, (client) => (once ? onceByKey(client, once, () => widen(client)) : widen(client)));
  }

  /** One person is enough to stop. @throws PublicError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATE_CONFLICT */
  async halt(campaignId: string, personId: string | null, reason: string): Promise<void> {
    await inTransaction(this.#pool, (client) => haltCampaign(client, campaignId, personId, reason, this.#clock.now()));
  }

  /** @throws PublicError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATE_CONFLICT */
  async end(campaignId: string, personId: string): Promise<void> {
    await inTransaction(this.#pool, async (client) => {
      const campaign = await loadCampaign(client, campaignId, 'FOR UPDATE');
      await takeDown(client, campaign);
      await recordAct(client, campaign, { act: 'end', personId, now: this.#clock.now() });
    });
  }
}

async function widenCampaign(client: pg.PoolClient, campaignId: string, personId: string, now: number): Promise<null> {
  const campaign = await loadCampaign(client, campaignId, 'FOR UPDATE');
  const next = stageAfter(campaign.stagePercent);
  if (next === undefined)
    throw campaignError('CAMPAIGN_STATE_CONFLICT', { params: { state: 'released to all', act: 'widen' } });
  const reason = `${campaign.stagePercent} % to ${next} %`;
  await recordAct(client, campaign, { act: 'widen', personId, reason, now }, { stage_percent: next });
  return null;
}

/** In the caller's transaction, so that what made it halt and the halt commit together. Waits for a telling that is under way. */
export async function haltCampaign(
  client: pg.PoolClient,
  campaignId: string,
  personId: string | null,
  reason: string,
  now: number,
): Promise<void> {
  const campaign = await loadCampaign(client, campaignId, 'FOR UPDATE');
  await recordAct(client, campaign, { act: 'halt', personId, reason, now });
  await takeDown(client, campaign);
}
