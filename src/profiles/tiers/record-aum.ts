import type pg from 'pg';
import type { LocalDate } from '../../kernel/local-date.js';
import { requireRates, valuesOnDay } from '../values-on-day.sql.js';

/**
 * Values what every customer holds now at the closes of a day, in CNY, cash included, in one statement. Run at the end of a
 * trading day: holdings are those of the moment, not of the past.
 *
 * @param pool of the role openfolio_ops
 * @returns how many customers were valued
 * @throws PublicError FX_RATE_UNAVAILABLE rather than leave a holding out
 */
export async function recordAum(pool: pg.Pool, day: LocalDate): Promise<number> {
  await requireRates(pool, day);
  const { rowCount } = await pool.query(RECORD_AUM, [day]);
  return rowCount ?? 0;
}

const RECORD_AUM = `
WITH ${valuesOnDay('$1::date')}, held AS (
  SELECT p.customer_id, sum(p.quantity * c.close * r.rate) AS value
  FROM position p JOIN close_of c ON c.id = p.instrument_id JOIN to_cny r ON r.currency = c.currency
  WHERE p.quantity <> 0 GROUP BY p.customer_id
), cash AS (
  SELECT b.customer_id, sum(b.total * r.rate) AS value FROM balance b JOIN to_cny r ON r.currency = b.currency GROUP BY b.customer_id
)
INSERT INTO aum_daily (customer_id, date, aum)
SELECT c.id, $1::date, round(COALESCE(held.value, 0) + COALESCE(cash.value, 0), 2)
FROM customer c LEFT JOIN held ON held.customer_id = c.id LEFT JOIN cash ON cash.customer_id = c.id
ON CONFLICT (customer_id, date) DO UPDATE SET aum = EXCLUDED.aum`;
