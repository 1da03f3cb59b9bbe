import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { judgeFlight } from './judge-flight.js';

export interface CampaignComplaint {
  readonly customerId: string;
  /** The campaign complained of; left out, the last one that spoke to the customer in 14 days. */
  readonly campaignId?: string;
  /** The ticket that it came in. */
  readonly ticketId?: string;
}

/** What customers say about campaigns. Called by the ticket desk; the campaign's own rules decide at once whether it goes on. */
export class HearCustomers {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
  }

  /**
   * A customer counts once per campaign.
   *
   * @returns the campaign, and why it was halted if it was; `undefined` when none spoke to this customer
   */
  async complain(complaint: CampaignComplaint): Promise<{ campaignId: string; halted: string | null } | undefined> {
    const now = this.#clock.now();
    const { rows } = await this.#pool.query<{ campaignId: string }>(
      `SELECT campaign_id AS "campaignId" FROM campaign_touch
       WHERE customer_id = $1 AND state = 'TOLD' AND told_at > $3::timestamptz - interval '14 days' AND ($2::uuid IS NULL OR campaign_id = $2)
       ORDER BY told_at DESC LIMIT 1`,
      [complaint.customerId, complaint.campaignId ?? null, new Date(now)],
    );
    const campaignId = rows[0]?.campaignId;
    if (campaignId === undefined) return undefined;
    await this.#pool.query(
      `INSERT INTO campaign_complaint (id, campaign_id, customer_id, ticket_id, at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (campaign_id, customer_id) DO NOTHING`,
      [newId(), campaignId, complaint.customerId, complaint.ticketId ?? null, new Date(now)],
    );
    return { campaignId, halted: (await judgeFlight(this.#pool, campaignId, now)) ?? null };
  }

  /** @param score 0 to 100; a customer's latest counts. Of a campaign that never spoke to the customer, nothing is kept. */
  async rate(campaignId: string, customerId: string, score: number): Promise<void> {
    const now = this.#clock.now();
    await this.#pool.query(
      `INSERT INTO campaign_rating (campaign_id, customer_id, score, at)
       SELECT $1, $2, $3, $4 WHERE EXISTS (SELECT FROM campaign_touch WHERE campaign_id = $1 AND customer_id = $2 AND state = 'TOLD')
       ON CONFLICT (campaign_id, customer_id) DO UPDATE SET score = EXCLUDED.score, at = EXCLUDED.at`,
      [campaignId, customerId, score, new Date(now)],
    );
    await judgeFlight(this.#pool, campaignId, now);
  }
}
