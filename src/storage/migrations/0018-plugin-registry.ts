/**
 * Plugins that were published. A version's package, documents and manifest never change; what changes is how far its release is. What
 * customers do with them, and who sees which rows, stands in the next migration.
 */
export const pluginRegistry = `
CREATE TABLE plugin_key (
  kid text PRIMARY KEY,                   -- thumbprint, RFC 7638
  publisher_id uuid NOT NULL REFERENCES publisher,
  public_jwk jsonb NOT NULL,
  registered_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE INDEX plugin_key_by_publisher ON plugin_key (publisher_id);

-- Public halves of the registry's own keys, so that receipts and packages of before a rotation can still be verified.
CREATE TABLE registry_key (
  kid text PRIMARY KEY,
  public_jwk jsonb NOT NULL,
  first_used_at timestamptz NOT NULL
);

CREATE TABLE plugin (
  id uuid PRIMARY KEY,
  publisher_id uuid NOT NULL REFERENCES publisher,
  name text NOT NULL UNIQUE CHECK (name ~ '^@[a-z0-9][a-z0-9-]{0,38}/[a-z0-9][a-z0-9-]{0,62}$'),
  created_at timestamptz NOT NULL,
  offered_version_id uuid,                -- newest by semver of those that are LISTED or STAGED; null: not in the listing
  search_text text NOT NULL DEFAULT ''    -- lower case: name, publisher, titles and descriptions of that version
);
CREATE INDEX plugin_by_publisher ON plugin (publisher_id, created_at);

CREATE TABLE plugin_version (
  id uuid PRIMARY KEY,
  plugin_id uuid NOT NULL REFERENCES plugin,
  publisher_id uuid NOT NULL REFERENCES publisher,
  version text NOT NULL,
  semver integer[] NOT NULL CHECK (array_length(semver, 1) = 3),
  package_hash text NOT NULL,             -- sha256 of the tar as the publisher sent it
  bundle_hash text NOT NULL,
  engine text NOT NULL,                   -- digest that its fixtures passed with at submission
  schema_version date NOT NULL,
  manifest jsonb NOT NULL,
  fields_read text[] NOT NULL,            -- Type.field, derived from the documents: the privacy label
  documents text[] NOT NULL,              -- hashes of the mutations that its tools may propose
  price_model text NOT NULL CHECK (price_model IN ('free', 'per-run', 'monthly')),
  price_amount numeric,
  price_currency text,
  free_runs integer NOT NULL DEFAULT 0,   -- per customer and month, before a price per run counts
  payer text NOT NULL CHECK (payer IN ('INSTALLER', 'PUBLISHER')),  -- whose budget takes cost and fuel
  review_needed text[] NOT NULL,
  submitted_by uuid REFERENCES app,       -- null: a member at the desk, or the platform itself
  submitted_at timestamptz NOT NULL,
  UNIQUE (plugin_id, version)
);
CREATE INDEX plugin_version_by_order ON plugin_version (plugin_id, semver);
ALTER TABLE plugin ADD FOREIGN KEY (offered_version_id) REFERENCES plugin_version;

CREATE TABLE plugin_package (
  version_id uuid PRIMARY KEY REFERENCES plugin_version,
  bytes bytea NOT NULL                    -- tar with integrity.json, publisher.jws and registry.jws
);

CREATE TABLE plugin_tool (
  id uuid PRIMARY KEY,
  version_id uuid NOT NULL REFERENCES plugin_version,
  position integer NOT NULL,
  name text NOT NULL,
  title text NOT NULL,
  description text NOT NULL,
  target text NOT NULL,
  disclaimer text NOT NULL,
  fuel bigint NOT NULL,
  query_hash text NOT NULL,
  query text NOT NULL,
  args_schema jsonb NOT NULL,
  result_schema jsonb NOT NULL,
  UNIQUE (version_id, name)
);

CREATE TABLE plugin_scope (
  id uuid PRIMARY KEY,
  version_id uuid NOT NULL REFERENCES plugin_version,
  position integer NOT NULL,
  scope text NOT NULL,
  purpose text NOT NULL,
  UNIQUE (version_id, scope)
);

CREATE TABLE plugin_release (
  version_id uuid PRIMARY KEY REFERENCES plugin_version,
  publisher_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('SUBMITTED', 'CHECKING', 'IN_REVIEW', 'APPROVED', 'STAGED', 'LISTED',
    'SUSPENDED', 'DEPRECATED', 'REJECTED', 'YANKED', 'KILLED')),
  stage_percent integer CHECK (stage_percent IN (5, 25, 100)),
  reason text,                            -- why it is where it is, for the publisher
  changed_at timestamptz NOT NULL,
  due_at timestamptz                      -- when time moves it on: checks begin, the review is late, a stage ends, a deprecated version stops
);
CREATE INDEX plugin_release_by_due ON plugin_release (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE plugin_release_change (
  id uuid PRIMARY KEY,
  version_id uuid NOT NULL REFERENCES plugin_version,
  publisher_id uuid NOT NULL,
  from_status text,
  to_status text NOT NULL,
  stage_percent integer,
  reason text NOT NULL,
  by_kind text NOT NULL CHECK (by_kind IN ('PLATFORM', 'PUBLISHER', 'STAFF')),
  by_id uuid,                             -- app or person
  at timestamptz NOT NULL
);
CREATE INDEX plugin_release_change_by_version ON plugin_release_change (version_id, at);

CREATE TABLE plugin_check (
  id uuid PRIMARY KEY,
  version_id uuid NOT NULL REFERENCES plugin_version,
  publisher_id uuid NOT NULL,
  position integer NOT NULL,
  name text NOT NULL,
  passed boolean NOT NULL,
  summary text NOT NULL,
  details jsonb NOT NULL,                 -- problems, or figures such as the drift report; never a customer's values
  at timestamptz NOT NULL,
  UNIQUE (version_id, name)
);

CREATE TABLE plugin_review (
  id uuid PRIMARY KEY,
  version_id uuid NOT NULL REFERENCES plugin_version,
  publisher_id uuid NOT NULL,
  person_id uuid NOT NULL,
  decision text NOT NULL CHECK (decision IN ('APPROVE', 'REJECT')),
  reason text NOT NULL,
  at timestamptz NOT NULL,
  UNIQUE (version_id, person_id)          -- two reviews are two people
);
`;
