/**
 * Words of strangers may repeat what they were given: what an endpoint answered ends as payloads do, what a plugin proposed as its
 * inputs and outputs do. Of an attempt nothing else ever changes: that it was made, when, and how it ended stays as it was written.
 */
export const forgottenWords = `
CREATE FUNCTION only_forget_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  OLD.detail := NULL;
  IF NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION '% is append-only but for forgetting an answer', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER hook_attempt_is_append_only ON hook_attempt;
CREATE TRIGGER hook_attempt_is_append_only BEFORE DELETE OR TRUNCATE ON hook_attempt FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER hook_attempt_only_forgets BEFORE UPDATE ON hook_attempt FOR EACH ROW EXECUTE FUNCTION only_forget_answer();
GRANT UPDATE (detail) ON hook_attempt TO openfolio_ops;
CREATE INDEX hook_attempt_with_answer ON hook_attempt (at) WHERE detail IS NOT NULL;
CREATE INDEX plugin_proposal_with_words ON plugin_proposal (expires_at) WHERE reason <> '' OR variables <> '{}';
`;
