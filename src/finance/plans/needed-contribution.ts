import { type Decimal, decimal, roundUpTo, ZERO } from '../../kernel/decimal.js';
import { type SavingTerms, savingFactors } from './saved-value.js';

/**
 * The equal monthly payment that reaches a target.
 *
 * Formula: payment = (target − present × (1 + i)^n) / (((1 + i)^n − 1) / i), from 0 on; for payments at the beginning ÷ (1 + i).
 * Convention: rounded **up** to the currency's minor unit, so that the target is reached, not missed by a cent.
 * Source: S. Kellison, "The Theory of Interest", sinking fund.
 *
 * @param target nominal amount, see inflatedTarget
 * @param decimals minor unit of the currency
 * @throws RangeError for months that are not whole or out of range, or a rate of −1 or less
 * @example
 * neededContribution(decimal('1268.25'), decimal('0'), { rate: decimal('0.01'), months: 12 }, 2) // 100
 */
export function neededContribution(target: Decimal, present: Decimal, terms: SavingTerms, decimals: number): Decimal {
  const { growth, perPayment } = savingFactors(terms);
  const missing = target.sub(present.mul(growth));
  if (missing.lessThanOrEqualTo(ZERO)) return ZERO;
  return roundUpTo(missing.div(perPayment), decimal(10).pow(-decimals));
}
