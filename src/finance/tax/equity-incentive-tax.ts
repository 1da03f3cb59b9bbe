import { type Decimal, decimal } from '../../kernel/decimal.js';
import type { LocalDate } from '../../kernel/local-date.js';
import { toMinorUnit } from '../../kernel/money.js';
import { type Expired, expiryOf, type TaxRow, taxRowOn } from './tax-row.js';

/** Income up to this amount, its rate, and the deduction that makes the brackets meet; `null` is the rest. */
type Bracket = readonly [upTo: string | null, rate: string, quickDeduction: string];

/** Options and shares given to employees of listed companies: taxed apart from other income, by the annual table. */
export const EQUITY_INCENTIVE_TAX: readonly TaxRow<readonly Bracket[]>[] = [
  {
    from: '2019-01-01',
    to: '2027-12-31',
    terms: [
      ['36000', '0.03', '0'],
      ['144000', '0.10', '2520'],
      ['300000', '0.20', '16920'],
      ['420000', '0.25', '31920'],
      ['660000', '0.30', '52920'],
      ['960000', '0.35', '85920'],
      [null, '0.45', '181920'],
    ],
    status: 'SECONDARY',
    source: 'MoF and STA Announcement 2023 No. 25; the middle brackets unverified',
  },
];

export interface EquityIncentiveTax {
  readonly kind: 'TAX';
  readonly rate: Decimal;
  readonly due: Decimal;
  readonly rateRowFrom: LocalDate;
}

/**
 * Tax on a calendar year's equity income: due = income × rate − quick deduction. Several exercises of one year are added
 * up before.
 *
 * @param income (market price − strike) × shares of the whole year, in CNY
 * @param exercisedOn day of the last exercise
 * @throws PublicError RATE_OUT_OF_TABLE before the rule existed
 */
export function equityIncentiveTax(income: Decimal, exercisedOn: LocalDate): EquityIncentiveTax | Expired {
  if (income.lt(0)) throw new RangeError('Equity income can not be negative: an option under water is not exercised');
  const expired = expiryOf(EQUITY_INCENTIVE_TAX, exercisedOn);
  if (expired) return expired;
  const row = taxRowOn('CN.equityIncentive', EQUITY_INCENTIVE_TAX, exercisedOn);
  const bracket = row.terms.find(([upTo]) => upTo === null || income.lte(upTo));
  const [, rate = '0', quickDeduction = '0'] = bracket ?? [];
  const due = toMinorUnit(income.mul(rate).sub(quickDeduction), 'CNY');
  return { kind: 'TAX', rate: decimal(rate), due, rateRowFrom: row.from };
}
