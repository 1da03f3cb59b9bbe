import { type Decimal, decimal, ONE, sum, ZERO } from '../../../src/kernel/decimal.js';
import { daysBetween } from '../../../src/kernel/local-date.js';
import type { CheckUpData } from './generated/checkUp.js';

type Performance = CheckUpData['portfolio']['performance'];

export interface CostDrag {
  readonly averageValue: Decimal;
  /** Fraction of the average value per year; `null` where nothing was ever held. */
  readonly perYear: Decimal | null;
  /** Fees as a fraction of profit before fees; `null` without one. */
  readonly shareOfGain: Decimal | null;
}

const DAYS_PER_YEAR = 365;

/** Formula: fees / mean value of the listed days / years of 365 days (at least one year); share = fees / (profit + fees). */
export function costDrag({ from, to, days, fees, profit }: Performance): CostDrag {
  const paid = decimal(fees.value.amount);
  const averageValue = days.length === 0 ? ZERO : sum(days.map(({ value }) => decimal(value.amount))).div(days.length);
  const span = decimal(daysBetween(from, to) + 1).div(DAYS_PER_YEAR);
  const years = span.lessThan(ONE) ? ONE : span;
  const before = decimal(profit.value.amount).add(paid);
  return {
    averageValue,
    perYear: averageValue.greaterThan(ZERO) ? paid.div(averageValue).div(years) : null,
    shareOfGain: before.greaterThan(ZERO) ? paid.div(before) : null,
  };
}
