import type pg from 'pg';
import type { FallenCopy } from '../../copy-review/index.js';
import { recordAct } from '../flight/record-act.js';
import { haltCampaign } from '../flight/release-campaign.js';
import { VARIANT_COPY } from '../flight/take-down.js';
import { ANSWER_COPY } from '../partners/answer-status.js';
import { takeBackAnswer } from '../partners/take-back-answer.js';
import { loadCampaign } from './load-campaign.js';

type TakeBack = (client: pg.PoolClient, fallen: FallenCopy, now: number) => Promise<void>;

/** Live copy of campaigns, by what it is filed under. */
const TAKE_BACK: Readonly<Record<string, TakeBack>> = {
  [VARIANT_COPY]: takeBackVariant,
  [ANSWER_COPY]: takeBackAnswer,
};

/** New rules judge words worse than those they were approved under. */
export const takeBackFallen: TakeBack = async (client, fallen, now) =>
  TAKE_BACK[fallen.subject.kind]?.(client, fallen, now);

/** A campaign that speaks them halts, an approved one goes back. */
async function takeBackVariant(
  client: pg.PoolClient,
  { subject, ruleSet, was, is }: FallenCopy,
  now: number,
): Promise<void> {
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
