import { PLATFORM_EVENT_TYPES } from './event-types.js';
import { EVENT_READS } from './events.reads.js';
import { EventsResolver } from './events.resolver.js';
import { EVENT_SCOPES } from './events.scopes.js';
import { INTERNAL_EVENT_TYPES } from './internal-event-types.js';

/** What it adds to the schema, the table of scopes and the ledger of events. */
export const EVENTS_FEATURE = {
  scopes: EVENT_SCOPES,
  reads: [EVENT_READS],
  events: { ...PLATFORM_EVENT_TYPES, ...INTERNAL_EVENT_TYPES },
  resolvers: [EventsResolver],
};
