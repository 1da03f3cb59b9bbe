import { type Decimal, decimal, ZERO } from '../../kernel/decimal.js';
import type { LocalDate } from '../../kernel/local-date.js';
import { toMinorUnit } from '../../kernel/money.js';
import { type TaxRow, taxRowOn } from '../tax/tax-row.js';

/** The Chinese personal pension account: paid in before tax, growing untaxed, taxed at a flat rate when it is paid out. */
export const PERSONAL_PENSION: readonly TaxRow<{ annualCap: string; payoutRate: string }>[] = [
  {
    from: '2022-11-25',
    to: null,
    terms: { annualCap: '12000', payoutRate: '0.03' },
    status: 'SECONDARY',
    source: 'MoF and STA Announcement 2022 No. 34 (pilot cities), nationwide since 2024-12-15',
  },
];

export interface PersonalPensionYear {
  /** What counts of this payment: the cap is per calendar year. */
  readonly deductible: Decimal;
  /** Income tax saved now: deductible × the saver's marginal rate. */
  readonly taxSaved: Decimal;
  readonly rateRowFrom: LocalDate;
}

/**
 * Tax that a payment into the personal pension saves.
 *
 * Formula: deductible = min(paid, cap − paid earlier in the year); saved = deductible × marginal rate.
 * Convention: CNY, half-up to the cent; one marginal rate for the whole deduction, the saver's own (0 to 0.45).
 * Source: MoF and STA Announcement 2022 No. 34, art. 1.
 *
 * @param paidEarlier paid into the account earlier in the same calendar year
 * @throws PublicError RATE_OUT_OF_TABLE before the rule existed
 * @example
 * personalPensionPayment({ paid: decimal('5000'), paidEarlier: decimal('10000'), marginalRate: decimal('0.2'), paidOn: '2025-06-30' })
 * // { deductible: 2000, taxSaved: 400, rateRowFrom: 2022-11-25 }
 */
export function personalPensionPayment(payment: {
  paid: Decimal;
  paidEarlier: Decimal;
  marginalRate: Decimal;
  paidOn: LocalDate;
}): PersonalPensionYear {
  const row = taxRowOn('CN.personalPension', PERSONAL_PENSION, payment.paidOn);
  const room = decimal(row.terms.annualCap).sub(payment.paidEarlier);
  const most = room.greaterThan(ZERO) ? room : ZERO;
  const deductible = payment.paid.lessThan(most) ? payment.paid : most;
  return { deductible, taxSaved: toMinorUnit(deductible.mul(payment.marginalRate), 'CNY'), rateRowFrom: row.from };
}

/**
 * Tax on a payout: payout × 3 %, capital and gains alike; not added to other income. CNY, half-up to the cent.
 *
 * @throws PublicError RATE_OUT_OF_TABLE before the rule existed
 * @example
 * personalPensionPayoutTax(decimal('50000'), '2030-01-15') // 1500
 */
export function personalPensionPayoutTax(payout: Decimal, paidOutOn: LocalDate): Decimal {
  const row = taxRowOn('CN.personalPension', PERSONAL_PENSION, paidOutOn);
  return toMinorUnit(payout.mul(row.terms.payoutRate), 'CNY');
}
