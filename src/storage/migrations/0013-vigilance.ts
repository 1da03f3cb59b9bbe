/**
 * How apps behave and what was concluded from it. docs/decisions/0015-vigilance-and-privacy.md
 * says why behaviour is counted beside the record and not read from it.
 */
export const vigilance = `
-- Counted by every process and added up here; kept for two days. The record of operations stays the proof, this is a sum.
CREATE TABLE app_activity (
  app_id uuid NOT NULL REFERENCES app,
  slot timestamptz NOT NULL,              -- beginning of the minute
  operations integer NOT NULL,
  ids_asked integer NOT NULL,
  ids_missed integer NOT NULL,
  denied integer NOT NULL,
  planted integer NOT NULL,               -- operations that touched a honey token
  PRIMARY KEY (app_id, slot)
);
CREATE INDEX app_activity_by_slot ON app_activity (slot);

-- The same by the hour, kept for weeks: what is usual for this app.
CREATE TABLE app_habit (
  app_id uuid NOT NULL REFERENCES app,
  hour timestamptz NOT NULL,
  operations integer NOT NULL,
  ids_asked integer NOT NULL,
  ids_missed integer NOT NULL,
  denied integer NOT NULL,
  planted integer NOT NULL,
  PRIMARY KEY (app_id, hour)
);
CREATE INDEX app_habit_by_hour ON app_habit (hour);

CREATE TABLE app_network (
  app_id uuid NOT NULL REFERENCES app,
  network text NOT NULL,                  -- /24 of IPv4, /48 of IPv6
  first_seen timestamptz NOT NULL,
  last_seen timestamptz NOT NULL,
  operations bigint NOT NULL,
  PRIMARY KEY (app_id, network)
);

-- Rows that nobody has a reason to read: whoever does has authority or ids that were never given.
CREATE TABLE honey_token (
  id uuid PRIMARY KEY,                    -- of a customer, an account, any row with a public id
  kind text NOT NULL CHECK (kind IN ('CUSTOMER', 'ACCOUNT', 'OTHER')),
  note text NOT NULL,
  planted_at timestamptz NOT NULL
);

CREATE TABLE vigilance_case (
  id uuid PRIMARY KEY,
  app_id uuid NOT NULL REFERENCES app,
  step text NOT NULL CHECK (step IN ('RECORDED', 'RESTRICTED', 'FROZEN')),
  state text NOT NULL CHECK (state IN ('OPEN', 'LIFTED', 'EXPIRED')),
  opened_at timestamptz NOT NULL,
  step_at timestamptz NOT NULL,           -- when it came to this step
  last_finding_at timestamptz NOT NULL,
  budget_share numeric CHECK (budget_share > 0 AND budget_share <= 1),
  frozen_at timestamptz,                  -- when the freeze was carried out
  released_at timestamptz,                -- when its end was
  lift_proposed_by uuid,                  -- first of the two who lift a freeze in live mode
  lift_reason text,
  closed_at timestamptz,
  CHECK ((state = 'OPEN') = (closed_at IS NULL))
);
CREATE UNIQUE INDEX vigilance_case_open ON vigilance_case (app_id) WHERE state = 'OPEN';
CREATE INDEX vigilance_case_by_app ON vigilance_case (app_id, opened_at, id);
CREATE INDEX vigilance_case_by_time ON vigilance_case (opened_at, id);

CREATE TABLE vigilance_finding (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES vigilance_case,
  app_id uuid NOT NULL,
  rule text NOT NULL,
  rule_from date NOT NULL,                -- the dated row of the rule that was applied
  step text NOT NULL CHECK (step IN ('RECORDED', 'RESTRICTED', 'FROZEN')),
  measured numeric NOT NULL,
  threshold numeric NOT NULL,
  window_minutes integer NOT NULL,
  detail jsonb NOT NULL,                  -- the counts behind it; no data of a customer
  reason_en text NOT NULL,                -- as the owner was told
  reason_zh text NOT NULL,
  at timestamptz NOT NULL,
  UNIQUE (case_id, rule, step)
);
CREATE INDEX vigilance_finding_by_case ON vigilance_finding (case_id, at, id);
CREATE TRIGGER vigilance_finding_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON vigilance_finding
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE vigilance_appeal (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES vigilance_case,
  app_id uuid NOT NULL,
  text text NOT NULL,
  person_id uuid,                         -- null: the app itself filed it
  state text NOT NULL CHECK (state IN ('FILED', 'ACCEPTED', 'REJECTED')),
  filed_at timestamptz NOT NULL,
  decided_at timestamptz,
  decided_by uuid,
  reason text
);
CREATE UNIQUE INDEX vigilance_appeal_waiting ON vigilance_appeal (case_id) WHERE state = 'FILED';
CREATE INDEX vigilance_appeal_by_case ON vigilance_appeal (case_id, filed_at, id);

-- What the meter and the grants of an app go by. A row only where something holds.
CREATE TABLE app_standing (
  app_id uuid PRIMARY KEY REFERENCES app,
  case_id uuid NOT NULL REFERENCES vigilance_case,
  step text NOT NULL CHECK (step IN ('RESTRICTED', 'FROZEN')),
  budget_share numeric NOT NULL CHECK (budget_share > 0 AND budget_share <= 1),
  since timestamptz NOT NULL
);
CREATE FUNCTION announce_app_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('app_changed', COALESCE(NEW.app_id, OLD.app_id)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER app_standing_is_announced AFTER INSERT OR UPDATE OR DELETE ON app_standing
  FOR EACH ROW EXECUTE FUNCTION announce_app_standing();

GRANT SELECT, INSERT, UPDATE, DELETE ON app_activity, app_habit, app_network, honey_token, app_standing TO openfolio_ops;
GRANT SELECT, INSERT, UPDATE ON vigilance_case, vigilance_appeal TO openfolio_ops;
GRANT SELECT, INSERT ON vigilance_finding TO openfolio_ops;
GRANT SELECT ON app_standing TO openfolio_identity;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['vigilance_case', 'vigilance_finding', 'vigilance_appeal', 'app_standing'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY operations ON %I TO openfolio_ops USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT ON %I TO openfolio_app', t);
  END LOOP;
  -- An app's own affair, read with a token of its own.
  FOREACH t IN ARRAY ARRAY['vigilance_case', 'vigilance_finding', 'vigilance_appeal', 'app_standing'] LOOP
    EXECUTE format('CREATE POLICY own ON %I FOR SELECT TO openfolio_app
      USING (app_id = (SELECT reach_app()) AND (SELECT reach_customer()) IS NULL AND (SELECT reach_person()) IS NULL)', t);
    -- Its publisher's people, and staff who decide.
    EXECUTE format('CREATE POLICY publisher ON %I FOR SELECT TO openfolio_app USING ((SELECT reach_permits(''standing:view''))
      AND app_id IN (SELECT a.id FROM app a WHERE a.publisher_id = (SELECT reach_publisher())))', t);
    EXECUTE format('CREATE POLICY staff ON %I FOR SELECT TO openfolio_app USING ((SELECT reach_permits(''vigilance:decide'')))', t);
  END LOOP;
END $$;
-- loadGrant asks for the share of the budget of any app.
CREATE POLICY authority ON app_standing FOR SELECT TO openfolio_identity USING (true);
`;
