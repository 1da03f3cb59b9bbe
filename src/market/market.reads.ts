import {
  boolean,
  connection,
  decimalText,
  id,
  instant,
  one,
  type ReadDeclarations,
  text,
  token,
} from '../operation/plan/read-model.js';

/** Prefix of an instrument's public id. */
export const INSTRUMENT_ID = 'ins';

/** Market data is the same for every grant; the scope `market:read` is its only guard. */
export const MARKET_READS: ReadDeclarations = {
  types: [
    {
      type: 'Instrument',
      from: 'instrument @',
      key: '@.id',
      idPrefix: INSTRUMENT_ID,
      fields: {
        id: id(INSTRUMENT_ID),
        mic: token('@.mic'),
        symbol: text('@.symbol'),
        isin: token('@.isin'),
        nameZh: text('@.name_zh'),
        nameEn: text('@.name_en'),
        type: token('@.type'),
        currency: token('@.currency'),
        lotSize: decimalText('@.lot_size'),
        tickSize: decimalText('@.tick_size'),
        connectEligible: boolean('@.connect_eligible'),
        dividendTaxClass: text('@.dividend_tax_class'),
        riskLevel: token('@.risk_level'),
        sector: text('@.sector'),
        quote: one('Quote', '^.instrument_id = @.id'),
        optionContract: one('OptionContract', '^.id = @.id AND ^.option_kind IS NOT NULL'),
        priceHistory: connection('PriceBar', {
          on: '^.instrument_id = @.id',
          orderBy: ['^.date'],
          filters: {
            from: { path: ['from'], sql: '^.date >= ?::date' },
            to: { path: ['to'], sql: '^.date <= ?::date' },
          },
        }),
      },
    },
    {
      type: 'OptionContract',
      from: 'instrument @',
      key: '@.id',
      fields: {
        kind: token('@.option_kind'),
        style: token('@.option_style'),
        strike: decimalText('@.option_strike'),
        expiresOn: token('@.option_expiry'),
        multiplier: decimalText('@.option_multiplier'),
        underlying: one('Instrument', '^.mic = @.underlying_mic AND ^.symbol = @.underlying_symbol'),
      },
    },
    {
      type: 'Quote',
      from: 'quote @',
      key: '@.instrument_id',
      fields: {
        last: decimalText('@.last'),
        prevClose: decimalText('@.prev_close'),
        change: decimalText('(@.last - @.prev_close)'),
        changeRate: decimalText('round(@.last / @.prev_close - 1, 6)'),
        open: decimalText('@.open'),
        high: decimalText('@.high'),
        low: decimalText('@.low'),
        volume: decimalText('@.volume'),
        asOf: instant('@.as_of'),
        delayed: boolean('@.delayed'),
        currency: token('@.currency'),
        instrument: one('Instrument', '^.id = @.instrument_id'),
      },
    },
    {
      type: 'PriceBar',
      from: 'price_daily @',
      key: '@.date',
      // Days since 1970 instead of the date: every number of that shape is a valid cursor, "2026-02-31" is none.
      cursor: { sql: "(@.date - DATE '1970-01-01')", cast: 'integer', shape: /^\d{1,6}$/ },
      fields: {
        date: token('@.date'),
        open: decimalText('@.open'),
        high: decimalText('@.high'),
        low: decimalText('@.low'),
        close: decimalText('@.close'),
        volume: decimalText('@.volume'),
        source: text('@.source'),
      },
    },
  ],
  roots: {
    instrument: { read: 'one', type: 'Instrument', by: { argument: 'id', prefix: INSTRUMENT_ID } },
    instruments: connection('Instrument', {
      orderBy: ['^.mic', '^.symbol'],
      filters: {
        mics: { path: ['filter', 'mics'], sql: '^.mic = ANY (?::text[])', as: 'list' },
        types: { path: ['filter', 'types'], sql: '^.type = ANY (?::text[])', as: 'list' },
        riskLevels: { path: ['filter', 'riskLevels'], sql: '^.risk_level = ANY (?::text[])', as: 'list' },
        currencies: { path: ['filter', 'currencies'], sql: '^.currency = ANY (?::text[])', as: 'list' },
        sector: { path: ['filter', 'sector'], sql: '^.sector = ?::text' },
        connectEligible: { path: ['filter', 'connectEligible'], sql: '^.connect_eligible = ?::boolean' },
        search: {
          path: ['filter', 'search'],
          sql: "position(lower(?::text) IN lower(concat_ws(' ', ^.symbol, ^.name_en, ^.name_zh))) > 0",
        },
      },
    }),
  },
};
