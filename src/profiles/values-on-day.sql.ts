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

/**
 * A currency that somebody holds and that has no rate on or before the day ($1). Holdings are looked at only where an instrument has such
 * a currency, which is hardly ever; joining all of them first was two thirds of a dry run.
 */
const RATELESS_CURRENCIES = `
WITH known AS MATERIALIZED (
  SELECT 'CNY' AS currency
  UNION SELECT leg.currency FROM (
    SELECT 'USD' AS currency UNION ALL SELECT quote_currency FROM fx_rate WHERE base_currency = 'USD' AND date <= $1::date) leg
  WHERE EXISTS (SELECT FROM fx_rate WHERE base_currency = 'USD' AND quote_currency = 'CNY' AND date <= $1::date)
), rateless AS MATERIALIZED (
  SELECT id, currency FROM instrument WHERE currency NOT IN (SELECT currency FROM known)
)
(SELECT r.currency FROM rateless r JOIN position p ON p.instrument_id = r.id WHERE p.quantity <> 0 LIMIT 1)
UNION ALL
(SELECT b.currency FROM balance b WHERE b.total <> 0 AND b.currency NOT IN (SELECT currency FROM known) LIMIT 1)`;

/** @throws PublicError FX_RATE_UNAVAILABLE rather than leave a holding out */
export async function requireRates(pool: pg.Pool, day: LocalDate): Promise<void> {
  const { rows } = await pool.query<{ currency: string }>(RATELESS_CURRENCIES, [day]);
  const [first] = rows;
  if (first) throw marketError('FX_RATE_UNAVAILABLE', { params: { base: first.currency, quote: 'CNY', date: day } });
}
