import { type Decimal, ONE } from '../../kernel/decimal.js';
import { toMinorUnit } from '../../kernel/money.js';
import { fundSubscription } from '../charges/fund-subscription.js';
import { maxDrawdown } from '../max-drawdown.js';
import { type XirrResult, xirr } from '../xirr.js';
import type { PricedDay } from './plan-terms.js';

export interface LumpSum {
  readonly invested: Decimal;
  readonly units: Decimal;
  readonly value: Decimal;
  /** value / invested − 1, to 9 decimals. */
  readonly netReturn: Decimal;
  readonly xirr: XirrResult;
  /** Of the price, from the first day on; ≤ 0. */
  readonly maxDrawdown: Decimal;
}

/**
 * One amount invested on the first day and held to the last: what a plan is compared with.
 *
 * Formula: units by fundSubscription; value = round(units × last price, minor unit); XIRR of the two flows.
 * Convention: the subscription fee is paid, a redemption fee is not (nothing is sold).
 * Source: own definition, stated because products differ (some compare per payment).
 *
 * @param prices ascending days, the purchase on the first
 * @throws RangeError without prices or for an amount that is not positive
 * @example
 * lumpSum([{ on: '2023-01-03', price: decimal('1') }, { on: '2024-01-03', price: decimal('1.1') }],
 *   { amount: decimal('1000'), rate: decimal('0'), currency: 'CNY' }).netReturn // 0.1
 */
export function lumpSum(
  prices: readonly PricedDay[],
  purchase: { amount: Decimal; rate: Decimal; currency: string },
): LumpSum {
  const [first, last] = [prices.at(0), prices.at(-1)];
  if (!first || !last) throw new RangeError('A purchase needs a price');
  const { shares } = fundSubscription({ ...purchase, nav: first.price });
  const value = toMinorUnit(shares.mul(last.price), purchase.currency);
  return {
    invested: purchase.amount,
    units: shares,
    value,
    netReturn: value.div(purchase.amount).sub(ONE).toDecimalPlaces(9),
    xirr: xirr([
      { on: first.on, amount: purchase.amount.neg() },
      { on: last.on, amount: value },
    ]),
    maxDrawdown: maxDrawdown(prices.map(({ price }) => price)).depth,
  };
}
