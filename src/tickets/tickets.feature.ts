import { TicketAttachmentsResolver, TicketFilesResolver } from './attachments/attachments.resolver.js';
import { TicketBoardsResolver } from './boards/boards.resolver.js';
import { TicketUpdatesResolver } from './live/ticket-updates.resolver.js';
import { StaffTicketsResolver } from './staff-tickets.resolver.js';
import { TicketActsResolver } from './ticket-acts.resolver.js';
import { TICKET_EVENT_TYPES } from './tickets.events.js';
import { TICKET_READS } from './tickets.reads.js';
import { EventTicketResolver, TicketHandoffResolver, TicketsResolver } from './tickets.resolver.js';
import { TICKET_SCOPES } from './tickets.scopes.js';

/** What it adds to the schema, the table of scopes and the ledger of events. */
export const TICKETS_FEATURE = {
  scopes: TICKET_SCOPES,
  reads: [TICKET_READS],
  events: TICKET_EVENT_TYPES,
  resolvers: [
    TicketsResolver,
    TicketHandoffResolver,
    EventTicketResolver,
    TicketActsResolver,
    StaffTicketsResolver,
    TicketBoardsResolver,
    TicketAttachmentsResolver,
    TicketFilesResolver,
    TicketUpdatesResolver,
  ],
};
