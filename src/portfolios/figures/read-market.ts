import { type Decimal, decimal } from '../../kernel/decimal.js';
import type { LocalDate } from '../../kernel/local-date.js';
import type { Statement, TextRow } from '../../operation/reach.js';
import { FxRates } from './fx-rates.js';
import type { Period } from './period.js';

/** A closing price, in the instrument's own currency. */
export interface Close {
  readonly date: LocalDate;
  readonly instrumentId: string;
  readonly close: Decimal;
}

/** Closes of a period, and for each instrument the last one before it, so that a value can be carried forward. By date. */
export function closesStatement(instrumentIds: readonly string[], { from, to }: Period): Statement {
  return {
    name: 'portfolio_closes',
    text: `SELECT date, instrument_id, close FROM price_daily WHERE instrument_id = ANY($1::uuid[]) AND date BETWEEN $2::date AND $3::date
           UNION ALL
           SELECT c.date, i.id, c.close FROM unnest($1::uuid[]) AS i(id), LATERAL (
             SELECT date, close FROM price_daily WHERE instrument_id = i.id AND date < $2::date ORDER BY date DESC LIMIT 1) c
           ORDER BY 1, 2`,
    values: [`{${instrumentIds.join(',')}}`, from, to],
  };
}

export function closes(rows: readonly TextRow[]): Close[] {
  return rows.map(([date, instrumentId, close]) => ({
    date: date ?? '',
    instrumentId: instrumentId ?? '',
    close: decimal(close ?? '0'),
  }));
}

/** Rates against USD of a period, and the last ones before it, by date. */
export function fxStatement(currencies: readonly string[], { from, to }: Period): Statement {
  return {
    name: 'portfolio_fx',
    text: `SELECT date, base_currency, quote_currency, rate FROM fx_rate
           WHERE date BETWEEN $2::date AND $3::date AND 'USD' IN (base_currency, quote_currency)
             AND (base_currency = ANY($1::text[]) OR quote_currency = ANY($1::text[]))
           UNION ALL
           (SELECT DISTINCT ON (base_currency, quote_currency) date, base_currency, quote_currency, rate FROM fx_rate
            WHERE date < $2::date AND 'USD' IN (base_currency, quote_currency)
              AND (base_currency = ANY($1::text[]) OR quote_currency = ANY($1::text[]))
            ORDER BY base_currency, quote_currency, date DESC)
           ORDER BY 1`,
    values: [`{${currencies.join(',')}}`, from, to],
  };
}

export function fxRates(rows: readonly TextRow[]): FxRates {
  return new FxRates(
    rows.map(([date, base, quote, rate]) => ({
      date: date ?? '',
      base: base ?? '',
      quote: quote ?? '',
      rate: decimal(rate ?? '1'),
    })),
  );
}
