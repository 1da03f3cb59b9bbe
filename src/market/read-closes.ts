import { decimal } from '../kernel/decimal.js';
import type { LocalDate } from '../kernel/local-date.js';
import type { BoundReach } from '../operation/reach.js';
import type { DatedSeries, DatedValue } from './dated-series.js';

/**
 * Daily closes from `from` to `to`, both included, and for each instrument the last close before `from`, so that
 * `valueOn` has an answer for the first day as well. Per unit in the instrument's currency, unadjusted.
 *
 * Contract of the statement: one index range per instrument, rows ordered by instrument and day; at most one row of
 * each instrument lies before `from`.
 *
 * @param instrumentIds internal ids (UUID); one without prices is missing in the answer
 */
export async function readCloses(
  reach: BoundReach,
  instrumentIds: readonly string[],
  from: LocalDate,
  to: LocalDate,
): Promise<ReadonlyMap<string, DatedSeries>> {
  const values = [`{${[...new Set(instrumentIds)].join(',')}}`, from, to];
  const [rows = []] = await reach.read([{ name: 'closes', text: CLOSES, values }]);
  const series = new Map<string, DatedValue[]>();
  for (const [id, date, close] of rows) {
    if (!id || !date || !close) continue;
    const known = series.get(id) ?? [];
    if (known.length === 0) series.set(id, known);
    known.push({ date, value: decimal(close) });
  }
  return series;
}

const CLOSES = `
SELECT asked.id, price.date, price.close
FROM unnest($1::uuid[]) AS asked (id)
CROSS JOIN LATERAL (
  (SELECT p.date, p.close FROM price_daily p WHERE p.instrument_id = asked.id AND p.date < $2::date ORDER BY p.date DESC LIMIT 1)
  UNION ALL
  SELECT p.date, p.close FROM price_daily p WHERE p.instrument_id = asked.id AND p.date BETWEEN $2::date AND $3::date
) price
ORDER BY asked.id, price.date`;
