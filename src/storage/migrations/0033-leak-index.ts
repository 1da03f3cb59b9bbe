/**
 * Whose data an app read is answered from an index alone: the receipts themselves are ten times as wide. It takes the place of
 * `(app_id, at)`, so a receipt costs no further index entry; the second one holds the few answers that were refused in part.
 */
export const leakIndex = `
DROP INDEX operation_record_by_app;
CREATE INDEX operation_record_by_app ON operation_record (app_id, at) INCLUDE (customer_id, operation_hash, outcome);
CREATE INDEX operation_record_in_part ON operation_record (app_id, at) WHERE outcome <> 'OK' AND row_counts <> '{}';
-- Index-only reading needs pages that are known to be all visible; the table only grows, so vacuum has nothing else to do there.
ALTER TABLE operation_record SET (autovacuum_vacuum_insert_scale_factor = 0.01, autovacuum_vacuum_insert_threshold = 20000);
`;
