export { Account, AccountConnection, AccountStatus, AccountType } from './account.type.js';
export { ACCOUNTS_FEATURE } from './accounts.feature.js';
export { Customer, CustomerRiskLevel, CustomerTier } from './customer.type.js';
export { Transaction, TransactionType } from './transaction.type.js';
