import { type Decimal, ONE, roundHalfUp } from '../../kernel/decimal.js';

/**
 * What a goal of today's prices will cost.
 *
 * Formula: nominal = today × (1 + inflation)^n.
 * Convention: one constant annual rate as a fraction (0.02 is 2 %), above −1; n in years, parts of a year allowed; rounded half-up
 * to the currency's minor unit.
 * Source: Bodie, Kane, Marcus, "Investments", real and nominal rates (Fisher).
 *
 * @param decimals minor unit of the currency
 * @throws RangeError for inflation of −1 or less, or years below 0
 * @example
 * inflatedTarget(decimal('1000000'), decimal('0.02'), 10, 2) // 1218994.42
 */
export function inflatedTarget(today: Decimal, inflation: Decimal, years: number, decimals: number): Decimal {
  if (inflation.lessThanOrEqualTo(-1) || !(years >= 0 && years <= 100))
    throw new RangeError('Inflation must be above -1, and years from 0 to 100');
  return roundHalfUp(today.mul(ONE.add(inflation).pow(years)), decimals);
}
