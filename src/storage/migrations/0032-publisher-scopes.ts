/**
 * Scopes that a publisher's apps may hold only while staff allow it, e.g. topics of campaigns. The ceiling of an app stays the one rule that every
 * door asks; this says who may raise it by these.
 */
export const publisherScopes = `
CREATE TABLE publisher_scope (
  publisher_id uuid NOT NULL REFERENCES publisher,
  scope text NOT NULL,
  allowed_by uuid,                        -- a person; null: it was in a ceiling before there was this table
  reason text NOT NULL,
  allowed_at timestamptz NOT NULL,
  PRIMARY KEY (publisher_id, scope)
);
INSERT INTO publisher_scope (publisher_id, scope, reason, allowed_at)
  SELECT DISTINCT a.publisher_id, s, 'held before', now() FROM app a, unnest(a.scope_ceiling) s
  WHERE NOT a.first_party AND s ~ '^campaigns-[a-z]+:receive$';

-- What left an app's ceiling with the allowance, and comes back with it.
CREATE TABLE app_withheld_scope (
  app_id uuid NOT NULL REFERENCES app,
  scope text NOT NULL,
  PRIMARY KEY (app_id, scope)
);

-- Append-only: who allowed or withdrew what, and why.
CREATE TABLE publisher_scope_act (
  id uuid PRIMARY KEY,
  publisher_id uuid NOT NULL REFERENCES publisher,
  allowed text[] NOT NULL,                -- all that is allowed from then on
  added text[] NOT NULL,
  withdrawn text[] NOT NULL,
  person_id uuid NOT NULL,
  reason text NOT NULL CHECK (length(reason) >= 3),
  at timestamptz NOT NULL
);
CREATE TRIGGER publisher_scope_act_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON publisher_scope_act
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['publisher_scope', 'app_withheld_scope', 'publisher_scope_act'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY authority ON %I TO openfolio_identity USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO openfolio_identity', t);
  END LOOP;
END $$;
GRANT UPDATE, DELETE ON publisher_scope, app_withheld_scope TO openfolio_identity;
CREATE POLICY staff ON publisher_scope FOR SELECT TO openfolio_app
  USING ((SELECT reach_permits('campaigns:allow')) OR (SELECT reach_permits('campaigns:launch')));
-- A partner sees what it is allowed itself.
CREATE POLICY reach ON publisher_scope FOR SELECT TO openfolio_app
  USING (publisher_id = (SELECT a.publisher_id FROM app a WHERE a.id = (SELECT reach_app())));
GRANT SELECT ON publisher_scope TO openfolio_app;
`;
