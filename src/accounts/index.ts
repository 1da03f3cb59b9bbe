export { Account, AccountConnection, AccountStatus, AccountType } from './account.type.js';
export { ACCOUNT_READS } from './accounts.reads.js';
export { AccountResolver, CustomerResolver, TransactionResolver } from './accounts.resolver.js';
export { ACCOUNT_SCOPES } from './accounts.scopes.js';
export { Customer, CustomerRiskLevel, CustomerTier } from './customer.type.js';
export { EVENT_LINK_READS, EventLinksResolver } from './event-links.js';
export { Transaction, TransactionType } from './transaction.type.js';
