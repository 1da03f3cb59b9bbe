import type { Level } from '../clocks/clock.js';
import type { Queries } from '../clocks/clock-rows.js';

export interface ToAssign {
  readonly customerId: string;
  readonly tier: string;
  readonly level: Level;
  readonly topic: string;
  readonly language: string;
}

/**
 * Who gets a ticket: a high-net-worth customer's own manager, where there is one at work; else whoever has the level, the topic and the
 * language, and the lowest load for their capacity. `null`: it waits in the queue for whoever takes it.
 */
export async function chooseAgent(client: Queries, ticket: ToAssign): Promise<string | null> {
  if (ticket.level === 'L1') return null;
  const { rows } = await client.query<{ person_id: string }>({
    name: 'ticket_choose_agent',
    text: CHOOSE_AGENT,
    values: [ticket.customerId, ticket.tier, ticket.level, ticket.topic, ticket.language],
  });
  return rows[0]?.person_id ?? null;
}

/** Contract: agents are few (a row each), their open tickets are counted by the index `ticket_by_assignee`. */
const CHOOSE_AGENT = `
SELECT a.person_id FROM ticket_agent a
LEFT JOIN ticket_manager m ON m.person_id = a.person_id AND m.customer_id = $1 AND $2 = 'HIGH_NET_WORTH'
CROSS JOIN LATERAL (SELECT count(*) AS open FROM ticket t WHERE t.assigned_to = a.person_id AND t.status NOT IN ('SOLVED', 'CLOSED')) load
WHERE a.available AND (m.person_id IS NOT NULL OR ($3 = ANY (a.levels) AND (a.topics = '{}' OR $4 = ANY (a.topics))
  AND $5 = ANY (a.languages) AND load.open < a.capacity))
ORDER BY m.person_id IS NULL, load.open::numeric / a.capacity, a.person_id LIMIT 1`;
