/** Market: public facts, the same for every grant, hence no row-level security. Written by openfolio_ops alone. */
export const market = `
CREATE TABLE instrument (
  id uuid PRIMARY KEY,
  mic text NOT NULL CHECK (mic ~ '^[A-Z0-9]{4}$'),
  symbol text NOT NULL CHECK (symbol <> ''),
  isin text CHECK (isin ~ '^[A-Z]{2}[A-Z0-9]{9}[0-9]$'),
  name_zh text NOT NULL,
  name_en text NOT NULL,
  type text NOT NULL CHECK (type IN ('STOCK', 'ETF', 'FUND', 'BOND', 'OPTION', 'INDEX')),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  lot_size numeric NOT NULL DEFAULT 1 CHECK (lot_size > 0),
  tick_size numeric NOT NULL DEFAULT 0.01 CHECK (tick_size > 0),
  connect_eligible boolean NOT NULL DEFAULT false,
  dividend_tax_class text,
  risk_level text NOT NULL CHECK (risk_level IN ('R1', 'R2', 'R3', 'R4', 'R5')),
  sector text,
  UNIQUE (mic, symbol)
);

-- Daily bars, unadjusted. source says where a price comes from (a data set's name, or SIMULATED).
CREATE TABLE price_daily (
  instrument_id uuid NOT NULL REFERENCES instrument,
  date date NOT NULL,
  open numeric NOT NULL CHECK (open > 0),
  high numeric NOT NULL,
  low numeric NOT NULL CHECK (low > 0),
  close numeric NOT NULL CHECK (close > 0),
  volume numeric NOT NULL DEFAULT 0 CHECK (volume >= 0),
  source text NOT NULL,
  PRIMARY KEY (instrument_id, date),
  CHECK (high >= low)
);

CREATE TABLE quote (
  instrument_id uuid PRIMARY KEY REFERENCES instrument,
  last numeric NOT NULL CHECK (last > 0),
  prev_close numeric NOT NULL CHECK (prev_close > 0),
  open numeric NOT NULL,
  high numeric NOT NULL,
  low numeric NOT NULL,
  volume numeric NOT NULL,
  as_of timestamptz NOT NULL,
  delayed boolean NOT NULL,
  currency text NOT NULL
);

-- Units of quote_currency for one unit of base_currency at the day's close. Stored against USD; crosses are derived.
CREATE TABLE fx_rate (
  base_currency text NOT NULL,
  quote_currency text NOT NULL,
  date date NOT NULL,
  rate numeric NOT NULL CHECK (rate > 0),
  source text NOT NULL,
  PRIMARY KEY (base_currency, quote_currency, date)
);

GRANT SELECT ON instrument, price_daily, quote, fx_rate TO openfolio_app, openfolio_ops;
GRANT INSERT, UPDATE, DELETE ON instrument, price_daily, quote, fx_rate TO openfolio_ops;
`;
