import { type Decimal, decimal, ONE, roundHalfUp } from '../../kernel/decimal.js';

/** When in its month a payment is made. */
export type PaymentTiming = 'END' | 'BEGINNING';

export const SAVED_VALUE_CONVENTION =
  'goal: monthly i = (1 + a)^(1/12) − 1, equal payments at the end of each month unless said otherwise, no fees or taxes';

/** Savings of `months` payments at one constant monthly rate. */
export interface SavingTerms {
  /** Rate per month as a fraction, above −1; see {@link monthlyRate}. */
  readonly rate: Decimal;
  /** Whole months, 1 to 1,200. */
  readonly months: number;
  readonly timing?: PaymentTiming;
}

/**
 * What a starting amount and equal monthly payments grow to.
 *
 * Formula: V = present × (1 + i)^n + payment × ((1 + i)^n − 1) / i, payments at the month's beginning × (1 + i).
 * Convention: payments at the end unless said; rounded half-up to the currency's minor unit, once, at the end.
 * Source: S. Kellison, "The Theory of Interest", annuity-immediate and annuity-due.
 *
 * @param decimals minor unit of the currency
 * @throws RangeError for months that are not whole or out of range, or a rate of −1 or less
 * @example
 * savedValue(decimal('0'), decimal('100'), { rate: decimal('0.01'), months: 12 }, 2) // 1268.25
 */
export function savedValue(present: Decimal, payment: Decimal, terms: SavingTerms, decimals: number): Decimal {
  const { growth, perPayment } = savingFactors(terms);
  return roundHalfUp(present.mul(growth).add(payment.mul(perPayment)), decimals);
}

/** (1 + i)^n, and what one unit paid each month grows to: ((1 + i)^n − 1) / i, or n when i is 0. */
export function savingFactors({ rate, months, timing = 'END' }: SavingTerms): { growth: Decimal; perPayment: Decimal } {
  if (!Number.isInteger(months) || months < 1 || months > 1200 || rate.lessThanOrEqualTo(-1))
    throw new RangeError('Months must be whole, from 1 to 1200, and the rate above -1');
  const growth = ONE.add(rate).pow(months);
  const atEnd = rate.isZero() ? decimal(months) : growth.sub(ONE).div(rate);
  return { growth, perPayment: timing === 'END' ? atEnd : atEnd.mul(ONE.add(rate)) };
}
