import { ACCOUNT_READS } from './accounts.reads.js';
import { AccountResolver, CustomerResolver, TransactionResolver } from './accounts.resolver.js';
import { ACCOUNT_SCOPES } from './accounts.scopes.js';
import { EVENT_LINK_READS, EventLinksResolver } from './event-links.js';

/** What it adds to the schema, the table of scopes and the ledger of events. */
export const ACCOUNTS_FEATURE = {
  scopes: ACCOUNT_SCOPES,
  reads: [ACCOUNT_READS, EVENT_LINK_READS],
  resolvers: [CustomerResolver, AccountResolver, TransactionResolver, EventLinksResolver],
};
