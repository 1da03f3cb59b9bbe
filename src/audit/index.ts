export { AUDIT_ERRORS, auditError } from './audit.errors.js';
export { type AuditLogOptions, GroupCommitAuditLog } from './group-commit-audit-log.js';
export { type PublicReceiptKey, ReceiptKeys } from './sealing/receipt-keys.js';
export { receiptRoutes } from './sealing/receipt-routes.js';
export { SealReceipts, type SealReceiptsParts } from './sealing/seal-receipts.js';
export type { KeptHead } from './verify/check-chain.js';
export { describeFinding, type Finding } from './verify/findings.js';
export { VerifyReceipts, type VerifyReport, type VerifySpan } from './verify/verify-receipts.js';
