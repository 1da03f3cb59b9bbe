import type pg from 'pg';
import type { FallenCopy } from '../../copy-review/index.js';
import { recordAct } from '../flight/record-act.js';
import { haltCampaign } from '../flight/release-campaign.js';
import { VARIANT_COPY } from '../flight/take-down.js';
import { loadCampaign } from './load-campaign.js';

/** New rules judge words worse than those they were approved under: a campaign that speaks them halts, an approved one goes back. */
export async function takeBackFallen(
  client: pg.PoolClient,
  { subject, ruleSet, was, is }: FallenCopy,
  now: number,
): Promise<void> {
  if (subject.kind !== VARIANT_COPY) return;
  const { rows } = await client.query<{ id: string }>('SELECT campaign_id AS id FROM campaign_variant WHERE id = $1', [
    subject.id,
  ]);
  const id = rows[0]?.id;
  if (id === undefined) return;
  const campaign = await loadCampaign(client, id, 'FOR UPDATE');
  const reason = `copy: ${was} is ${is} under the rules ${ruleSet}`;
  if (campaign.state === 'RELEASED') await haltCampaign(client, id, null, reason, now);
  const voided = { approved_hash: null, approved_by: null, approved_at: null, submitted_by: null };
  if (campaign.state === 'APPROVED')
    await recordAct(client, campaign, { act: 'return', personId: null, reason, now }, voided);
}
