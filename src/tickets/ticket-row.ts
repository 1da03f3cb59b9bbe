import type { Level } from './clocks/clock.js';
import type { Queries } from './clocks/clock-rows.js';
import { type Act, after, type Doer, type Status } from './states.js';
import { ticketError } from './tickets.errors.js';

/** Whose tickets somebody may touch: looked for by owner first, then by id. */
export type Touch =
  | { readonly by: 'CUSTOMER'; readonly customerId: string; readonly appId: string; readonly ownPages: boolean }
  | { readonly by: 'STAFF'; readonly personId: string }
  | { readonly by: 'PLATFORM' };

export interface TicketRow {
  readonly id: string;
  readonly customerId: string;
  readonly appId: string;
  readonly accountId: string | null;
  readonly kind: 'QUESTION' | 'COMPLAINT';
  readonly topic: string;
  readonly question: string;
  readonly language: 'zh' | 'en';
  readonly level: Level;
  readonly status: Status;
  readonly tier: string;
  readonly assignedTo: string | null;
  readonly promisedAt: Date;
}

/**
 * The ticket, locked until the transaction ends.
 *
 * @throws PublicError TICKET_NOT_FOUND, also for one that exists and is another’s
 */
export async function lockTicket(client: Queries, touch: Touch, ticketId: string): Promise<TicketRow> {
  const own = touch.by === 'CUSTOMER' ? [touch.customerId, touch.ownPages ? null : touch.appId] : [null, null];
  const { rows } = await client.query<TicketRow>({
    name: `ticket_lock_${touch.by}`,
    text: `SELECT id, customer_id AS "customerId", app_id AS "appId", account_id AS "accountId", kind, topic, question, language, level, status,
             tier, assigned_to AS "assignedTo", promised_at AS "promisedAt"
           FROM ticket WHERE id = $1 AND ${touch.by === 'CUSTOMER' ? 'customer_id = $2::uuid' : '$2::uuid IS NULL'}
             AND ($3::uuid IS NULL OR app_id = $3) FOR UPDATE`,
    values: [ticketId, ...own],
  });
  if (!rows[0]) throw ticketError('TICKET_NOT_FOUND');
  return rows[0];
}

/**
 * The status that an act leads to.
 *
 * @throws PublicError TICKET_STATE_CONFLICT, TICKET_COMPLAINT_STANDS when only the kind of ticket forbids it
 */
export function statusAfter(act: Act, doer: Doer, ticket: Pick<TicketRow, 'status' | 'kind'>): Status {
  const next = after(act, doer, ticket);
  if (next !== undefined) return next;
  const question = ticket.kind === 'COMPLAINT' && after(act, doer, { ...ticket, kind: 'QUESTION' }) !== undefined;
  if (question) throw ticketError('TICKET_COMPLAINT_STANDS');
  throw ticketError('TICKET_STATE_CONFLICT', { params: { status: ticket.status, act } });
}

/** Changes of the row beside its status; what is left out stays. */
export interface TicketChange {
  readonly level?: Level;
  readonly promisedAt?: number;
  readonly assignedTo?: string | null;
  readonly assistantRespondedAt?: number;
  readonly firstRespondedAt?: number;
  readonly solvedAt?: number;
  readonly closedAt?: number;
  readonly reopened?: true;
  /** The customer had to turn to us once more. */
  readonly contact?: true;
  readonly breached?: true;
}

export async function writeTicket(
  client: Queries,
  ticketId: string,
  status: Status,
  at: number,
  change: TicketChange = {},
): Promise<void> {
  await client.query({
    name: 'ticket_write',
    text: WRITE_TICKET,
    values: [
      ticketId,
      status,
      new Date(at),
      change.level ?? null,
      dateOf(change.promisedAt),
      change.assignedTo !== undefined,
      change.assignedTo ?? null,
      dateOf(change.assistantRespondedAt),
      dateOf(change.firstRespondedAt),
      dateOf(change.solvedAt),
      dateOf(change.closedAt),
      change.reopened ? 1 : 0,
      change.contact ? 1 : 0,
      change.breached ?? false,
    ],
  });
}

function dateOf(at: number | undefined): Date | null {
  return at === undefined ? null : new Date(at);
}

/** First times are kept: a ticket that is opened again keeps its first response; the end that counts is the last one. */
const WRITE_TICKET = `
UPDATE ticket SET status = $2, updated_at = $3, level = COALESCE($4, level), promised_at = COALESCE($5, promised_at),
  assigned_to = CASE WHEN $6 THEN $7::uuid ELSE assigned_to END, assistant_responded_at = COALESCE(assistant_responded_at, $8),
  first_responded_at = COALESCE(first_responded_at, $9), solved_at = CASE WHEN $12 > 0 THEN NULL ELSE COALESCE($10, solved_at) END,
  closed_at = CASE WHEN $12 > 0 THEN NULL ELSE COALESCE($11, closed_at) END, reopened_count = reopened_count + $12::int,
  contact_count = contact_count + $13::int, breached = breached OR $14
WHERE id = $1`;
