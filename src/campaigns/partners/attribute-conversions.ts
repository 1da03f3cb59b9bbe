import type pg from 'pg';
import { type Decimal, ZERO } from '../../kernel/decimal.js';
import { type AttributionModel, attribute, WINDOW_DAYS } from './attribution.js';

/** Credit of one partner in one campaign. */
export interface Credit {
  readonly campaignId: string;
  readonly appId: string;
  /** Conversions, with fractions. */
  readonly conversions: Decimal;
}

/**
 * Who had what part in a campaign's conversions: all messages of all campaigns and partners that a customer was shown before count, so
 * the credit of a conversion may go to another campaign.
 *
 * @param pool of the role openfolio_ops
 */
export async function attributeConversions(
  pool: pg.Pool,
  campaignId: string,
  model: AttributionModel,
): Promise<Credit[]> {
  const { rows } = await pool.query<ConversionRow>(CONVERSIONS, [campaignId, WINDOW_DAYS]);
  const credits = new Map<string, Decimal>();
  for (const { convertedAt, touches } of rows)
    for (const [channel, part] of attribute(touches, convertedAt, model))
      credits.set(channel, (credits.get(channel) ?? ZERO).add(part));
  return [...credits]
    .map(([channel, conversions]) => {
      const [campaign = '', appId = ''] = channel.split('/');
      return { campaignId: campaign, appId, conversions };
    })
    .sort((a, b) => b.conversions.cmp(a.conversions) || (a.appId < b.appId ? -1 : 1));
}

interface ConversionRow {
  readonly convertedAt: number;
  readonly touches: { at: number; channel: string }[];
}

/**
 * One row per customer who converted after this campaign, with what all partners had shown them: the first sign of each message, SHOWN
 * or OPENED. A conversion that two partners report for one customer is one, at the earlier instant.
 */
const CONVERSIONS = `
WITH converted AS (
  SELECT customer_id, min(occurred_at) AS at FROM campaign_outcome WHERE campaign_id = $1 AND outcome = 'CONVERTED' GROUP BY customer_id
)
SELECT (extract(epoch FROM c.at) * 1000)::float8 AS "convertedAt", COALESCE((
  SELECT jsonb_agg(jsonb_build_object('at', round(extract(epoch FROM seen.at) * 1000), 'channel', seen.campaign_id || '/' || seen.app_id))
  FROM (SELECT o.campaign_id, o.app_id, min(o.occurred_at) AS at FROM campaign_outcome o
        WHERE o.customer_id = c.customer_id AND o.outcome IN ('SHOWN', 'OPENED')
          AND o.occurred_at BETWEEN c.at - make_interval(days => $2::int) AND c.at
        GROUP BY o.touch_id, o.campaign_id, o.app_id) seen), '[]') AS touches
FROM converted c`;
