/**
 * Publishers, apps, grants, and what the authorization server stores. Authority, not portfolio data: the identity role
 * reads all of it and none of the accounts; the app role reads a grant by its id (loadGrant) and lists those of the bound customer.
 */
export const identity = `
CREATE TABLE publisher (
  id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z][a-z0-9-]{1,38}$'),
  name text NOT NULL,
  verified_domain text,
  created_at timestamptz NOT NULL
);

CREATE TABLE app (
  id uuid PRIMARY KEY,
  publisher_id uuid NOT NULL REFERENCES publisher,
  client_id text NOT NULL UNIQUE,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  status text NOT NULL CHECK (status IN ('PENDING', 'APPROVED', 'SUSPENDED', 'DELETED')),
  first_party boolean NOT NULL DEFAULT false,
  scope_ceiling text[] NOT NULL,
  purposes jsonb NOT NULL DEFAULT '{}',   -- {scope: {zh, en}}: why the app asks for it
  metadata jsonb NOT NULL,                -- OAuth client metadata (redirect_uris, jwks, …), RFC 7591 names
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

CREATE TABLE access_grant (
  id uuid PRIMARY KEY,
  customer_id uuid,                       -- null for app-level grants (client credentials)
  app_id uuid NOT NULL REFERENCES app,
  resource text NOT NULL,
  scopes text[] NOT NULL,
  rejected text[] NOT NULL DEFAULT '{}',
  account_ids uuid[],                     -- null: all accounts (first-party sessions only)
  granted_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  reconfirm_by timestamptz,
  revoked_at timestamptz,
  revoked_by text,                        -- CUSTOMER, APP, STAFF, REPLACED, SECURITY
  replaced_by uuid REFERENCES access_grant,
  consent_text_hash text
);
CREATE INDEX access_grant_by_customer ON access_grant (customer_id, granted_at);
CREATE INDEX access_grant_by_app ON access_grant (app_id);

-- The deny feed: gateways follow seq and refuse tokens of what stands here. Written in the transaction that ends a grant.
CREATE TABLE grant_revocation (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  grant_id uuid,
  app_id uuid,
  at timestamptz NOT NULL,
  CHECK (num_nonnulls(grant_id, app_id) = 1)
);

CREATE TABLE oidc_model (
  kind text NOT NULL,
  id_digest bytea NOT NULL,               -- sha256 of the id: the table alone gives nobody a usable token or session
  payload jsonb NOT NULL,
  grant_id text,
  uid text,
  user_code text,
  consumed_at timestamptz,
  expires_at timestamptz,
  PRIMARY KEY (kind, id_digest)
);
CREATE INDEX oidc_model_by_grant ON oidc_model (grant_id) WHERE grant_id IS NOT NULL;
CREATE INDEX oidc_model_by_uid ON oidc_model (kind, uid) WHERE uid IS NOT NULL;
CREATE INDEX oidc_model_by_expiry ON oidc_model (expires_at);

CREATE TABLE signing_key (
  kid text PRIMARY KEY,
  alg text NOT NULL,
  private_jwk jsonb NOT NULL,
  published_at timestamptz NOT NULL,
  signs_from timestamptz NOT NULL,
  retires_at timestamptz
);

-- One row per use of a one-time value (DPoP jti, client assertion jti): inserting twice fails.
CREATE TABLE replay (
  digest bytea PRIMARY KEY,
  expires_at timestamptz NOT NULL
);
CREATE INDEX replay_by_expiry ON replay (expires_at);

ALTER TABLE access_grant ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_grant FORCE ROW LEVEL SECURITY;
CREATE POLICY reach ON access_grant FOR SELECT TO openfolio_app USING (customer_id = (SELECT reach_customer()));
CREATE POLICY authority ON access_grant TO openfolio_identity USING (true) WITH CHECK (true);
CREATE POLICY operations ON access_grant TO openfolio_ops USING (true) WITH CHECK (true);

GRANT SELECT ON app, publisher, access_grant TO openfolio_app;
GRANT SELECT, INSERT, UPDATE ON publisher, app, access_grant TO openfolio_identity, openfolio_ops;
GRANT SELECT, INSERT ON grant_revocation TO openfolio_identity, openfolio_ops;
GRANT SELECT, INSERT, UPDATE, DELETE ON oidc_model, signing_key, replay TO openfolio_identity;

CREATE FUNCTION announce_revocation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('grant_revocation', NEW.seq::text);
  RETURN NULL;
END $$;
CREATE TRIGGER grant_revocation_is_announced AFTER INSERT ON grant_revocation FOR EACH ROW EXECUTE FUNCTION announce_revocation();

-- What gateways keep in memory beside the feed: an app's ceiling and status, and the public signing keys. Payload: the row's key.
CREATE FUNCTION announce_app_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('app_changed', NEW.id::text);
  RETURN NULL;
END $$;
CREATE TRIGGER app_change_is_announced AFTER UPDATE OF scope_ceiling, status, first_party ON app
  FOR EACH ROW EXECUTE FUNCTION announce_app_change();

CREATE FUNCTION announce_signing_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('signing_key', COALESCE(NEW.kid, OLD.kid));
  RETURN NULL;
END $$;
CREATE TRIGGER signing_key_is_announced AFTER INSERT OR UPDATE OR DELETE ON signing_key
  FOR EACH ROW EXECUTE FUNCTION announce_signing_key();
`;
