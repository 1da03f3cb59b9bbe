/** Documents that may run without their text being sent: persisted operations, hooks' payloads, plugins' inputs. Immutable. */
export const storedDocuments = `
CREATE TABLE stored_document (
  hash text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),  -- sha256 of source
  source text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER stored_document_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stored_document
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON stored_document TO openfolio_app, openfolio_ops;
`;
