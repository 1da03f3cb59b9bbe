/** The event ledger and the record of every operation. Both append-only, for every role. */
export const eventsAndAudit = `
CREATE TABLE event (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  type text NOT NULL,                -- dotted, e.g. grant.created
  version integer NOT NULL DEFAULT 1,
  customer_id uuid,
  app_id uuid,
  subject_id uuid,
  data jsonb NOT NULL,
  occurred_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX event_by_seq ON event (seq);
CREATE INDEX event_by_customer ON event (customer_id, seq);
CREATE TRIGGER event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- One row per executed or refused operation: who read which fields of how many rows, under which grant, why, at what cost.
CREATE TABLE operation_record (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  cause text NOT NULL CHECK (cause IN ('LIVE', 'STORED', 'HOOK', 'PLUGIN')),
  cause_id uuid,                     -- event or parent operation
  grant_id uuid NOT NULL,
  app_id uuid NOT NULL,
  customer_id uuid,
  operation_hash text NOT NULL,      -- sha256 of the document
  operation_name text,
  fields text[] NOT NULL,            -- Type.field coordinates that the document selects
  row_counts jsonb NOT NULL,         -- {Type: rows}
  cost_requested integer NOT NULL,
  cost_actual integer NOT NULL,
  duration_us integer NOT NULL,
  outcome text NOT NULL              -- OK or an error code
);
CREATE INDEX operation_record_by_customer ON operation_record (customer_id, at);
CREATE INDEX operation_record_by_grant ON operation_record (grant_id, at);
CREATE INDEX operation_record_by_app ON operation_record (app_id, at);
CREATE TRIGGER operation_record_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON operation_record
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['event', 'operation_record'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY reach ON %I FOR SELECT TO openfolio_app USING (customer_id = (SELECT reach_customer()))', t);
    EXECUTE format('CREATE POLICY append ON %I FOR INSERT TO openfolio_app, openfolio_identity WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY operations ON %I TO openfolio_ops USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO openfolio_app, openfolio_ops', t);
    EXECUTE format('GRANT INSERT ON %I TO openfolio_identity', t);
  END LOOP;
END $$;
`;
