import { PRIVACY_EVENT_TYPES } from './privacy.events.js';
import { PRIVACY_READS } from './privacy.reads.js';
import { PRIVACY_SCOPES } from './privacy.scopes.js';
import { PrivacyRequestsResolver } from './privacy-requests.resolver.js';
import { MaskedCustomersResolver } from './staff-view/masked-customers.resolver.js';

/** What it adds to the schema, the table of scopes and the ledger of events. */
export const PRIVACY_FEATURE = {
  scopes: PRIVACY_SCOPES,
  reads: [PRIVACY_READS],
  events: PRIVACY_EVENT_TYPES,
  resolvers: [PrivacyRequestsResolver, MaskedCustomersResolver],
};
