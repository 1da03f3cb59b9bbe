import type pg from 'pg';

/**
 * Takes complaints over from the ticket desk: tickets that are complaints and name a campaign that spoke to their customer. Run before a
 * campaign is judged; a ticket counts once.
 *
 * Contract: reads `ticket`; one statement, however many came in.
 */
export async function hearTickets(pool: pg.Pool): Promise<number> {
  const { rowCount } = await pool.query(`
    INSERT INTO campaign_complaint (id, campaign_id, customer_id, ticket_id, at)
    SELECT DISTINCT ON (k.campaign_id, k.customer_id) gen_random_uuid(), k.campaign_id, k.customer_id, k.id, k.opened_at
    FROM ticket k JOIN campaign c ON c.id = k.campaign_id AND c.state = 'RELEASED'
    WHERE k.kind = 'COMPLAINT' AND EXISTS (
      SELECT FROM campaign_touch t WHERE t.campaign_id = c.id AND t.customer_id = k.customer_id AND t.state = 'TOLD')
    ORDER BY k.campaign_id, k.customer_id, k.opened_at
    ON CONFLICT (campaign_id, customer_id) DO NOTHING`);
  return rowCount ?? 0;
}
