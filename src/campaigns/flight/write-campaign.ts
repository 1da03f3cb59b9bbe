import type pg from 'pg';
import type { z } from 'zod';
import { hashOfCopy, requireShortCopy } from '../../copy-review/index.js';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { inTransaction, type KeyedAct, onceByKey } from '../../storage/index.js';
import { campaignError } from '../campaigns.errors.js';
import { loadCampaign } from '../release/load-campaign.js';
import { CAMPAIGN_PLAN, type CampaignPlan, HALT_RULES_PRESET, hashOfPlan, isPersonalised } from './campaign-plan.js';
import { nextState, recordAct } from './record-act.js';
import { takeDown } from './take-down.js';

/** A plan as it comes in; what is left out gets the presets. */
export type PlanInput = Partial<z.input<typeof CAMPAIGN_PLAN>>;

/** Writing a campaign and writing it anew. Whoever wrote in it may not approve it. */
export class WriteCampaign {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
  }

  /**
   * @param once under whose key it is written once
   * @returns its id
   * @throws PublicError CAMPAIGN_INVALID, COPY_TOO_LONG, IDEMPOTENCY_KEY_*
   */
  async create(input: PlanInput, personId: string, once?: KeyedAct): Promise<string> {
    const plan = parsePlan({
      audience: {},
      controlPercent: 10,
      repeatAfterDays: 30,
      haltRules: HALT_RULES_PRESET,
      ...input,
    });
    const write = (client: pg.PoolClient) => insertCampaign(client, plan, personId, this.#clock.now());
    return inTransaction(this.#pool, (client) => (once ? onceByKey(client, once, () => write(client)) : write(client)));
  }

  /**
   * Changes what is given. The approval is void at once: what runs stops, and its stage begins anew after the next approval.
   *
   * @param once under whose key it is changed once: a late repetition must not void what was approved since
   * @throws PublicError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATE_CONFLICT, CAMPAIGN_INVALID, COPY_TOO_LONG, IDEMPOTENCY_KEY_*
   */
  async edit(campaignId: string, changes: PlanInput, personId: string, once?: KeyedAct): Promise<void> {
    const change = (client: pg.PoolClient) => changePlan(client, campaignId, changes, personId, this.#clock.now());
    await inTransaction(this.#pool, (client) =>
      once ? onceByKey(client, once, () => change(client)) : change(client),
    );
  }
}

async function changePlan(
  client: pg.PoolClient,
  campaignId: string,
  changes: PlanInput,
  personId: string,
  now: number,
): Promise<null> {
  const campaign = await loadCampaign(client, campaignId, 'FOR UPDATE');
  nextState(campaign.state, 'edit');
  const variants = campaign.variants.map(({ label, weight, text }) => ({ label, weight, text }));
  const { name, topic, trigger, audience, controlPercent, repeatAfterDays, haltRules } = campaign;
  const former = { name, topic, trigger, audience, variants, controlPercent, repeatAfterDays, haltRules };
  const plan = parsePlan({ ...former, ...changes });
  const authors = [...new Set([...campaign.authors, personId])];
  const voided = {
    approved_hash: null,
    approved_by: null,
    approved_at: null,
    submitted_by: null,
    stage_percent: 0,
  };
  await takeDown(client, campaign);
  await client.query('UPDATE campaign_variant SET retired_at = $2 WHERE campaign_id = $1 AND retired_at IS NULL', [
    campaignId,
    new Date(now),
  ]);
  await insertVariants(client, campaignId, plan);
  await recordAct(
    client,
    campaign,
    { act: 'edit', personId, now, reason: Object.keys(changes).sort().join(', ') },
    { ...planColumns(plan), ...voided, authors },
  );
  return null;
}

async function insertCampaign(
  client: pg.PoolClient,
  plan: CampaignPlan,
  personId: string,
  now: number,
): Promise<string> {
  const id = newId();
  await client.query(
    `INSERT INTO campaign (id, name, topic, trigger, audience, personalised, control_percent, repeat_after_days, halt_rules, content_hash, state, authors, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'DRAFT', ARRAY[$11::uuid], $12, $12)`,
    [id, ...Object.values(planColumns(plan)), personId, new Date(now)],
  );
  await insertVariants(client, id, plan);
  await recordAct(client, { id, state: 'DRAFT' }, { act: 'edit', personId, now, reason: 'written' });
  return id;
}

function parsePlan(input: unknown): CampaignPlan {
  const parsed = CAMPAIGN_PLAN.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') || 'input';
    throw campaignError('CAMPAIGN_INVALID', { params: { reason: `${where}: ${issue?.message ?? 'unusable'}` } });
  }
  for (const { text } of parsed.data.variants) requireShortCopy(text);
  return parsed.data;
}

/** In the order of the INSERT above. */
function planColumns(plan: CampaignPlan) {
  return {
    name: plan.name,
    topic: plan.topic,
    trigger: JSON.stringify(plan.trigger),
    audience: JSON.stringify(plan.audience),
    personalised: isPersonalised(plan),
    control_percent: plan.controlPercent,
    repeat_after_days: plan.repeatAfterDays,
    halt_rules: JSON.stringify(plan.haltRules),
    content_hash: hashOfPlan(plan),
  };
}

async function insertVariants(client: pg.PoolClient, campaignId: string, { variants }: CampaignPlan): Promise<void> {
  for (const { label, weight, text } of variants)
    await client.query(
      'INSERT INTO campaign_variant (id, campaign_id, label, weight, text, text_hash) VALUES ($1, $2, $3, $4, $5, $6)',
      [newId(), campaignId, label, weight, text, hashOfCopy(text)],
    );
}
