import { PublicError } from '../../kernel/errors.js';
import type { Queries } from '../clocks/clock-rows.js';
import { TICKET_ERRORS } from '../tickets.errors.js';

export const OPEN_TICKETS_MAX = 20;
const SAME_QUESTION_HOURS = 24;

/** The refusal of a question that was asked already, with the ticket that stands for it. */
export class DuplicateTicket extends PublicError {
  readonly ticketId: string;

  constructor(ticketId: string, minutes: number) {
    super('TICKET_DUPLICATE', TICKET_ERRORS.TICKET_DUPLICATE, { params: { minutes } });
    this.ticketId = ticketId;
  }
}

/**
 * One customer at a time, so that two requests in the same moment see each other: the same question within a day that is not ended is a
 * duplicate, whatever its blanks and punctuation; and nobody has more than {@link OPEN_TICKETS_MAX} tickets open.
 *
 * @throws DuplicateTicket
 * @throws PublicError TICKET_TOO_MANY_OPEN
 */
export async function refuseFloods(
  client: Queries,
  { customerId, appId }: { customerId: string; appId: string },
  digest: Buffer,
  at: number,
): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended('ticket:' || $1, 0))", [customerId]);
  const { rows } = await client.query<{ open: number; same: string | null; asked: Date | null }>({
    name: 'ticket_floods',
    text: `SELECT count(*)::int AS open, min(s.id::text) AS same, min(s.opened_at) AS asked FROM ticket t
           LEFT JOIN LATERAL (SELECT t.id, t.opened_at WHERE t.app_id = $2 AND t.question_digest = $3 AND t.opened_at > $4) s ON true
           WHERE t.customer_id = $1 AND t.status NOT IN ('SOLVED', 'CLOSED')`,
    values: [customerId, appId, digest, new Date(at - SAME_QUESTION_HOURS * 3_600_000)],
  });
  const { open = 0, same = null, asked = null } = rows[0] ?? {};
  if (same !== null && asked !== null) throw new DuplicateTicket(same, Math.floor((at - asked.getTime()) / 60_000));
  if (open >= OPEN_TICKETS_MAX)
    throw new PublicError('TICKET_TOO_MANY_OPEN', TICKET_ERRORS.TICKET_TOO_MANY_OPEN, {
      params: { max: OPEN_TICKETS_MAX },
    });
}
