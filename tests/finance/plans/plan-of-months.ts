import { type OrderRule, type PlanTerms, type PricedDay, simulatePlan } from '../../../src/finance/index.js';
import { decimal } from '../../../src/kernel/decimal.js';
import { addMonths } from '../../../src/kernel/local-date.js';

/** Prices on the 2nd of each month from January 2024 on. */
export function monthly(...prices: (string | number)[]): PricedDay[] {
  return prices.map((price, index) => ({ on: addMonths('2024-01-02', index), price: decimal(price) }));
}

export function plan(prices: PricedDay[], rule: OrderRule, more: Partial<PlanTerms> = {}) {
  const dates = prices.map(({ on }) => ({ scheduledOn: on, tradesOn: on }));
  const free = { subscriptionRate: decimal(0), redemptionRate: decimal(0), currency: 'CNY' };
  return simulatePlan({ prices, dates, rule, ...free, ...more });
}

export const fixed = (amount: string): OrderRule => ({ kind: 'FIXED', amount: decimal(amount) });
export const log = ({ schedule }: ReturnType<typeof plan>) =>
  schedule.map(({ outcome, amount, units }) => [outcome, amount.toString(), units.toString()]);
