/**
 * What customers ask about their own data, what of them staff see, and who lifted the mask. The views belong to the
 * operations role and show nothing but to a person whose acts permit it: the app role can't reach a customer's row that way.
 */
export const privacy = `
CREATE TABLE privacy_request (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('EXPORT', 'ERASURE')),
  state text NOT NULL CHECK (state IN ('RECEIVED', 'APPROVED', 'RUNNING', 'DONE', 'REFUSED', 'CANCELLED')),
  requested_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  decided_by uuid,
  decided_at timestamptz,
  reason text,                            -- of a refusal; the customer reads it
  section integer NOT NULL DEFAULT 0,     -- how far an export is: section and the cursor in it
  cursor text,
  ended_at timestamptz
);
CREATE UNIQUE INDEX privacy_request_open ON privacy_request (customer_id, kind) WHERE state IN ('RECEIVED', 'APPROVED', 'RUNNING');
CREATE INDEX privacy_request_by_customer ON privacy_request (customer_id, requested_at, id);
CREATE INDEX privacy_request_to_do ON privacy_request (requested_at, id) WHERE state IN ('RECEIVED', 'APPROVED', 'RUNNING');

-- An export, page by page; removed after its time.
CREATE TABLE privacy_export_part (
  request_id uuid NOT NULL REFERENCES privacy_request,
  customer_id uuid NOT NULL,
  number integer NOT NULL,
  section text NOT NULL,
  content text NOT NULL,                  -- JSON, as the customer's own session was answered
  made_at timestamptz NOT NULL,
  PRIMARY KEY (request_id, number)
);
CREATE INDEX privacy_export_part_by_age ON privacy_export_part (made_at);

-- What became of each kind of data, one row per kind: an erasure that was interrupted goes on behind the last row.
CREATE TABLE privacy_outcome (
  request_id uuid NOT NULL REFERENCES privacy_request,
  customer_id uuid NOT NULL,
  position integer NOT NULL,
  data_kind text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('ERASED', 'KEPT')),
  affected bigint NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (request_id, position)
);

-- Who lifted the mask, why, and until when.
CREATE TABLE customer_unmasking (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customer,
  person_id uuid NOT NULL REFERENCES person,
  reason text NOT NULL,
  at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX customer_unmasking_by_customer ON customer_unmasking (customer_id, at, id);
CREATE INDEX customer_unmasking_by_person ON customer_unmasking (person_id, customer_id, expires_at);
CREATE TRIGGER customer_unmasking_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON customer_unmasking
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['privacy_request', 'privacy_export_part', 'privacy_outcome', 'customer_unmasking'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY reach ON %I FOR SELECT TO openfolio_app USING (customer_id = (SELECT reach_customer()))', t);
    EXECUTE format('CREATE POLICY operations ON %I TO openfolio_ops USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT ON %I TO openfolio_app', t);
  END LOOP;
  -- Whoever fulfils requests sees them and what became of them, never an export.
  FOREACH t IN ARRAY ARRAY['privacy_request', 'privacy_outcome'] LOOP
    EXECUTE format('CREATE POLICY staff ON %I FOR SELECT TO openfolio_app USING ((SELECT reach_permits(''privacy:fulfil'')))', t);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON privacy_request TO openfolio_ops;
GRANT SELECT, INSERT, DELETE ON privacy_export_part TO openfolio_ops;
GRANT SELECT, INSERT ON privacy_outcome, customer_unmasking TO openfolio_ops;

-- What staff see of a customer. Masks: mobile 3+4, account number the last four, of names the first letters.
CREATE VIEW masked_customer WITH (security_barrier = true) AS
  SELECT c.id, left(c.name_zh, 1) || repeat('*', GREATEST(length(c.name_zh) - 1, 1)) AS name_zh,
    regexp_replace(c.name_en, '(\\w)[\\w''-]*', '\\1***', 'g') AS name_en,
    left(c.mobile, 3) || '****' || right(c.mobile, 4) AS mobile, extract(year FROM c.birth_date)::text AS birth_year,
    repeat('*', GREATEST(length(c.external_ref) - 2, 1)) || right(c.external_ref, 2) AS reference, c.tier, c.risk_level, c.locale, c.onboarded_at, c.last_login_at
  FROM customer c WHERE (SELECT reach_permits('customers:view'));

CREATE VIEW masked_account WITH (security_barrier = true) AS
  SELECT a.id, a.customer_id, right(a.number, 4) AS last_four, a.type, a.status, a.base_currency, a.opened_at
  FROM account a WHERE (SELECT reach_permits('customers:view'));

-- The same person without the mask: for whoever gave a reason, and as long as that holds.
CREATE VIEW unmasked_customer WITH (security_barrier = true) AS
  SELECT c.id, c.name_zh, c.name_en, c.mobile, c.birth_date, c.external_ref AS reference, u.expires_at
  FROM customer c JOIN LATERAL (
    SELECT max(x.expires_at) AS expires_at FROM customer_unmasking x
    WHERE x.customer_id = c.id AND x.person_id = (SELECT reach_person()) AND x.expires_at > now()) u ON u.expires_at IS NOT NULL
  WHERE (SELECT reach_permits('customers:unmask'));

-- Finds by what somebody on the telephone says of themselves: the whole of it, never a part, so nobody can be listed.
CREATE FUNCTION find_customers(said text) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public AS $$
  SELECT c.id FROM public.customer c WHERE public.reach_permits('customers:view')
    AND (c.external_ref = said OR c.mobile = said OR c.name_zh = said OR lower(c.name_en) = lower(said)
      OR c.id IN (SELECT a.customer_id FROM public.account a WHERE a.number = said)) LIMIT 100 $$;

GRANT CREATE ON SCHEMA public TO openfolio_ops;
ALTER VIEW masked_customer OWNER TO openfolio_ops;
ALTER VIEW masked_account OWNER TO openfolio_ops;
ALTER VIEW unmasked_customer OWNER TO openfolio_ops;
ALTER FUNCTION find_customers(text) OWNER TO openfolio_ops;
REVOKE CREATE ON SCHEMA public FROM openfolio_ops;
REVOKE ALL ON FUNCTION find_customers(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_customers(text) TO openfolio_app;
GRANT SELECT ON masked_customer, masked_account, unmasked_customer TO openfolio_app;
`;
