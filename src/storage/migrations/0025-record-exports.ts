/**
 * What was handed to a regulator: who asked for it, why, who agreed, and the archive for the days that it may be fetched.
 * The rows of `record_export` stay; what they say about the request can't be changed by any role of the platform.
 */
export const recordExports = `
CREATE TABLE record_export (
  id uuid PRIMARY KEY,
  subject text NOT NULL CHECK (subject IN ('ALL', 'CUSTOMER', 'APP')),
  subject_id uuid CHECK ((subject_id IS NULL) = (subject = 'ALL')),
  from_at timestamptz NOT NULL,
  to_at timestamptz NOT NULL CHECK (to_at > from_at),
  reason text NOT NULL,
  door text NOT NULL CHECK (door IN ('DESK', 'COMMAND_LINE')),
  requested_by uuid,                      -- a person; null: an operator
  operator text,                          -- at the command line: account and machine
  requested_at timestamptz NOT NULL,
  CHECK ((door = 'DESK') = (requested_by IS NOT NULL AND operator IS NULL)),
  state text NOT NULL CHECK (state IN ('PROPOSED', 'APPROVED', 'RUNNING', 'DONE', 'REFUSED', 'FAILED')),
  decided_by uuid,
  decided_at timestamptz,
  stage integer NOT NULL DEFAULT 0,       -- how far it came: stage, key within it, next chunk
  position text,
  chunks integer NOT NULL DEFAULT 0,
  first_checkpoint bigint,
  last_checkpoint bigint,
  checkpoints_total integer,
  checkpoints_done integer NOT NULL DEFAULT 0,
  receipts bigint NOT NULL DEFAULT 0,
  events bigint NOT NULL DEFAULT 0,
  consents bigint NOT NULL DEFAULT 0,
  size_bytes bigint NOT NULL DEFAULT 0,
  failures integer NOT NULL DEFAULT 0,
  ended_at timestamptz
);
CREATE INDEX record_export_to_do ON record_export (requested_at) WHERE state IN ('APPROVED', 'RUNNING');

-- The files of the archive with their hashes, for the signed list at its end.
CREATE TABLE record_export_file (
  export_id uuid NOT NULL REFERENCES record_export,
  number integer NOT NULL,
  name text NOT NULL,
  sha256 text NOT NULL,
  PRIMARY KEY (export_id, number)
);

-- The archive itself, in pieces that one answer can hold.
CREATE TABLE record_export_chunk (
  export_id uuid NOT NULL REFERENCES record_export,
  number integer NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (export_id, number)
);
ALTER TABLE record_export_chunk ALTER COLUMN content SET STORAGE EXTERNAL; -- compressed already

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['record_export', 'record_export_file', 'record_export_chunk'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY operations ON %I TO openfolio_ops USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO openfolio_ops', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['record_export', 'record_export_chunk'] LOOP
    EXECUTE format('CREATE POLICY staff ON %I FOR SELECT TO openfolio_app USING ((SELECT reach_permits(''records:export'')))', t);
    EXECUTE format('GRANT SELECT ON %I TO openfolio_app', t);
  END LOOP;
END $$;
GRANT UPDATE (state, decided_by, decided_at, stage, position, chunks, first_checkpoint, last_checkpoint, checkpoints_total,
  checkpoints_done, receipts, events, consents, size_bytes, failures, ended_at) ON record_export TO openfolio_ops;
GRANT DELETE ON record_export_file, record_export_chunk TO openfolio_ops;
`;
