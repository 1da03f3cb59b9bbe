import { recordEvents } from '../events/index.js';
import type { Queries } from './clocks/clock-rows.js';
import type { TicketRow } from './ticket-row.js';
import type { TICKET_EVENT_TYPES } from './tickets.events.js';

export type TicketEventType = keyof typeof TICKET_EVENT_TYPES;

export interface Told {
  readonly type: TicketEventType;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Writes what happened to a ticket into the transaction that did it. */
export async function tell(
  client: Queries,
  ticket: Pick<TicketRow, 'id' | 'customerId' | 'appId' | 'accountId'>,
  at: number,
  told: readonly Told[],
): Promise<void> {
  if (told.length === 0) return;
  const { id: subjectId, customerId, appId, accountId } = ticket;
  await recordEvents(
    client,
    told.map(({ type, data }) => ({ type, data, at, subjectId, customerId, appId, accountId })),
  );
}
