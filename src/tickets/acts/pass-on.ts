import type { Level } from '../clocks/clock.js';
import type { Queries } from '../clocks/clock-rows.js';
import { insertClassification } from '../levels/classification-rows.js';
import { insertHandoff } from '../levels/hand-over.js';
import { promiseLevel } from '../levels/start-clocks.js';
import { chooseAgent } from '../staff/assign.js';
import type { Doer } from '../states.js';
import { tell } from '../tell.js';
import { statusAfter, type TicketChange, type TicketRow, writeTicket } from '../ticket-row.js';

export interface PassOn {
  readonly to: Level;
  readonly reason: string;
  readonly doer: Doer;
  readonly personId?: string;
  readonly change?: TicketChange;
}

/**
 * Hands a ticket to another level: packet, clocks, whoever takes over, and what is told of it. A person's change of level is an override
 * and stands beside what the rules said.
 *
 * @throws PublicError TICKET_STATE_CONFLICT
 */
export async function passOn(
  client: Queries,
  ticket: TicketRow,
  { to, reason, doer, personId, change }: PassOn,
  at: number,
) {
  const status = statusAfter('PASS_ON', doer, ticket);
  const promisedAt = await promiseLevel(client, ticket, to, at);
  const assignedTo = await chooseAgent(client, { ...ticket, level: to });
  await insertHandoff(client, ticket, {
    from: ticket.level,
    to,
    reason,
    promisedAt,
    personId: personId ?? null,
    at,
  });
  if (personId !== undefined)
    await insertClassification(
      client,
      ticket,
      { source: 'STAFF', level: to, confidence: 1, reasons: [reason], personId },
      at,
    );
  await writeTicket(client, ticket.id, status, at, { ...change, level: to, promisedAt, assignedTo });
  await tell(client, ticket, at, [
    { type: 'ticket.level_changed', data: { from: ticket.level, to, promisedAt: new Date(promisedAt).toISOString() } },
  ]);
}
