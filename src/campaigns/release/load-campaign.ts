import type pg from 'pg';
import { campaignError } from '../campaigns.errors.js';
import { AUDIENCE, type CampaignPlan, HALT_RULES, TRIGGER } from '../flight/campaign-plan.js';
import type { CampaignState } from '../flight/campaign-states.js';

/** A campaign as it stands, with the words in use. */
export interface Campaign extends Omit<CampaignPlan, 'variants'> {
  readonly id: string;
  readonly state: CampaignState;
  readonly stagePercent: number;
  readonly personalised: boolean;
  readonly contentHash: string;
  readonly approvedHash: string | null;
  readonly authors: readonly string[];
  readonly submittedBy: string | null;
  readonly variants: readonly CampaignVariant[];
}

export interface CampaignVariant {
  readonly id: string;
  readonly label: string;
  readonly weight: number;
  readonly text: string;
  readonly reviewId: string | null;
}

interface Queryable {
  query<T extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<pg.QueryResult<T>>;
}

/**
 * @param lock FOR UPDATE before a change, FOR SHARE while something relies on its state, or nothing
 * @throws PublicError CAMPAIGN_NOT_FOUND
 */
export async function loadCampaign(
  client: Queryable,
  id: string,
  lock: 'FOR UPDATE' | 'FOR SHARE' | '' = '',
): Promise<Campaign> {
  const { rows } = await client.query<CampaignRow>(`${SELECT_CAMPAIGN} WHERE id = $1 ${lock}`, [id]);
  if (!rows[0]) throw campaignError('CAMPAIGN_NOT_FOUND');
  return withVariants(client, rows[0]);
}

/** All that speak now, oldest first. */
export async function loadReleased(client: Queryable): Promise<Campaign[]> {
  const { rows } = await client.query<CampaignRow>(
    `${SELECT_CAMPAIGN} WHERE state = 'RELEASED' ORDER BY created_at, id`,
    [],
  );
  return Promise.all(rows.map((row) => withVariants(client, row)));
}

type CampaignRow = Omit<Campaign, 'variants'>;

const SELECT_CAMPAIGN = `
SELECT id, name, topic, trigger, audience, personalised, control_percent AS "controlPercent", repeat_after_days AS "repeatAfterDays",
  halt_rules AS "haltRules", state, stage_percent AS "stagePercent", content_hash AS "contentHash", approved_hash AS "approvedHash",
  authors, submitted_by AS "submittedBy"
FROM campaign`;

async function withVariants(client: Queryable, row: CampaignRow): Promise<Campaign> {
  const { rows } = await client.query<CampaignVariant>(
    `SELECT id, label, weight, text, review_id AS "reviewId" FROM campaign_variant
     WHERE campaign_id = $1 AND retired_at IS NULL ORDER BY label`,
    [row.id],
  );
  return {
    ...row,
    trigger: TRIGGER.parse(row.trigger),
    audience: AUDIENCE.parse(row.audience),
    haltRules: HALT_RULES.parse(row.haltRules),
    variants: rows,
  };
}
