import type pg from 'pg';
import type { LocalDate } from '../kernel/local-date.js';
import { marketError } from '../market/index.js';

/**
 * Common table expressions: `to_cny (currency, rate)` and `close_of (id, currency, sector, close)` as of a day, for statements over
 * all customers. A currency without a rate is missing in `to_cny`; `requireRates` refuses such a day beforehand.
 *
 * @param day SQL of type date, e.g. `$1::date`
 */
export function valuesOnDay(day: string): string {
  return `usd_leg AS MATERIALIZED (
  SELECT 'USD' AS currency, 1::numeric AS rate
  UNION ALL
  (SELECT DISTINCT ON (quote_currency) quote_currency, rate FROM fx_rate
   WHERE base_currency = 'USD' AND date <= ${day} ORDER BY quote_currency, date DESC)
), to_cny AS MATERIALIZED (
  SELECT 'CNY' AS currency, 1::numeric AS rate
  UNION ALL
  SELECT leg.currency, cny.rate / leg.rate FROM usd_leg leg JOIN usd_leg cny ON cny.currency = 'CNY' WHERE leg.currency <> 'CNY'
), close_of AS MATERIALIZED (
  SELECT i.id, i.currency, i.sector, p.close
  FROM instrument i CROSS JOIN LATERAL (
    SELECT close FROM price_daily WHERE instrument_id = i.id AND date <= ${day} ORDER BY date DESC LIMIT 1) p
)`;
}

/** Currencies that somebody holds and that have no rate on or before the day ($1). */
const RATELESS_CURRENCIES = `
SELECT held.currency FROM (
  SELECT DISTINCT i.currency FROM position p JOIN instrument i ON i.id = p.instrument_id WHERE p.quantity <> 0
  UNION SELECT DISTINCT currency FROM balance WHERE total <> 0) held
WHERE held.currency <> 'CNY'
  AND (NOT EXISTS (SELECT FROM fx_rate f WHERE f.base_currency = 'USD' AND f.quote_currency = 'CNY' AND f.date <= $1::date)
    OR (held.currency <> 'USD' AND NOT EXISTS (
      SELECT FROM fx_rate f WHERE f.base_currency = 'USD' AND f.quote_currency = held.currency AND f.date <= $1::date)))`;

/** @throws PublicError FX_RATE_UNAVAILABLE rather than leave a holding out */
export async function requireRates(pool: pg.Pool, day: LocalDate): Promise<void> {
  const { rows } = await pool.query<{ currency: string }>(RATELESS_CURRENCIES, [day]);
  const [first] = rows;
  if (first) throw marketError('FX_RATE_UNAVAILABLE', { params: { base: first.currency, quote: 'CNY', date: day } });
}
