/**
 * Apps that register themselves on an invitation, and consents that are confirmed again and announced before they end.
 * Both token tables hold digests only, and no role but identity's sees them.
 */
export const registrationAndReconfirmation = `
-- Initial access tokens (RFC 7591 §3): one registration each. Setting used_at and writing the app is one transaction.
CREATE TABLE app_invitation (
  token_digest bytea PRIMARY KEY,         -- sha256
  publisher_id uuid NOT NULL REFERENCES publisher,
  issued_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  app_id uuid REFERENCES app              -- what it became
);

-- Registration access tokens (RFC 7592 §3): one per app, replaced with each change.
CREATE TABLE app_management (
  app_id uuid PRIMARY KEY REFERENCES app,
  token_digest bytea NOT NULL UNIQUE,
  issued_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON app_invitation, app_management TO openfolio_identity;

-- Set when grant.expiring was recorded, so that it is recorded once; a reconfirmation clears it.
ALTER TABLE access_grant ADD COLUMN end_announced_at timestamptz;
CREATE INDEX access_grant_to_announce ON access_grant (LEAST(expires_at, reconfirm_by))
  WHERE revoked_at IS NULL AND end_announced_at IS NULL AND customer_id IS NOT NULL;
`;
