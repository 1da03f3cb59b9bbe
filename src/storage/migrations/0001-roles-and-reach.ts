/**
 * Roles and the reach functions that every row-level policy calls.
 *
 * Three doors to the database, each with its own role; none of them owns a table or may bypass a policy:
 *   openfolio_app       operations under a grant; sees customers' rows only while a reach is bound
 *   openfolio_identity  authorization server: apps, grants, sessions; sees no account, position or transaction
 *   openfolio_ops       imports, derivation, jobs: all customers, by explicit policies
 * The migrator (owner) is the role that runs this file.
 */
export const rolesAndReach = `
DO $$
DECLARE r text;
BEGIN
  FOREACH r IN ARRAY ARRAY['openfolio_app', 'openfolio_identity', 'openfolio_ops'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = r) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE', r);
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this cluster was faster
    END;
    IF NOT pg_has_role(current_user, r, 'MEMBER') THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', r);
    END IF;
  END LOOP;
END $$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO openfolio_app, openfolio_identity, openfolio_ops;

-- No reach bound: the setting is absent or empty, the function is NULL, and no row equals NULL.
CREATE FUNCTION reach_customer() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN NULLIF(current_setting('openfolio.customer_id', true), '')::uuid;

-- NULL when nothing is bound; '*' (all accounts of the customer) is a separate question.
CREATE FUNCTION reach_accounts() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN current_setting('openfolio.account_ids', true) IN ('', '*') THEN NULL
              ELSE current_setting('openfolio.account_ids', true)::uuid[] END;

CREATE FUNCTION reach_all_accounts() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN COALESCE(current_setting('openfolio.account_ids', true) = '*', false);

-- Decimal places of a currency (ISO 4217); the same table as in the code, checked by a test.
CREATE FUNCTION minor_unit(currency text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE currency WHEN 'JPY' THEN 0 ELSE 2 END;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
`;
