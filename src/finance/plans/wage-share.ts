import { type Decimal, decimal, ONE, roundUpTo, ZERO } from '../../kernel/decimal.js';
import { type SavingTerms, savingFactors } from './saved-value.js';

/** A wage that rises once a year. */
export interface Wage {
  /** Of the first twelve months, per month. */
  readonly monthly: Decimal;
  /** Rise per year as a fraction, above −1. */
  readonly annualGrowth: Decimal;
}

const SHARE_STEP = decimal('0.0001');

/**
 * The share of each month's wage that reaches a target: a plan that is paid on payday and rises with the wage.
 *
 * Formula: share = (target − present × (1 + i)^n) / Σₘ W × (1 + g)^⌊(m−1)/12⌋ × (1 + i)^(n−m), m = 1 … n, from 0 on; payments at
 * the beginning ÷ (1 + i).
 * Convention: rounded **up** to 0.01 %, so that the target is not missed; above 1 the wage does not reach.
 * Source: own sum of yearly annuities; with g = 0 it is neededContribution ÷ wage.
 *
 * @throws RangeError for a wage that is not positive, growth of −1 or less, or terms as of neededContribution
 * @example
 * neededWageShare(decimal('1268.25'), decimal('0'), { rate: decimal('0.01'), months: 12 }, { monthly: decimal('1000'), annualGrowth: decimal('0.05') }) // 0.1
 */
export function neededWageShare(target: Decimal, present: Decimal, terms: SavingTerms, wage: Wage): Decimal {
  if (!wage.monthly.greaterThan(ZERO) || wage.annualGrowth.lessThanOrEqualTo(-1))
    throw new RangeError('A wage is positive, and its growth above -1');
  const missing = target.sub(present.mul(savingFactors(terms).growth));
  if (missing.lessThanOrEqualTo(ZERO)) return ZERO;
  return roundUpTo(missing.div(wagesGrown(terms, wage)), SHARE_STEP);
}

/** What all wages would be worth at the end: each year the sum so far grows, and the year's payments come on top as an annuity. */
function wagesGrown({ rate, months, timing }: SavingTerms, { monthly, annualGrowth }: Wage): Decimal {
  const yearOf = (inYear: number) => savingFactors({ rate, months: inYear, ...(timing && { timing }) });
  const whole = yearOf(Math.min(12, months));
  let total = ZERO;
  let payment = monthly;
  for (let paid = 0; paid < months; paid += 12) {
    const { growth, perPayment } = months - paid < 12 ? yearOf(months - paid) : whole;
    total = total.mul(growth).add(payment.mul(perPayment));
    payment = payment.mul(ONE.add(annualGrowth));
  }
  return total;
}
