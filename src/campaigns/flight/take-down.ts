import type pg from 'pg';
import { leaveLive } from '../../copy-review/index.js';
import type { Campaign } from '../release/load-campaign.js';

/** What live copy of a campaign is filed under. */
export const VARIANT_COPY = 'CAMPAIGN_VARIANT';

/** Nobody is told any more what was chosen until now, and its words are live no longer. */
export async function takeDown(
  client: pg.PoolClient,
  { id, variants }: Pick<Campaign, 'id' | 'variants'>,
): Promise<void> {
  await client.query("UPDATE campaign_touch SET state = 'STOPPED' WHERE campaign_id = $1 AND state = 'HELD'", [id]);
  await leaveLive(
    client,
    VARIANT_COPY,
    variants.map((variant) => variant.id),
  );
}
