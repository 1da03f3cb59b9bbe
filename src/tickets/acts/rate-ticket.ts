import type { Queries } from '../clocks/clock-rows.js';
import { tell } from '../tell.js';
import { checkText } from '../text/check-text.js';
import { lockTicket, type Touch } from '../ticket-row.js';
import { ticketError } from '../tickets.errors.js';

export interface Rating {
  readonly ticketId: string;
  readonly satisfaction: number;
  readonly recommend?: number | null;
  readonly comment?: string | null;
}

/**
 * Keeps what a customer thinks of a ticket that has ended; a second rating takes the place of the first.
 *
 * @throws PublicError TICKET_NOT_FOUND, TICKET_STATE_CONFLICT, TICKET_RATING_INVALID, TICKET_TEXT_INVALID
 */
export async function rateTicket(client: Queries, touch: Touch, rating: Rating, at: number): Promise<void> {
  const { satisfaction, recommend = null } = rating;
  if (satisfaction < 1 || satisfaction > 5) throw outside('satisfaction', 1, 5);
  if (recommend !== null && (recommend < 0 || recommend > 10)) throw outside('recommend', 0, 10);
  const comment = rating.comment == null ? null : checkText('comment', rating.comment) || null;
  const ticket = await lockTicket(client, touch, rating.ticketId);
  if (ticket.status !== 'SOLVED' && ticket.status !== 'CLOSED')
    throw ticketError('TICKET_STATE_CONFLICT', { params: { status: ticket.status, act: 'RATE' } });
  await client.query(
    `INSERT INTO ticket_rating (ticket_id, customer_id, app_id, satisfaction, recommend, comment, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (ticket_id) DO UPDATE SET satisfaction = $4, recommend = $5, comment = $6, at = $7`,
    [ticket.id, ticket.customerId, ticket.appId, satisfaction, recommend, comment, new Date(at)],
  );
  await tell(client, ticket, at, [{ type: 'ticket.rated', data: { satisfaction } }]);
}

function outside(field: string, min: number, max: number) {
  return ticketError('TICKET_RATING_INVALID', { params: { field, min, max } });
}
