import type { Decimal } from '../../kernel/decimal.js';
import type { LocalDate } from '../../kernel/local-date.js';
import { toMinorUnit } from '../../kernel/money.js';
import type { OrderRule, PricedDay } from './plan-terms.js';
import { SMART_AVERAGE_DAYS, smartMultiplier } from './smart-multiplier.js';
import { valueAveragingOrder, valuePath } from './value-averaging.js';

export interface OrderSituation {
  readonly day: PricedDay;
  /** Value of the units held, at the price that the order is dealt at. */
  readonly valueBefore: Decimal;
  /** Number of this contribution in the plan, from 1; starts again after a take-profit that resets. */
  readonly count: number;
  readonly currency: string;
}

/** What is to be ordered: positive buys, negative sells. Rounded half-up to the currency's minor unit. */
export interface PlannedOrder {
  readonly amount: Decimal;
  readonly multiplier: Decimal | undefined;
}

export function orderAmount(rule: OrderRule, at: OrderSituation): PlannedOrder {
  const { amount, multiplier } = planned(rule, at);
  return { amount: toMinorUnit(amount, at.currency), multiplier };
}

function planned(rule: OrderRule, { day, valueBefore, count }: OrderSituation): PlannedOrder {
  if (rule.kind === 'FIXED') return { amount: rule.amount, multiplier: undefined };
  if (rule.kind === 'SMART') {
    const { multiplier } = smartMultiplier(closesBefore(rule.reference, day.on), rule.bands);
    return { amount: rule.amount.mul(multiplier), multiplier };
  }
  const target = valuePath(rule.contribution, rule.growth, count);
  return { amount: valueAveragingOrder(target, valueBefore), multiplier: undefined };
}

function closesBefore(reference: readonly PricedDay[], day: LocalDate): Decimal[] {
  const end = reference.findLastIndex(({ on }) => on < day) + 1;
  return reference.slice(Math.max(0, end - SMART_AVERAGE_DAYS), end).map(({ price }) => price);
}
