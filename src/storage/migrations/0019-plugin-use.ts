/**
 * What customers do with plugins, and who sees what of both: the public what is released, a publisher its own drafts, reviewers what waits for them, a customer the own
 * installations, runs and proposals, an app the runs that it made.
 */
export const pluginUse = `
CREATE TABLE plugin_installation (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL,
  plugin_id uuid NOT NULL REFERENCES plugin,
  consented_version_id uuid NOT NULL REFERENCES plugin_version,
  version_id uuid NOT NULL REFERENCES plugin_version,   -- what runs: moves only to versions that the consent covers
  scopes text[] NOT NULL,
  fields text[] NOT NULL,
  documents text[] NOT NULL,
  account_ids uuid[] NOT NULL,
  price_model text NOT NULL,
  price_amount numeric,
  price_currency text,
  consent_text_hash text NOT NULL,
  installed_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_by text CHECK (ended_by IN ('CUSTOMER', 'REPLACED', 'STAFF')),
  replaced_by uuid REFERENCES plugin_installation
);
CREATE UNIQUE INDEX plugin_installation_live ON plugin_installation (customer_id, plugin_id) WHERE ended_at IS NULL;
CREATE INDEX plugin_installation_by_version ON plugin_installation (version_id);

CREATE TABLE plugin_run (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL,
  installation_id uuid NOT NULL REFERENCES plugin_installation,
  plugin_id uuid NOT NULL REFERENCES plugin,
  version_id uuid NOT NULL REFERENCES plugin_version,
  app_id uuid NOT NULL,                   -- who called
  grant_id uuid NOT NULL,                 -- the caller's
  operation_id uuid NOT NULL,             -- the call, root of the audit tree
  input_operation_id uuid NOT NULL,       -- its child that read the input
  tool text NOT NULL,
  target text NOT NULL,
  status text NOT NULL CHECK (status IN ('RUNNING', 'SUCCEEDED', 'FAILED', 'REFUSED')),
  code text,                              -- why it gave no result
  at_fault text CHECK (at_fault IN ('PLUGIN', 'CALLER', 'PLATFORM')),
  place text,                             -- where in the bundle it failed; the message itself could quote the customer's data
  as_of timestamptz NOT NULL,
  started_at timestamptz NOT NULL,
  duration_ms integer,
  fuel_used bigint,
  cost_points integer,                    -- of the input document
  fuel_points integer,
  input_hash text,
  output_hash text,
  receipt text,                           -- JWS
  request_key text UNIQUE,                -- digest of holder and idempotency key, for a day
  request_hash text                       -- of the input that came with it
);
CREATE INDEX plugin_run_by_customer ON plugin_run (customer_id, started_at);
CREATE INDEX plugin_run_by_version ON plugin_run (version_id, started_at);
CREATE INDEX plugin_run_by_installation ON plugin_run (installation_id);

-- The exact texts that a receipt's hashes are of, for replay. Kept 90 days.
CREATE TABLE plugin_run_data (
  run_id uuid PRIMARY KEY REFERENCES plugin_run,
  customer_id uuid NOT NULL,
  input text NOT NULL,
  output text NOT NULL,
  kept_until timestamptz NOT NULL
);
CREATE INDEX plugin_run_data_by_end ON plugin_run_data (kept_until);

CREATE TABLE plugin_proposal (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL,
  run_id uuid NOT NULL REFERENCES plugin_run,
  position integer NOT NULL,
  document_hash text NOT NULL,
  variables jsonb NOT NULL,
  reason text NOT NULL,
  status text NOT NULL CHECK (status IN ('PENDING', 'DECLINED', 'EXPIRED', 'EXECUTING', 'EXECUTED', 'FAILED')),
  expires_at timestamptz NOT NULL,
  decided_at timestamptz,
  operation_id uuid,                      -- the child operation that carried it out
  outcome text                            -- OK, or the code of the refusal
);
CREATE INDEX plugin_proposal_by_customer ON plugin_proposal (customer_id, status);
CREATE INDEX plugin_proposal_by_run ON plugin_proposal (run_id);

-- What is paid for. Append-only; a clawback is a row of its own that names the row it takes back.
CREATE TABLE plugin_usage (
  id uuid PRIMARY KEY,
  usage_key text NOT NULL UNIQUE,         -- run, or customer, plugin and month: metering twice meters once
  customer_id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  plugin_id uuid NOT NULL REFERENCES plugin,
  version_id uuid NOT NULL REFERENCES plugin_version,
  run_id uuid NOT NULL REFERENCES plugin_run,
  tool text NOT NULL,
  month date NOT NULL,
  kind text NOT NULL CHECK (kind IN ('FREE', 'ALLOWANCE', 'RUN', 'MONTH', 'CLAWBACK')),
  amount numeric NOT NULL,
  currency text,                          -- null where nothing is paid
  reverses uuid REFERENCES plugin_usage,
  reason text,
  at timestamptz NOT NULL
);
CREATE INDEX plugin_usage_by_publisher ON plugin_usage (publisher_id, month);
CREATE INDEX plugin_usage_by_customer ON plugin_usage (customer_id, plugin_id, month);
CREATE INDEX plugin_usage_by_version ON plugin_usage (version_id);

CREATE TABLE plugin_rating (
  customer_id uuid NOT NULL,
  plugin_id uuid NOT NULL REFERENCES plugin,
  version_id uuid NOT NULL REFERENCES plugin_version,
  stars integer NOT NULL CHECK (stars BETWEEN 1 AND 5),
  at timestamptz NOT NULL,
  PRIMARY KEY (customer_id, plugin_id)
);

-- Counted by whoever writes the rows behind it, in the same transaction: the listing shows no customer's row.
CREATE TABLE plugin_figures (
  plugin_id uuid PRIMARY KEY REFERENCES plugin,
  installs integer NOT NULL DEFAULT 0,
  rating_count integer NOT NULL DEFAULT 0,
  rating_sum integer NOT NULL DEFAULT 0
);

-- Whose plugins these are to the one who asks: a member's publisher, or that of an app which acts on its own. An app that acts for
-- a customer learns nothing of its publisher's affairs.
CREATE FUNCTION reach_publishing() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN COALESCE(reach_publisher(), (SELECT a.publisher_id FROM app a WHERE reach_customer() IS NULL AND reach_person() IS NULL
          AND a.id = reach_app()));

CREATE FUNCTION reach_first_party() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN COALESCE((SELECT a.first_party FROM app a WHERE a.id = reach_app()), false);

-- Which version stands at an extension point. It gets no customer's data: its input is read under a grant of public data alone.
CREATE TABLE plugin_extension (
  target text PRIMARY KEY CHECK (target IN ('ticket.respond', 'campaign.content')),
  version_id uuid NOT NULL REFERENCES plugin_version,
  chosen_by uuid NOT NULL,                -- member of staff
  reason text NOT NULL,
  chosen_at timestamptz NOT NULL
);
CREATE TABLE plugin_extension_run (
  id uuid PRIMARY KEY,
  target text NOT NULL,
  version_id uuid NOT NULL REFERENCES plugin_version,
  input_operation_id uuid NOT NULL,
  code text,                              -- why it gave no result; null when it gave one
  fuel_used bigint NOT NULL,
  receipt text,                           -- JWS
  at timestamptz NOT NULL
);
CREATE INDEX plugin_extension_run_by_version ON plugin_extension_run (version_id, at);
GRANT SELECT, INSERT, UPDATE, DELETE ON plugin_extension TO openfolio_ops;
GRANT SELECT, INSERT ON plugin_extension_run TO openfolio_ops;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['plugin_version', 'plugin_package', 'plugin_release_change', 'plugin_review', 'plugin_usage', 'plugin_scope', 'plugin_tool'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
      t || '_is_append_only', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['plugin_key', 'plugin', 'plugin_version', 'plugin_tool', 'plugin_scope', 'plugin_release', 'plugin_release_change',
      'plugin_check', 'plugin_review', 'plugin_package', 'plugin_installation', 'plugin_run', 'plugin_run_data', 'plugin_proposal', 'plugin_usage', 'plugin_rating'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY operations ON %I TO openfolio_ops USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO openfolio_ops', t);
  END LOOP;
  -- What is on its way to the public concerns its publisher and its reviewers alone.
  FOREACH t IN ARRAY ARRAY['plugin_release_change', 'plugin_check', 'plugin_review'] LOOP
    EXECUTE format('CREATE POLICY reach ON %I FOR SELECT TO openfolio_app
      USING (publisher_id = (SELECT reach_publishing()) OR (SELECT reach_permits(''plugins:review'')))', t);
  END LOOP;
  -- An app sees the runs that it made itself; the brokerage's own pages show the customer all of them.
  FOREACH t IN ARRAY ARRAY['plugin_installation', 'plugin_usage', 'plugin_rating'] LOOP
    EXECUTE format('CREATE POLICY reach ON %I FOR SELECT TO openfolio_app USING (customer_id = (SELECT reach_customer()))', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['plugin_run_data', 'plugin_proposal'] LOOP
    EXECUTE format('CREATE POLICY reach ON %I FOR SELECT TO openfolio_app USING (customer_id = (SELECT reach_customer())
      AND EXISTS (SELECT FROM plugin_run r WHERE r.id = %I.run_id))', t, t);
  END LOOP;
END $$;

-- Who may stop a version sees whom it concerned: its runs, and the records of what they read.
CREATE POLICY reach ON plugin_run FOR SELECT TO openfolio_app USING ((SELECT reach_permits('plugins:stop'))
  OR (customer_id = (SELECT reach_customer()) AND ((SELECT reach_first_party()) OR app_id = (SELECT reach_app()))));
CREATE POLICY stop ON operation_record FOR SELECT TO openfolio_app
  USING (customer_id = (SELECT reach_customer()) OR ((SELECT reach_permits('plugins:stop')) AND cause = 'PLUGIN'));
CREATE POLICY reach ON plugin_key FOR SELECT TO openfolio_app USING (publisher_id = (SELECT reach_publishing()));
CREATE POLICY reach ON plugin_release FOR SELECT TO openfolio_app USING (
  status IN ('STAGED', 'LISTED', 'SUSPENDED', 'DEPRECATED', 'YANKED', 'KILLED')
  OR publisher_id = (SELECT reach_publishing()) OR (SELECT reach_permits('plugins:review')));
CREATE POLICY reach ON plugin_version FOR SELECT TO openfolio_app USING (EXISTS (SELECT FROM plugin_release r WHERE r.version_id = plugin_version.id));
CREATE POLICY reach ON plugin_tool FOR SELECT TO openfolio_app USING (EXISTS (SELECT FROM plugin_release r WHERE r.version_id = plugin_tool.version_id));
CREATE POLICY reach ON plugin_scope FOR SELECT TO openfolio_app USING (EXISTS (SELECT FROM plugin_release r WHERE r.version_id = plugin_scope.version_id));
CREATE POLICY reach ON plugin FOR SELECT TO openfolio_app USING (true);

GRANT SELECT ON plugin_key, registry_key, plugin, plugin_version, plugin_tool, plugin_scope, plugin_release, plugin_release_change,
  plugin_check, plugin_review, plugin_installation, plugin_run, plugin_run_data, plugin_proposal, plugin_usage, plugin_rating, plugin_figures TO openfolio_app;
GRANT SELECT, INSERT ON registry_key TO openfolio_ops;
GRANT SELECT, INSERT, UPDATE ON plugin_figures TO openfolio_ops;
GRANT UPDATE ON plugin_key, plugin, plugin_release, plugin_check, plugin_installation, plugin_run, plugin_proposal, plugin_rating TO openfolio_ops;
GRANT DELETE ON plugin_run_data, plugin_check TO openfolio_ops;
`;
