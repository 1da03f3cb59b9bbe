export { AUDIT_ERRORS, auditError } from './audit.errors.js';
export { type AuditLogOptions, GroupCommitAuditLog } from './group-commit-audit-log.js';
