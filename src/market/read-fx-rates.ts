import { type Decimal, decimal, ONE, roundHalfUp } from '../kernel/decimal.js';
import type { LocalDate } from '../kernel/local-date.js';
import type { BoundReach } from '../operation/reach.js';
import { type DatedSeries, type DatedValue, valueOn } from './dated-series.js';

/** The currency that every stored rate is against. */
const PIVOT = 'USD';

/** Places of a rate that two stored ones were divided for: beyond what any source quotes. */
export const CROSS_RATE_DECIMALS = 12;

/** Before any data: the pivot is worth 1 of itself on every day. */
const BEGINNING: LocalDate = '0001-01-01';

/**
 * Units of `base` for one unit of each currency, from `from` to `to`, and the rate valid before `from`, so that `valueOn`
 * has an answer for the first day as well. Crosses go through the US dollar: a new rate stands wherever one of its two
 * legs has one, with the other's latest.
 *
 * Contract of the statement: USD legs only; rows ordered by currency and day; at most one row of each currency lies
 * before `from`.
 *
 * @returns by currency; `base` itself is 1 on every day; a currency without any rate is missing
 */
export async function readFxRates(
  reach: BoundReach,
  currencies: readonly string[],
  base: string,
  from: LocalDate,
  to: LocalDate,
): Promise<ReadonlyMap<string, DatedSeries>> {
  const legs = await readLegs(reach, [...currencies, base], from, to);
  const rates = new Map<string, DatedSeries>();
  for (const currency of new Set(currencies)) {
    const cross =
      currency === base ? [{ date: BEGINNING, value: ONE }] : crossSeries(legs.get(currency), legs.get(base));
    if (cross.length > 0) rates.set(currency, cross);
  }
  return rates;
}

/** Units of `to` for one unit of `from`, given the units of each for one pivot. */
export function crossRate(pivotToFrom: Decimal, pivotToTo: Decimal): Decimal {
  return pivotToFrom.eq(ONE) ? pivotToTo : roundHalfUp(pivotToTo.div(pivotToFrom), CROSS_RATE_DECIMALS);
}

function crossSeries(of: DatedSeries = [], base: DatedSeries = []): DatedValue[] {
  const days = [...new Set([...of, ...base].map(({ date }) => date))].sort();
  return days.flatMap((date) => {
    const pivotToCurrency = valueOn(of, date);
    const pivotToBase = valueOn(base, date);
    return pivotToCurrency && pivotToBase ? [{ date, value: crossRate(pivotToCurrency.value, pivotToBase.value) }] : [];
  });
}

/** Units of each currency for one pivot. */
async function readLegs(reach: BoundReach, currencies: readonly string[], from: LocalDate, to: LocalDate) {
  const values = [JSON.stringify([...new Set(currencies)]), from, to];
  const [rows = []] = await reach.read([{ name: 'fx_legs', text: LEGS, values }]);
  const legs = new Map<string, DatedValue[]>([[PIVOT, [{ date: BEGINNING, value: ONE }]]]);
  for (const [currency, date, rate] of rows) {
    if (!currency || !date || !rate) continue;
    const known = legs.get(currency) ?? [];
    if (known.length === 0) legs.set(currency, known);
    known.push({ date, value: decimal(rate) });
  }
  return legs;
}

const LEGS = `
SELECT asked.currency, leg.date, leg.rate
FROM jsonb_array_elements_text($1::jsonb) AS asked (currency)
CROSS JOIN LATERAL (
  (SELECT f.date, f.rate FROM fx_rate f
   WHERE f.base_currency = '${PIVOT}' AND f.quote_currency = asked.currency AND f.date < $2::date ORDER BY f.date DESC LIMIT 1)
  UNION ALL
  SELECT f.date, f.rate FROM fx_rate f
  WHERE f.base_currency = '${PIVOT}' AND f.quote_currency = asked.currency AND f.date BETWEEN $2::date AND $3::date
) leg
ORDER BY asked.currency, leg.date`;
