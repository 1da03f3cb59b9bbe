import { RECEIPT_READS } from './customer/receipts.reads.js';
import { ReceiptsResolver } from './customer/receipts.resolver.js';
import { RECEIPT_SCOPES } from './customer/receipts.scopes.js';

/** What it adds to the schema, the table of scopes and the ledger of events. */
export const RECEIPTS_FEATURE = { scopes: RECEIPT_SCOPES, reads: [RECEIPT_READS], resolvers: [ReceiptsResolver] };
