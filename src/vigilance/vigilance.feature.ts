import { VIGILANCE_EVENT_TYPES } from './vigilance.events.js';
import { VIGILANCE_READS } from './vigilance.reads.js';
import { VigilanceResolver } from './vigilance.resolver.js';
import { VIGILANCE_SCOPES } from './vigilance.scopes.js';

/** What it adds to the schema, the table of scopes and the ledger of events. */
export const VIGILANCE_FEATURE = {
  scopes: VIGILANCE_SCOPES,
  reads: [VIGILANCE_READS],
  events: VIGILANCE_EVENT_TYPES,
  resolvers: [VigilanceResolver],
};
