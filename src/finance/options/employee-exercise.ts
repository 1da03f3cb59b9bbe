import { type Decimal, ZERO } from '../../kernel/decimal.js';
import type { LocalDate } from '../../kernel/local-date.js';
import { toMinorUnit } from '../../kernel/money.js';
import { type Expired, equityIncentiveTax } from '../tax/index.js';

export interface EmployeeExercise {
  readonly kind: 'EXERCISE';
  /** (market − strike) × shares, taxed as equity income of the year. */
  readonly income: Decimal;
  /** Tax that this exercise adds to the year's. */
  readonly taxDue: Decimal;
  /** Strike and tax: what must be paid if nothing is sold. */
  readonly cashNeeded: Decimal;
  /** What is left after strike and tax if all shares are sold at the market price. */
  readonly netIfSold: Decimal;
  /** Price per share below which keeping the shares ends below zero: cash needed / shares. */
  readonly breakEvenPrice: Decimal;
  readonly rateRowFrom: LocalDate;
}

/**
 * What exercising employee options costs and leaves.
 *
 * Formula: income = round((market − strike) × shares, 2); tax = T(income of the year before + income) − T(income before), T the
 * annual table of {@link equityIncentiveTax}; cash = strike × shares + tax; break-even = cash / shares.
 * Convention: CNY, half-up to the cent, break-even to 4 decimals; an option under water has no income and is not exercised.
 * Source: MoF and STA Announcement 2023 No. 25 (several exercises of one year are added up).
 *
 * @param earlierIncome equity income of the same calendar year before this exercise
 * @throws RangeError without shares, or when the market price is not above the strike
 * @throws PublicError RATE_OUT_OF_TABLE before the rule existed
 * @example
 * employeeExercise({ shares: decimal('10000'), strike: decimal('10'), marketPrice: decimal('20'), earlierIncome: decimal('0'),
 *   exercisedOn: '2025-05-06' })
 * // { kind: EXERCISE, income: 100000, taxDue: 7480, cashNeeded: 107480, netIfSold: 92520, breakEvenPrice: 10.748, rateRowFrom: 2019-01-01 }
 */
export function employeeExercise(exercise: {
  shares: Decimal;
  strike: Decimal;
  marketPrice: Decimal;
  earlierIncome: Decimal;
  exercisedOn: LocalDate;
}): EmployeeExercise | Expired {
  const { shares, strike, marketPrice, earlierIncome, exercisedOn } = exercise;
  if (!shares.greaterThan(ZERO) || !marketPrice.greaterThan(strike))
    throw new RangeError('Shares must be positive and the market price above the strike');
  const income = toMinorUnit(marketPrice.sub(strike).mul(shares), 'CNY');
  const before = equityIncentiveTax(earlierIncome, exercisedOn);
  const after = equityIncentiveTax(earlierIncome.add(income), exercisedOn);
  if (before.kind === 'EXPIRED') return before;
  if (after.kind === 'EXPIRED') return after;
  const taxDue = after.due.sub(before.due);
  const cashNeeded = toMinorUnit(strike.mul(shares), 'CNY').add(taxDue);
  return {
    kind: 'EXERCISE',
    income,
    taxDue,
    cashNeeded,
    netIfSold: toMinorUnit(marketPrice.mul(shares), 'CNY').sub(cashNeeded),
    breakEvenPrice: cashNeeded.div(shares).toDecimalPlaces(4),
    rateRowFrom: after.rateRowFrom,
  };
}
