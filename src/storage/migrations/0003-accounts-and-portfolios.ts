/** Customers' rows. Every table here has forced row-level security; the policies stand at the end, one shape for all. */
export const accountsAndPortfolios = `
CREATE TABLE customer (
  id uuid PRIMARY KEY,
  external_ref text NOT NULL UNIQUE,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  mobile text,
  birth_date date,
  tier text NOT NULL CHECK (tier IN ('HIGH_NET_WORTH', 'POTENTIAL', 'MASS', 'DORMANT')),
  risk_level text NOT NULL CHECK (risk_level IN ('C1_LOWEST', 'C1', 'C2', 'C3', 'C4', 'C5')),
  base_currency text NOT NULL DEFAULT 'CNY' CHECK (base_currency ~ '^[A-Z]{3}$'),
  locale text NOT NULL DEFAULT 'zh-CN',
  onboarded_at date NOT NULL,
  last_login_at timestamptz
);

CREATE TABLE account (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customer,
  external_ref text NOT NULL UNIQUE,
  number text NOT NULL,
  name text NOT NULL,
  type text NOT NULL CHECK (type IN ('CASH', 'FUND', 'OPTION', 'PENSION')),
  status text NOT NULL CHECK (status IN ('PENDING', 'ACTIVE', 'RESTRICTED', 'FROZEN', 'CLOSED')),
  base_currency text NOT NULL CHECK (base_currency ~ '^[A-Z]{3}$'),
  commission_rate numeric NOT NULL DEFAULT 0.00025 CHECK (commission_rate BETWEEN 0 AND 0.003),
  opened_at date NOT NULL,
  closed_at date
);
CREATE INDEX account_by_customer ON account (customer_id, opened_at, id);

-- Append-only. Amounts are signed from the account's view: net > 0 is cash in, quantity > 0 is units in.
-- A mistake is mended by a second row that reverses the first (reverses_id), never by an edit.
CREATE TABLE transaction (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account,
  customer_id uuid NOT NULL REFERENCES customer,
  external_ref text NOT NULL,
  type text NOT NULL CHECK (type IN ('BUY', 'SELL', 'SUBSCRIBE', 'REDEEM', 'DIVIDEND', 'DIVIDEND_TAX', 'TAX_TOP_UP', 'INTEREST', 'FEE',
    'DEPOSIT', 'WITHDRAWAL', 'FX', 'TRANSFER_IN', 'TRANSFER_OUT', 'SPLIT', 'BONUS', 'RIGHTS', 'EXERCISE', 'ASSIGN', 'EXPIRE', 'ADJUSTMENT')),
  trade_date date NOT NULL,
  settle_date date NOT NULL,
  instrument_id uuid REFERENCES instrument,
  quantity numeric NOT NULL DEFAULT 0,         -- signed units; for SPLIT the ratio stands in split_ratio and this is 0
  price numeric,                               -- per unit, in currency
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  gross numeric NOT NULL DEFAULT 0,            -- signed, before charges
  net numeric NOT NULL DEFAULT 0,              -- signed, after charges: what the cash balance in currency moves by
  charges jsonb NOT NULL DEFAULT '[]',         -- [{code, amount, currency, rateRowFrom}], amounts positive
  counter_currency text,                       -- FX only: the other leg
  counter_amount numeric,                      -- FX only: signed move of the balance in counter_currency
  split_ratio numeric CHECK (split_ratio > 0), -- SPLIT only: new units for one old unit
  cost_basis numeric,                          -- TRANSFER_IN only: cost that the units bring along, in currency
  acquired_on date,                            -- TRANSFER_IN only: acquisition day that the lot keeps
  reverses_id uuid REFERENCES transaction,
  note text,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (account_id, external_ref),
  CHECK (settle_date >= trade_date)
);
CREATE INDEX transaction_by_account ON transaction (account_id, trade_date, id);
CREATE INDEX transaction_by_customer ON transaction (customer_id, trade_date, id);
-- A page of one account under a reach. Without it row-level security's customer_id makes the planner intersect the two above
-- and sort the whole history: 290 µs for a page of 50 out of 100 rows, 160 µs with it, and no more for a longer history.
CREATE INDEX transaction_by_reach ON transaction (customer_id, account_id, trade_date, id);
CREATE UNIQUE INDEX transaction_reversed_once ON transaction (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE TRIGGER transaction_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transaction
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The day at the brokerage.
CREATE FUNCTION platform_today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
  RETURN (now() AT TIME ZONE 'Asia/Shanghai')::date;

-- Charges as rows. security_invoker: the reader's reach applies, not that of the view's owner.
CREATE VIEW transaction_charge WITH (security_invoker = true) AS
  SELECT t.id AS transaction_id, c.ordinal, c.charge ->> 'code' AS code, (c.charge ->> 'amount')::numeric AS amount,
         c.charge ->> 'currency' AS currency, (c.charge ->> 'rateRowFrom')::date AS rate_row_from
  FROM transaction t CROSS JOIN LATERAL jsonb_array_elements(t.charges) WITH ORDINALITY AS c(charge, ordinal);
GRANT SELECT ON transaction_charge TO openfolio_app, openfolio_ops;

-- Projections of transaction, made by the portfolios feature and by nothing else; a rebuild gives the same rows.
-- id is a function of (account, instrument), so that public ids and cursors survive a rebuild.
-- A closed position stays with quantity 0: it carries the realised profit, and cursors that point at it stay valid.
CREATE TABLE position (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account,
  customer_id uuid NOT NULL REFERENCES customer,
  instrument_id uuid NOT NULL REFERENCES instrument,
  currency text NOT NULL,
  quantity numeric NOT NULL,
  cost_basis numeric NOT NULL,      -- FIFO, fees included, of what is still held
  average_cost numeric NOT NULL,    -- moving average per unit, fees excluded
  realized_pnl numeric NOT NULL,    -- FIFO, after fees, since the beginning
  dividends_net numeric NOT NULL DEFAULT 0,
  fees numeric NOT NULL DEFAULT 0,
  opened_on date NOT NULL,
  updated_on date NOT NULL,
  UNIQUE (account_id, instrument_id)
);
CREATE INDEX position_by_customer ON position (customer_id, account_id, id);

-- Open tax lots, FIFO by acquisition day. id is a function of the opening transaction.
CREATE TABLE lot (
  id uuid PRIMARY KEY,
  position_id uuid NOT NULL REFERENCES position ON DELETE CASCADE,
  account_id uuid NOT NULL,         -- these three as in its position, which holds the references: checking them
  customer_id uuid NOT NULL,        -- again was half the cost of a rebuild
  instrument_id uuid NOT NULL,
  opened_by uuid NOT NULL REFERENCES transaction,
  acquired_on date NOT NULL,
  sequence integer NOT NULL,        -- FIFO order within the position
  quantity numeric NOT NULL,
  cost_basis numeric NOT NULL,
  currency text NOT NULL
);
CREATE INDEX lot_by_position ON lot (position_id, sequence);

-- Cash by trade date. Settling and withdrawable depend on the day that is asked for and are computed when read.
CREATE TABLE balance (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account,
  customer_id uuid NOT NULL REFERENCES customer,
  currency text NOT NULL,
  total numeric NOT NULL,
  frozen numeric NOT NULL DEFAULT 0,
  updated_on date NOT NULL,
  UNIQUE (account_id, currency)
);
CREATE INDEX balance_by_customer ON balance (customer_id, account_id, currency);

-- How far derivation went in each account: rows up to and including (last_trade_date, last_transaction_id), applied_count of them.
-- Another count up to there means that a row was recorded out of order: the account is then rebuilt.
CREATE TABLE projection_progress (
  account_id uuid PRIMARY KEY REFERENCES account,
  applied_count bigint NOT NULL,
  last_trade_date date NOT NULL,
  last_transaction_id uuid NOT NULL REFERENCES transaction
);
ALTER TABLE projection_progress ENABLE ROW LEVEL SECURITY;
ALTER TABLE projection_progress FORCE ROW LEVEL SECURITY;
CREATE POLICY operations ON projection_progress TO openfolio_ops USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON projection_progress TO openfolio_ops;

DO $$
DECLARE t text; owner_column text; account_check text;
BEGIN
  FOREACH t IN ARRAY ARRAY['customer', 'account', 'transaction', 'position', 'lot', 'balance'] LOOP
    owner_column := CASE t WHEN 'customer' THEN 'id' ELSE 'customer_id' END;
    account_check := CASE t WHEN 'customer' THEN 'true'
      ELSE format('((SELECT reach_all_accounts()) OR %I = ANY ((SELECT reach_accounts())::uuid[]))',
                  CASE t WHEN 'account' THEN 'id' ELSE 'account_id' END) END;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    -- Sub-selects make the reach an InitPlan: asked once per statement instead of once per row.
    EXECUTE format('CREATE POLICY reach ON %I FOR SELECT TO openfolio_app USING (%I = (SELECT reach_customer()) AND %s)',
                   t, owner_column, account_check);
    EXECUTE format('CREATE POLICY operations ON %I TO openfolio_ops USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT ON %I TO openfolio_app', t);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE ON customer, account TO openfolio_ops;
GRANT SELECT, INSERT ON transaction TO openfolio_ops;
GRANT SELECT, INSERT, UPDATE, DELETE ON position, lot, balance TO openfolio_ops;
`;
