/**
 * A reviewer goes from a case to the full freeze: the freeze knows the case that led to it, the case the latest freeze that came of it.
 * The second is no foreign key: the two would hold each other.
 */
export const freezeFromCase = `
ALTER TABLE app_freeze ADD COLUMN case_id uuid REFERENCES vigilance_case;
CREATE INDEX app_freeze_by_case ON app_freeze (case_id) WHERE case_id IS NOT NULL;
ALTER TABLE vigilance_case
  ADD COLUMN freeze_id uuid,              -- proposed or carried out from this case
  ADD COLUMN freeze_reason text,          -- for the owner, once it was carried out
  DROP CONSTRAINT vigilance_case_state_check,
  ADD CONSTRAINT vigilance_case_state_check CHECK (state IN ('OPEN', 'LIFTED', 'EXPIRED', 'ENDED'));
`;
