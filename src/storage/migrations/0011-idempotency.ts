/**
 * What a mutation under a key came to. The row stands or falls with the effect: it is written in the transaction that has it.
 */
export const idempotency = `
CREATE TABLE idempotency_key (
  holder text NOT NULL,                   -- app and customer or person: nobody meets another one's keys
  act text NOT NULL,                      -- the mutation's name
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  input_hash bytea NOT NULL,              -- sha256 of the input without the key
  answer jsonb NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (holder, act, key)
);
CREATE INDEX idempotency_key_by_expiry ON idempotency_key (expires_at);
ALTER TABLE idempotency_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_key FORCE ROW LEVEL SECURITY;
CREATE POLICY effects ON idempotency_key TO openfolio_ops, openfolio_identity USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_key TO openfolio_ops, openfolio_identity;
`;
