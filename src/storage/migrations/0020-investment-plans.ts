/**
 * Investment plans. A plan may be paused and ended; its mandate (what it may buy, for how much, until when) never changes, and
 * no execution gets into the ledger that the mandate does not cover, whoever writes it. docs/decisions/0021-investment-plans.md
 */
export const investmentPlans = `
CREATE TABLE investment_plan (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customer,
  account_id uuid NOT NULL REFERENCES account,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
  status text NOT NULL CHECK (status IN ('ACTIVE', 'PAUSED', 'STOPPED', 'COMPLETED', 'EXPIRED')),
  status_reason text CHECK (status_reason IN ('CUSTOMER', 'NO_FUNDS', 'CAP_REACHED', 'MANDATE_EXPIRED')),
  status_since timestamptz NOT NULL,
  next_scheduled_on date,                 -- of the rhythm; null: no further order
  next_trade_on date,                     -- rolled to a trading day; null as well while that year's calendar is not known
  confirmed_by uuid NOT NULL,             -- the operation by which the customer confirmed it
  proposed_by uuid,                       -- what proposed it (the cause of that operation); null: the customer's own idea
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CHECK (status = 'ACTIVE' OR next_scheduled_on IS NULL),
  CHECK (next_scheduled_on IS NOT NULL OR next_trade_on IS NULL)
);
CREATE INDEX investment_plan_by_customer ON investment_plan (customer_id, created_at, id);
CREATE INDEX investment_plan_due ON investment_plan (COALESCE(next_trade_on, next_scheduled_on)) WHERE status = 'ACTIVE';

-- Append-only, one per plan: other terms are another plan.
CREATE TABLE plan_mandate (
  plan_id uuid PRIMARY KEY REFERENCES investment_plan,
  customer_id uuid NOT NULL,              -- these two as in its plan, for row-level security
  account_id uuid NOT NULL,
  frequency text NOT NULL CHECK (frequency IN ('DAILY', 'WEEKLY', 'FORTNIGHTLY', 'MONTHLY')),
  starts_on date NOT NULL,
  expires_on date NOT NULL,               -- last day on which an order may be dealt
  mic text NOT NULL,                      -- whose calendar rolls the dates
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  amount_per_period numeric NOT NULL CHECK (amount_per_period > 0),
  cap_per_period numeric NOT NULL,
  cap_total numeric NOT NULL,
  customer_risk text NOT NULL,            -- as judged when the customer confirmed
  product_risk text NOT NULL,
  CHECK (expires_on > starts_on),
  CHECK (cap_per_period >= amount_per_period AND cap_total >= cap_per_period)
);

CREATE TABLE plan_mandate_line (
  plan_id uuid NOT NULL REFERENCES plan_mandate,
  ordinal integer NOT NULL,
  customer_id uuid NOT NULL,
  account_id uuid NOT NULL,
  instrument_id uuid NOT NULL REFERENCES instrument,
  currency text NOT NULL,
  amount numeric NOT NULL CHECK (amount > 0),
  PRIMARY KEY (plan_id, ordinal),
  UNIQUE (plan_id, instrument_id)
);

-- Append-only: what an order system reports. amount is what left the account, charges included; 0 when nothing was bought.
CREATE TABLE plan_execution (
  id uuid PRIMARY KEY,
  plan_id uuid NOT NULL REFERENCES plan_mandate,
  customer_id uuid NOT NULL,
  account_id uuid NOT NULL,
  instrument_id uuid NOT NULL REFERENCES instrument,
  scheduled_on date NOT NULL,
  traded_on date NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('FILLED', 'NO_FUNDS', 'REJECTED')),
  currency text NOT NULL,
  amount numeric NOT NULL CHECK (amount >= 0),
  quantity numeric NOT NULL CHECK (quantity >= 0),
  price numeric CHECK (price > 0),
  external_ref text NOT NULL,
  transaction_id uuid REFERENCES transaction,
  recorded_at timestamptz NOT NULL,
  UNIQUE (plan_id, external_ref),
  CHECK ((outcome = 'FILLED') = (amount > 0 AND quantity > 0 AND price IS NOT NULL))
);
CREATE INDEX plan_execution_by_plan ON plan_execution (plan_id, scheduled_on, id);

CREATE TRIGGER plan_mandate_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON plan_mandate
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER plan_mandate_line_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON plan_mandate_line
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER plan_execution_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON plan_execution
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The mandate's own guard. It locks the plan, so two reports of one plan count each other. The first broken rule is named by
-- the error's constraint.
CREATE FUNCTION plan_execution_keeps_mandate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  plan investment_plan;
  mandate plan_mandate;
  line plan_mandate_line;
  spent_in_period numeric;
  spent numeric;
  broken text;
BEGIN
  SELECT * INTO plan FROM investment_plan WHERE id = NEW.plan_id FOR UPDATE;
  SELECT * INTO mandate FROM plan_mandate WHERE plan_id = NEW.plan_id;
  SELECT * INTO line FROM plan_mandate_line WHERE plan_id = NEW.plan_id AND instrument_id = NEW.instrument_id;
  SELECT COALESCE(sum(amount) FILTER (WHERE scheduled_on = NEW.scheduled_on), 0), COALESCE(sum(amount), 0)
    INTO spent_in_period, spent FROM plan_execution WHERE plan_id = NEW.plan_id;
  broken := CASE
    WHEN NEW.customer_id <> plan.customer_id OR NEW.account_id <> plan.account_id THEN 'plan_of_account'
    WHEN line.plan_id IS NULL OR NEW.currency <> mandate.currency THEN 'mandate_instrument'
    WHEN NEW.traded_on < NEW.scheduled_on OR NEW.scheduled_on < mandate.starts_on THEN 'mandate_start'
    WHEN NEW.traded_on > mandate.expires_on THEN 'mandate_expiry'
    WHEN plan.status <> 'ACTIVE' AND NEW.traded_on > (plan.status_since AT TIME ZONE 'Asia/Shanghai')::date THEN 'plan_active'
    WHEN spent_in_period + NEW.amount > mandate.cap_per_period THEN 'mandate_cap_per_period'
    WHEN spent + NEW.amount > mandate.cap_total THEN 'mandate_cap_total'
  END;
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION 'The mandate of plan % does not cover this execution: %', NEW.plan_id, broken
      USING ERRCODE = 'check_violation', CONSTRAINT = broken;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER plan_execution_within_mandate BEFORE INSERT ON plan_execution
  FOR EACH ROW EXECUTE FUNCTION plan_execution_keeps_mandate();

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['investment_plan', 'plan_mandate', 'plan_mandate_line', 'plan_execution'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY reach ON %I FOR SELECT TO openfolio_app USING (customer_id = (SELECT reach_customer())
      AND ((SELECT reach_all_accounts()) OR account_id = ANY ((SELECT reach_accounts())::uuid[])))', t);
    EXECUTE format('CREATE POLICY operations ON %I TO openfolio_ops USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT ON %I TO openfolio_app', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO openfolio_ops', t);
  END LOOP;
END $$;
GRANT UPDATE ON investment_plan TO openfolio_ops;
`;
