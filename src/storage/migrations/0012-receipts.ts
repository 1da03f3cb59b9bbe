/**
 * Receipts that nobody can alter unseen. Each writing process numbers its own rows in the order of their commits and proves
 * them by a MAC; a sealer joins what is committed to Merkle trees under signed, chained checkpoints.
 * docs/decisions/0014-receipts.md says why there is no global sequence.
 */
export const receipts = `
ALTER TABLE operation_record
  ADD COLUMN actor_id uuid,                                        -- the hook (HOOK) or the plugin version (PLUGIN) that read
  ADD COLUMN writer_id uuid NOT NULL DEFAULT gen_random_uuid(),    -- the defaults make a row that no writer wrote, and is found as such
  ADD COLUMN number bigint NOT NULL DEFAULT 1,
  ADD COLUMN mac bytea NOT NULL DEFAULT '';

-- What was recorded before receipts were sealed: one stream, without proof of its origin.
ALTER TABLE operation_record NO FORCE ROW LEVEL SECURITY;
ALTER TABLE operation_record DISABLE TRIGGER operation_record_is_append_only;
UPDATE operation_record r SET writer_id = '00000000-0000-0000-0000-000000000000', number = n.number
  FROM (SELECT id, row_number() OVER (ORDER BY at, id) AS number FROM operation_record) n WHERE n.id = r.id;
ALTER TABLE operation_record ENABLE TRIGGER operation_record_is_append_only;
ALTER TABLE operation_record FORCE ROW LEVEL SECURITY;
CREATE UNIQUE INDEX operation_record_by_writer ON operation_record (writer_id, number);

-- A process writes one stream at a time, and begins another each day and whenever it can't know whether its last rows arrived.
CREATE TABLE receipt_writer (
  id uuid PRIMARY KEY,
  opened_at timestamptz NOT NULL,
  closed_number bigint,                   -- its last one, told by the writer itself when it ended well
  closed_mac bytea,
  sealed_number bigint NOT NULL DEFAULT 0,
  done boolean NOT NULL DEFAULT false     -- nothing will follow
);
CREATE INDEX receipt_writer_open ON receipt_writer (id) WHERE NOT done;
INSERT INTO receipt_writer (id, opened_at)
  SELECT '00000000-0000-0000-0000-000000000000', now() WHERE EXISTS (SELECT FROM operation_record);

CREATE TABLE receipt_key (
  kid text PRIMARY KEY,
  public_jwk jsonb NOT NULL,
  sealed_private text NOT NULL,           -- JWE under a key of the platform secret: the database alone can't sign
  created_at timestamptz NOT NULL
);

CREATE TABLE receipt_checkpoint (
  number bigint PRIMARY KEY,              -- 1, 2, 3 …
  sealed_at timestamptz NOT NULL,
  from_at timestamptz NOT NULL,           -- of its earliest and latest receipt
  to_at timestamptz NOT NULL,
  first_position bigint NOT NULL,         -- counts all sealed receipts
  last_position bigint NOT NULL,
  jws text NOT NULL,                      -- the truth; the other columns are copies for searching
  hash bytea NOT NULL                     -- SHA-256 of jws, what the next one names
);
CREATE INDEX receipt_checkpoint_by_time ON receipt_checkpoint (to_at, from_at);

-- Which numbers of which writer a checkpoint holds, in the order of its leaves.
CREATE TABLE receipt_range (
  writer_id uuid NOT NULL,
  first_number bigint NOT NULL,
  last_number bigint NOT NULL,
  checkpoint bigint NOT NULL REFERENCES receipt_checkpoint,
  first_leaf integer NOT NULL,
  PRIMARY KEY (writer_id, first_number)
);
CREATE INDEX receipt_range_by_checkpoint ON receipt_range (checkpoint, first_leaf);

-- The tree's leaves, 32 bytes each: they name the altered row where the root alone could only say that one is.
CREATE TABLE receipt_leaves (
  checkpoint bigint PRIMARY KEY REFERENCES receipt_checkpoint,
  leaves bytea NOT NULL
);
ALTER TABLE receipt_leaves ALTER COLUMN leaves SET STORAGE EXTERNAL; -- hashes don't compress

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['receipt_checkpoint', 'receipt_range', 'receipt_leaves', 'receipt_key'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
      t || '_is_append_only', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO openfolio_ops', t);
  END LOOP;
END $$;
GRANT INSERT ON receipt_writer TO openfolio_app;
GRANT SELECT, UPDATE ON receipt_writer TO openfolio_ops;
GRANT SELECT (id), UPDATE (closed_number, closed_mac) ON receipt_writer TO openfolio_app;
-- A customer's receipts say by which checkpoint they are sealed; neither table tells whose the others are.
GRANT SELECT ON receipt_range, receipt_checkpoint TO openfolio_app;

-- All that an app could still trade for access.
CREATE INDEX oidc_model_by_client ON oidc_model ((payload->>'clientId'));

-- An app that was stopped. FROZEN is reversible but for its tokens and secrets; two people stand behind it in live mode.
CREATE TABLE app_freeze (
  id uuid PRIMARY KEY,
  app_id uuid NOT NULL REFERENCES app,
  state text NOT NULL CHECK (state IN ('PROPOSED', 'FROZEN', 'RELEASED', 'ENDED', 'WITHDRAWN')),
  reason text NOT NULL,
  proposed_by uuid,                       -- a person; null: an operator at the command line
  proposed_at timestamptz NOT NULL,
  frozen_by uuid,
  frozen_at timestamptz,
  destroyed_at timestamptz,               -- tokens are gone; until then they are only refused
  former_jwks jsonb,                      -- public keys that may not come back
  closing text CHECK (closing IN ('RELEASE', 'END')),
  closing_reason text,
  closing_by uuid,
  closed_by uuid,
  closed_at timestamptz
);
CREATE UNIQUE INDEX app_freeze_open ON app_freeze (app_id) WHERE state IN ('PROPOSED', 'FROZEN');

-- Nobody approves a frozen app by another door.
CREATE FUNCTION keep_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM app_freeze f WHERE f.app_id = NEW.id AND f.state = 'FROZEN') THEN
    RAISE EXCEPTION 'app % is frozen: release the freeze', NEW.client_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER app_stays_frozen BEFORE UPDATE OF status ON app FOR EACH ROW
  WHEN (NEW.status = 'APPROVED' AND OLD.status <> 'APPROVED') EXECUTE FUNCTION keep_frozen();

ALTER TABLE hook DROP CONSTRAINT hook_paused_reason_check, ADD CHECK (paused_reason IN ('OWNER', 'EXHAUSTED', 'GONE', 'FROZEN'));

-- Whose data an app read in a period, as its receipts tell it.
CREATE TABLE leak_report (
  id uuid PRIMARY KEY,
  app_id uuid NOT NULL REFERENCES app,
  from_at timestamptz NOT NULL,
  to_at timestamptz NOT NULL,
  made_at timestamptz NOT NULL,
  made_by uuid,
  receipts bigint NOT NULL,
  customers integer NOT NULL
);

CREATE TABLE leak_report_document (
  report_id uuid NOT NULL REFERENCES leak_report,
  hash text NOT NULL,
  name text,
  fields text[] NOT NULL,
  receipts bigint NOT NULL,
  PRIMARY KEY (report_id, hash)
);

CREATE TABLE leak_report_customer (
  report_id uuid NOT NULL REFERENCES leak_report,
  customer_id uuid NOT NULL,
  receipts bigint NOT NULL,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  documents text[] NOT NULL,              -- hashes
  PRIMARY KEY (report_id, customer_id)
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['app_freeze', 'leak_report', 'leak_report_document', 'leak_report_customer'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY operations ON %I TO openfolio_ops USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY staff ON %I FOR SELECT TO openfolio_app USING ((SELECT reach_permits(''%s'')))', t,
      CASE t WHEN 'app_freeze' THEN 'apps:suspend' ELSE 'audit:read' END);
    EXECUTE format('GRANT SELECT ON %I TO openfolio_app', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO openfolio_ops', t);
  END LOOP;
END $$;
GRANT UPDATE ON app_freeze TO openfolio_ops;
CREATE POLICY authority ON app_freeze FOR SELECT TO openfolio_identity USING (true);
GRANT SELECT ON app_freeze TO openfolio_identity;
`;
