import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import { newId } from '../../kernel/ids.js';
import { campaignError } from '../campaigns.errors.js';
import type { Campaign } from '../release/load-campaign.js';
import { CAMPAIGN_ACTS, type CampaignAct, type CampaignState } from './campaign-states.js';

export interface ActRecord {
  readonly act: CampaignAct;
  /** Who; null: the platform by its own rules. */
  readonly personId: string | null;
  readonly reason?: string | null;
  /** Epoch ms. */
  readonly now: number;
}

/** @throws PublicError CAMPAIGN_STATE_CONFLICT */
export function nextState(state: CampaignState, act: CampaignAct): CampaignState {
  const next = CAMPAIGN_ACTS[act][state];
  if (!next) throw campaignError('CAMPAIGN_STATE_CONFLICT', { params: { state, act } });
  return next;
}

/**
 * Takes a locked campaign to the state that the table names, and writes down who did it, with its event. `columns` change with it.
 *
 * @param client of the role openfolio_ops, holding the campaign FOR UPDATE
 * @throws PublicError CAMPAIGN_STATE_CONFLICT
 */
export async function recordAct(
  client: pg.PoolClient,
  campaign: Pick<Campaign, 'id' | 'state'>,
  { act, personId, reason = null, now }: ActRecord,
  columns: Readonly<Record<string, unknown>> = {},
): Promise<CampaignState> {
  const state = nextState(campaign.state, act);
  const changes = { ...columns, state, state_reason: reason, updated_at: new Date(now) };
  const names = Object.keys(changes);
  await client.query(
    `UPDATE campaign SET ${names.map((name, index) => `${name} = $${index + 2}`).join(', ')} WHERE id = $1`,
    [campaign.id, ...Object.values(changes)],
  );
  await client.query(
    `INSERT INTO campaign_act (id, campaign_id, act, from_state, to_state, person_id, reason, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [newId(), campaign.id, act, campaign.state, state, personId, reason, new Date(now)],
  );
  const data = { act, from: campaign.state, to: state, by: personId };
  await recordEvents(client, [{ type: 'campaign.changed', subjectId: campaign.id, data, at: now }]);
  return state;
}
