import { RECORD_EXPORT_EVENT_TYPES } from './record-exports.events.js';
import { RECORD_EXPORT_READS } from './record-exports.reads.js';
import { RecordExportsResolver } from './record-exports.resolver.js';
import { RECORD_EXPORT_SCOPES } from './record-exports.scopes.js';

/** What it adds to the schema, the table of scopes and the ledger of events. */
export const RECORD_EXPORTS_FEATURE = {
  scopes: RECORD_EXPORT_SCOPES,
  reads: [RECORD_EXPORT_READS],
  events: RECORD_EXPORT_EVENT_TYPES,
  resolvers: [RecordExportsResolver],
};
