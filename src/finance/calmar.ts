import type { Decimal } from '../kernel/decimal.js';

export const CALMAR_CONVENTION = 'Calmar: annualised return ÷ |max drawdown|';

/**
 * Annual return per unit of the deepest fall.
 *
 * Formula: annualised return / |max drawdown|, both over the same period.
 * Convention: fractions in, a plain ratio out; Decimal, rounded half-up to 9 decimals.
 * Source: T. W. Young, "Calmar Ratio: A Smoother Tool", Futures, 1991 (there over 36 months).
 *
 * @returns `undefined` when nothing ever fell
 * @example
 * calmar(decimal('0.12'), decimal('-0.3')) // 0.4
 */
export function calmar(annualisedReturn: Decimal, maxDrawdown: Decimal): Decimal | undefined {
  return maxDrawdown.isZero() ? undefined : annualisedReturn.div(maxDrawdown.abs()).toDecimalPlaces(9);
}
