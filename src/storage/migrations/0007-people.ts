/**
 * People who work with the platform: staff of the brokerage and members of publishers. The authorization server's role alone
 * sees them; operations under a grant see none of these tables. Secrets are kept as digests (random ones), as Argon2id
 * hashes (chosen ones) or sealed (what has to be read again).
 */
export const people = `
CREATE TABLE person (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('STAFF', 'MEMBER')),   -- two people where one works for both
  email text NOT NULL CHECK (email = lower(email)),
  name text NOT NULL,
  status text NOT NULL CHECK (status IN ('ACTIVE', 'SUSPENDED')),
  password_hash text,                     -- PHC string; null: none can be right until an invitation sets one
  totp_secret bytea,                      -- sealed; null: no authenticator app
  totp_last_step bigint,                  -- a time step counts once (RFC 6238 §5.2)
  locked_until timestamptz,               -- when the last announced lock ends; the attempt limiter decides, this tells once
  created_at timestamptz NOT NULL,
  UNIQUE (kind, email)
);

CREATE TABLE staff_role (
  person_id uuid NOT NULL REFERENCES person,
  role text NOT NULL,
  granted_at timestamptz NOT NULL,
  PRIMARY KEY (person_id, role)
);

CREATE TABLE publisher_member (
  publisher_id uuid NOT NULL REFERENCES publisher,
  person_id uuid NOT NULL REFERENCES person,
  role text NOT NULL,
  joined_at timestamptz NOT NULL,
  PRIMARY KEY (publisher_id, person_id)
);
CREATE INDEX publisher_member_by_person ON publisher_member (person_id);

CREATE TABLE invitation (
  id uuid PRIMARY KEY,
  token_digest bytea NOT NULL UNIQUE,
  kind text NOT NULL CHECK (kind IN ('STAFF', 'MEMBER')),
  email text NOT NULL CHECK (email = lower(email)),
  name text,
  publisher_id uuid REFERENCES publisher,
  role text NOT NULL,
  invited_by uuid REFERENCES person,      -- null: an operator at the command line
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  CHECK ((kind = 'MEMBER') = (publisher_id IS NOT NULL))
);

CREATE TABLE recovery_code (
  person_id uuid NOT NULL REFERENCES person,
  code_digest bytea NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (person_id, code_digest)
);

CREATE TABLE passkey (
  credential_id text PRIMARY KEY,         -- base64url
  person_id uuid NOT NULL REFERENCES person,
  public_key bytea NOT NULL,              -- COSE
  sign_count bigint NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz
);
CREATE INDEX passkey_by_person ON passkey (person_id);

CREATE TABLE person_session (
  id_digest bytea PRIMARY KEY,
  uid uuid NOT NULL,                      -- a handle for form tokens; the id itself changes when rights do
  person_id uuid NOT NULL REFERENCES person,
  level text NOT NULL CHECK (level IN ('PASSWORD', 'FULL')),
  pending_totp bytea,                     -- sealed; offered and not yet confirmed
  passkey_challenge text,
  created_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX person_session_by_person ON person_session (person_id);
CREATE INDEX person_session_by_expiry ON person_session (expires_at);

-- A customer on the way to the brokerage's own sign-in and back. One row, one use, one browser.
CREATE TABLE customer_sign_in (
  state_digest bytea PRIMARY KEY,
  browser_digest bytea NOT NULL,
  nonce text NOT NULL,
  code_verifier text NOT NULL,
  interaction_uid text,                   -- null: back to the customer's own pages
  customer_id uuid,                       -- known once the customer is back
  expires_at timestamptz NOT NULL
);
CREATE INDEX customer_sign_in_by_expiry ON customer_sign_in (expires_at);

GRANT SELECT, INSERT, UPDATE ON person TO openfolio_identity;
GRANT SELECT, INSERT, UPDATE, DELETE ON staff_role, publisher_member, invitation, recovery_code, passkey, person_session,
  customer_sign_in TO openfolio_identity;

-- The one question about customers that sign-in has to ask: who is it that the brokerage calls this? The role that asks can't
-- list them. It runs as the operations role because the table's policies bind its owner too.
CREATE FUNCTION customer_of_external_ref(ref text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public
  RETURN (SELECT id FROM public.customer WHERE external_ref = ref);
GRANT CREATE ON SCHEMA public TO openfolio_ops;
ALTER FUNCTION customer_of_external_ref(text) OWNER TO openfolio_ops;
REVOKE CREATE ON SCHEMA public FROM openfolio_ops;
REVOKE ALL ON FUNCTION customer_of_external_ref(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION customer_of_external_ref(text) TO openfolio_identity;
`;
