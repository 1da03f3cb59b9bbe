import { type ImportPlan, stableId, upsert } from './import-plan.js';

export const instrumentsPlan: ImportPlan = {
  name: 'instruments',
  typed: `SELECT s.line, s.mic, s.symbol, s.isin, s.name_zh, s.name_en, s.type, s.currency, COALESCE(s.lot_size::numeric, 1) AS lot_size,
      COALESCE(s.tick_size::numeric, 0.01) AS tick_size, COALESCE(s.connect_eligible::boolean, false) AS connect_eligible,
      s.dividend_tax_class, s.risk_level, s.sector, s.option_kind, s.option_style, s.option_strike::numeric AS option_strike,
      s.option_expiry::date AS option_expiry, s.option_multiplier::numeric AS option_multiplier, s.underlying_mic, s.underlying_symbol,
      k.currency AS known_currency
    FROM stage_instruments s LEFT JOIN instrument k ON k.mic = s.mic AND k.symbol = s.symbol`,
  key: ['mic', 'symbol'],
  rules: [
    {
      column: 'currency',
      reason: 'differs from the currency that the instrument is known with',
      when: 't.currency <> t.known_currency',
    },
    {
      column: 'option_kind',
      reason: 'and the other terms of an option stand together, for type OPTION alone',
      when: `num_nonnulls(t.option_kind, t.option_style, t.option_strike, t.option_expiry, t.option_multiplier, t.underlying_mic,
        t.underlying_symbol) NOT IN (0, 7) OR (t.option_kind IS NOT NULL AND t.type <> 'OPTION')`,
    },
  ],
  apply: upsert(
    'instrument',
    ['mic', 'symbol'],
    {
      id: stableId('instrument', 't.mic', 't.symbol'),
      mic: 't.mic',
      symbol: 't.symbol',
      isin: 't.isin',
      name_zh: 't.name_zh',
      name_en: 't.name_en',
      type: 't.type',
      currency: 't.currency',
      lot_size: 't.lot_size',
      tick_size: 't.tick_size',
      connect_eligible: 't.connect_eligible',
      dividend_tax_class: 't.dividend_tax_class',
      risk_level: 't.risk_level',
      sector: 't.sector',
      option_kind: 't.option_kind',
      option_style: 't.option_style',
      option_strike: 't.option_strike',
      option_expiry: 't.option_expiry',
      option_multiplier: 't.option_multiplier',
      underlying_mic: 't.underlying_mic',
      underlying_symbol: 't.underlying_symbol',
    },
    'typed_instruments',
  ),
};

/** A file of net asset values gives `close` alone: the other three are then the same price. */
export const pricesPlan: ImportPlan = {
  name: 'prices',
  typed: `SELECT s.line, i.id AS instrument_id, s.date::date AS date, COALESCE(s.open, s.close)::numeric AS open, COALESCE(s.high, s.close)::numeric AS high,
      COALESCE(s.low, s.close)::numeric AS low, s.close::numeric AS close, COALESCE(s.volume::numeric, 0) AS volume, s.source
    FROM stage_prices s LEFT JOIN instrument i ON i.mic = s.mic AND i.symbol = s.symbol`,
  key: ['instrument_id', 'date'],
  rules: [
    { column: 'symbol', reason: 'is no known instrument of this mic', when: 't.instrument_id IS NULL' },
    { column: 'high', reason: 'is below open, low or close', when: 't.high < greatest(t.open, t.low, t.close)' },
    { column: 'low', reason: 'is above open or close', when: 't.low > least(t.open, t.close)' },
  ],
  apply: upsert(
    'price_daily',
    ['instrument_id', 'date'],
    {
      instrument_id: 't.instrument_id',
      date: 't.date',
      open: 't.open',
      high: 't.high',
      low: 't.low',
      close: 't.close',
      volume: 't.volume',
      source: 't.source',
    },
    'typed_prices',
  ),
};

export const fxPlan: ImportPlan = {
  name: 'fx',
  typed: `SELECT s.line, s.base_currency, s.quote_currency, s.date::date AS date, s.rate::numeric AS rate, s.source FROM stage_fx s`,
  key: ['base_currency', 'quote_currency', 'date'],
  rules: [
    {
      column: 'base_currency',
      reason: 'is not USD: rates are kept as units for one US dollar',
      when: `t.base_currency <> 'USD'`,
    },
    { column: 'quote_currency', reason: 'is the base currency', when: 't.quote_currency = t.base_currency' },
  ],
  apply: upsert(
    'fx_rate',
    ['base_currency', 'quote_currency', 'date'],
    {
      base_currency: 't.base_currency',
      quote_currency: 't.quote_currency',
      date: 't.date',
      rate: 't.rate',
      source: 't.source',
    },
    'typed_fx',
  ),
};
