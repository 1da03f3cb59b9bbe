/**
 * Two people lift a suspension as two people release a version: each with a reason, each once for that suspension.
 */
export const pluginLift = `
ALTER TABLE plugin_review ADD COLUMN suspended_at timestamptz;    -- which suspension is to be lifted; null for the review of a submission
ALTER TABLE plugin_review DROP CONSTRAINT plugin_review_decision_check;
ALTER TABLE plugin_review ADD CONSTRAINT plugin_review_decision CHECK (decision IN ('APPROVE', 'REJECT', 'LIFT') AND (decision = 'LIFT') = (suspended_at IS NOT NULL));
ALTER TABLE plugin_review DROP CONSTRAINT plugin_review_version_id_person_id_key;
CREATE UNIQUE INDEX plugin_review_by_person ON plugin_review (version_id, person_id, COALESCE(suspended_at, 'epoch'));
`;
