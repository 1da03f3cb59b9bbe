import { inflatedTarget } from '../../../src/finance/plans/inflated-target.js';
import { monthlyRate } from '../../../src/finance/plans/monthly-rate.js';
import { type Decimal, decimal, ONE, roundUpTo } from '../../../src/kernel/decimal.js';
import type { PlanGoalArgs } from './generated/planGoal.js';

const PAYOUT_MONTHS = 240;

export interface GoalTarget {
  /** The goal at the prices of its day; of a pension its first month. */
  readonly nominal: Decimal;
  /** What has to be saved by then. */
  readonly target: Decimal;
}

/**
 * What has to be saved. A pension is paid at the beginning of each month and rises with inflation; its target is the present value
 * at the assumed return on its first day, rounded up to the minor unit.
 */
export function goalTarget(args: PlanGoalArgs, decimals: number): GoalTarget {
  const inflation = decimal(args.inflation);
  const nominal = inflatedTarget(decimal(args.amountToday), inflation, args.months / 12, decimals);
  if (args.kind === 'EDUCATION') return { nominal, target: nominal };
  const ratio = ONE.add(monthlyRate(inflation)).div(ONE.add(monthlyRate(decimal(args.annualReturn))));
  const count = args.payoutMonths ?? PAYOUT_MONTHS;
  const factor = ratio.equals(ONE) ? decimal(count) : ONE.sub(ratio.pow(count)).div(ONE.sub(ratio));
  return { nominal, target: roundUpTo(nominal.mul(factor), decimal(10).pow(-decimals)) };
}
