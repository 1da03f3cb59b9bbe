import type { Decimal } from '../../kernel/decimal.js';
import type { LocalDate } from '../../kernel/local-date.js';
import { toMinorUnit } from '../../kernel/money.js';
import type { OrderRule, PricedDay } from './plan-terms.js';
import { checkBands, multiplierAt, rollingSums, SMART_AVERAGE_DAYS } from './smart-multiplier.js';
import { valueAveragingOrder, valuePath } from './value-averaging.js';

export interface OrderSituation {
  readonly day: PricedDay;
  /** Value of the units held, at the price that the order is dealt at. */
  readonly valueBefore: Decimal;
  /** Number of this contribution in the plan, from 1; starts again after a take-profit that resets. */
  readonly count: number;
}

/** What is to be ordered: positive buys, negative sells. Rounded half-up to the currency's minor unit. */
export interface PlannedOrder {
  readonly amount: Decimal;
  readonly multiplier: Decimal | undefined;
}

export type OrderPlanner = (at: OrderSituation) => PlannedOrder;

/** Prepares a rule once for all orders of a plan. @throws RangeError for bands as of smartMultiplier */
export function orderPlanner(rule: OrderRule, currency: string): OrderPlanner {
  const planned = plannerOf(rule);
  return (at) => {
    const { amount, multiplier } = planned(at);
    return { amount: toMinorUnit(amount, currency), multiplier };
  };
}

function plannerOf(rule: OrderRule): OrderPlanner {
  if (rule.kind === 'SMART') return smartPlanner(rule);
  if (rule.kind === 'FIXED') return () => ({ amount: rule.amount, multiplier: undefined });
  return ({ count, valueBefore }) => ({
    amount: valueAveragingOrder(valuePath(rule.contribution, rule.growth, count), valueBefore),
    multiplier: undefined,
  });
}

function smartPlanner({ amount, bands, reference }: Extract<OrderRule, { kind: 'SMART' }>): OrderPlanner {
  checkBands(bands);
  const sums = rollingSums(
    reference.map(({ price }) => price),
    SMART_AVERAGE_DAYS,
  );
  return ({ day }) => {
    const before = lastBefore(reference, day.on);
    const { multiplier } = multiplierAt(reference[before]?.price, sums[before], bands);
    return { amount: amount.mul(multiplier), multiplier };
  };
}

/** Index of the last day before `day`, −1 when there is none. */
function lastBefore(days: readonly PricedDay[], day: LocalDate): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle]?.on ?? '') < day) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
