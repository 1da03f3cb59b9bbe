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
`;
