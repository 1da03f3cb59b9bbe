import { type Decimal, decimal, ONE, ZERO } from '../kernel/decimal.js';

export const ANNUALISE_CONVENTION = 'annualised: (1 + R)^(365/days) − 1';

/**
 * A period's return as an annual one.
 *
 * Formula: (1 + R)^(365/days) − 1.
 * Convention: actual/365; fractions; Decimal power, rounded half-up to 12 decimals. Below a year show both: short
 * periods make the annual figure extreme. R ≤ −1 (all lost) stays −1.
 * Source: CFA Institute, GIPS Standards 2020 (which forbid showing annualised figures alone below one year).
 *
 * @param periodReturn fraction, 0.1 is 10 %
 * @param days whole days of the period, at least 1
 * @throws RangeError when days is below 1
 * @example
 * annualise(decimal('0.21'), 730) // 0.1
 */
export function annualise(periodReturn: Decimal, days: number): Decimal {
  if (!Number.isInteger(days) || days < 1) throw new RangeError(`Whole days from 1 on, not ${days}`);
  const factor = ONE.add(periodReturn);
  if (factor.lessThanOrEqualTo(ZERO)) return decimal(-1);
  return factor.pow(decimal(365).div(days)).sub(ONE).toDecimalPlaces(12);
}
