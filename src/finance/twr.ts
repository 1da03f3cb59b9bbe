import { type Decimal, ONE, ZERO } from '../kernel/decimal.js';

/** One valuation day. All amounts in one currency; `inflow` and `outflow` are positive. */
export interface ValuedDay {
  readonly begin: Decimal;
  readonly end: Decimal;
  readonly inflow: Decimal;
  readonly outflow: Decimal;
}

export const TWR_CONVENTION =
  'TWR: daily (end + outflow) / (begin + inflow) − 1, chained; inflows at the start, outflows at the end of the day';

/** Digits of the chained product: 2,500 factors of 40 digits stay exact to far below the 12 decimals that are returned. */
const RESULT_DECIMALS = 12;

/**
 * Time-weighted return: what the portfolio earned, whatever was paid in or out.
 *
 * Formula: R = Π (1 + rᵢ) − 1 with {@link dailyReturn}.
 * Convention: inflows count from the start of their day, outflows to its end; a fraction (0.1 is 10 %), not annualised;
 * Decimal with 40 significant digits per factor, rounded half-up to 12 decimals at the end.
 * Source: CFA Institute, GIPS Standards 2020, "time-weighted return" with daily valuation.
 *
 * @example
 * twr([{ begin: decimal('100'), inflow: decimal('0'), outflow: decimal('0'), end: decimal('110') },
 *      { begin: decimal('110'), inflow: decimal('90'), outflow: decimal('0'), end: decimal('210') }]) // 0.155
 */
export function twr(days: Iterable<ValuedDay>): Decimal {
  let factor: Decimal = ONE;
  for (const day of days) factor = factor.mul(ONE.add(dailyReturn(day)));
  return factor.sub(ONE).toDecimalPlaces(RESULT_DECIMALS);
}

/**
 * Return of one day: (end + outflow) / (begin + inflow) − 1. A day on which nothing was invested (begin + inflow ≤ 0) returns 0.
 *
 * @example
 * dailyReturn({ begin: decimal('100'), inflow: decimal('0'), outflow: decimal('10'), end: decimal('95') }) // 0.05
 */
export function dailyReturn({ begin, end, inflow, outflow }: ValuedDay): Decimal {
  const invested = begin.add(inflow);
  if (invested.lessThanOrEqualTo(ZERO)) return ZERO;
  return end.add(outflow).div(invested).sub(ONE);
}
