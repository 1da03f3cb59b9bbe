import { type Decimal, ONE } from '../../kernel/decimal.js';

/**
 * The monthly rate that compounds to an annual one.
 *
 * Formula: i = (1 + a)^(1/12) − 1 (not a / 12, which compounds to more than a).
 * Convention: effective annual rate as a fraction, above −1; exact to 30 decimals, because it is raised to hundreds of months.
 * Source: S. Kellison, "The Theory of Interest", effective and nominal rates.
 *
 * @throws RangeError for a rate of −1 or less
 * @example
 * monthlyRate(decimal('0.06')).toFixed(12) // 0.004867550565
 */
export function monthlyRate(annual: Decimal): Decimal {
  if (annual.lessThanOrEqualTo(-1)) throw new RangeError('An annual rate must be above -1');
  return ONE.add(annual).pow(ONE.div(12)).sub(ONE).toDecimalPlaces(30);
}
