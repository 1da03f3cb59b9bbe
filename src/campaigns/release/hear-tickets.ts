import type pg from 'pg';
import { inTransaction } from '../../storage/index.js';

/** What customers said in tickets that name a campaign, taken over from the ticket desk. */
export interface Heard {
  readonly complaints: number;
  readonly ratings: number;
}

/**
 * Complaints and ratings of tickets that name a campaign which spoke to their customer. Run before campaigns are judged. A customer counts
 * once per campaign: with the first complaint, with the latest rating. What partners would report of satisfaction is
 * not heard: a partner could halt what the brokerage says to everybody.
 *
 * Contract: reads `ticket` and `ticket_rating`; two statements, however many came in.
 */
export async function hearTickets(pool: pg.Pool): Promise<Heard> {
  return inTransaction(pool, async (client) => {
    const complaints = await client.query(HEAR_COMPLAINTS);
    const ratings = await client.query(HEAR_RATINGS);
    return { complaints: complaints.rowCount ?? 0, ratings: ratings.rowCount ?? 0 };
  });
}

const SPOKEN_TO = `JOIN campaign c ON c.id = k.campaign_id AND c.state = 'RELEASED'
  JOIN LATERAL (SELECT FROM campaign_touch t WHERE t.campaign_id = c.id AND t.customer_id = k.customer_id AND t.state = 'TOLD' LIMIT 1) told ON true`;

const HEAR_COMPLAINTS = `
INSERT INTO campaign_complaint (id, campaign_id, customer_id, ticket_id, at)
SELECT DISTINCT ON (k.campaign_id, k.customer_id) gen_random_uuid(), k.campaign_id, k.customer_id, k.id, k.opened_at
FROM ticket k ${SPOKEN_TO} WHERE k.kind = 'COMPLAINT'
ORDER BY k.campaign_id, k.customer_id, k.opened_at
ON CONFLICT (campaign_id, customer_id) DO NOTHING`;

/** 1 to 5 becomes 0 to 100, as the halt rules count. */
const HEAR_RATINGS = `
INSERT INTO campaign_rating AS g (campaign_id, customer_id, score, at)
SELECT DISTINCT ON (k.campaign_id, k.customer_id) k.campaign_id, k.customer_id, (r.satisfaction - 1) * 25, r.at
FROM ticket k JOIN ticket_rating r ON r.ticket_id = k.id ${SPOKEN_TO}
ORDER BY k.campaign_id, k.customer_id, r.at DESC
ON CONFLICT (campaign_id, customer_id) DO UPDATE SET score = EXCLUDED.score, at = EXCLUDED.at WHERE g.at < EXCLUDED.at`;
