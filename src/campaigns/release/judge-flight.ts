import type pg from 'pg';
import { Decimal } from '../../kernel/decimal.js';
import { inTransaction } from '../../storage/index.js';
import type { HaltRules } from '../flight/campaign-plan.js';
import { haltCampaign } from '../flight/release-campaign.js';
import { loadCampaign } from './load-campaign.js';

/** What came of a campaign so far. */
export interface FlightFigures {
  /** Messages told. */
  readonly told: number;
  /** Customers who complained. */
  readonly complaints: number;
  readonly ratings: number;
  /** 0 to 100; null without ratings. */
  readonly ratingAverage: string | null;
  /** Messages that a partner failed to show, or that reached no endpoint to the last try. */
  readonly errors: number;
}

/** @returns why it must stop, in words; `undefined` when it may go on */
export function reasonToHalt(figures: FlightFigures, rules: HaltRules): string | undefined {
  const share = (count: number) => new Decimal(count).div(Math.max(figures.told, 1));
  if (figures.complaints >= rules.complaintsMin && share(figures.complaints).gt(rules.complaintRateMax))
    return `complaints: ${figures.complaints} of ${figures.told} customers`;
  const { ratings, ratingAverage } = figures;
  if (ratings >= rules.ratingsMin && ratingAverage !== null && new Decimal(ratingAverage).lt(rules.ratingAverageMin))
    return `satisfaction: ${ratingAverage} of 100 over ${ratings} answers`;
  if (figures.errors >= rules.errorsMin && share(figures.errors).gt(rules.errorRateMax))
    return `errors: ${figures.errors} of ${figures.told} messages`;
  return undefined;
}

/**
 * Halts a released campaign by itself when its figures break its own rules.
 *
 * @param pool of the role openfolio_ops
 * @returns the reason, when it was halted
 */
export async function judgeFlight(pool: pg.Pool, campaignId: string, now: number): Promise<string | undefined> {
  return inTransaction(pool, async (client) => {
    const { state, haltRules } = await loadCampaign(client, campaignId, 'FOR UPDATE');
    if (state !== 'RELEASED') return undefined;
    const reason = reasonToHalt(await readFlightFigures(client, campaignId), haltRules);
    if (reason !== undefined) await haltCampaign(client, campaignId, null, reason, now);
    return reason;
  });
}

/**
 * Counts for one campaign since its beginning.
 *
 * Contract: also reads `hook_delivery`, the log of what was sent; a delivery that failed to the last try counts once per message.
 */
async function readFlightFigures(client: pg.PoolClient, campaignId: string): Promise<FlightFigures> {
  const { rows } = await client.query<FlightFigures>(
    `SELECT
       (SELECT count(*)::int FROM campaign_touch WHERE campaign_id = $1 AND state = 'TOLD') AS told,
       (SELECT count(*)::int FROM campaign_complaint WHERE campaign_id = $1) AS complaints,
       (SELECT count(*)::int FROM campaign_rating WHERE campaign_id = $1) AS ratings,
       (SELECT round(avg(score), 1)::text FROM campaign_rating WHERE campaign_id = $1) AS "ratingAverage",
       (SELECT count(DISTINCT touch_id)::int FROM (
          SELECT o.touch_id FROM campaign_outcome o WHERE o.campaign_id = $1 AND o.outcome = 'FAILED'
          UNION SELECT t.id FROM hook_delivery d JOIN campaign_touch t ON t.event_id = d.event_id
            WHERE d.state = 'FAILED' AND t.campaign_id = $1) failed) AS errors`,
    [campaignId],
  );
  const [figures] = rows;
  if (!figures) throw new Error('A count gave no row');
  return figures;
}
