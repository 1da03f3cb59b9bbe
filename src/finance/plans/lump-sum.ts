import { type Decimal, ONE, ZERO } from '../../kernel/decimal.js';
import { toMinorUnit } from '../../kernel/money.js';
import { deepestFall } from '../max-drawdown.js';
import { type XirrResult, xirr } from '../xirr.js';
import { type Dealing, fundDealing } from './dealing.js';
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
 * Formula: units by the dealing (a fund subscription where none is given); value = round(units × last price, minor unit); XIRR of the two flows.
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
  purchase: { amount: Decimal; rate: Decimal; currency: string; dealing?: Dealing },
): LumpSum {
  const [first, last] = [prices.at(0), prices.at(-1)];
  if (!first || !last) throw new RangeError('A purchase needs a price');
  const { amount, rate, currency } = purchase;
  const dealing = purchase.dealing ?? fundDealing({ subscriptionRate: rate, redemptionRate: ZERO, currency });
  const { units, paid } = dealing.buy(amount, first);
  const value = toMinorUnit(units.mul(last.price), currency);
  return {
    invested: paid,
    units,
    value,
    netReturn: paid.isZero() ? ZERO : value.div(paid).sub(ONE).toDecimalPlaces(9),
    xirr: xirr([
      { on: first.on, amount: paid.neg() },
      { on: last.on, amount: value },
    ]),
    maxDrawdown: deepestFall(prices.map(({ price }) => price.toNumber())),
  };
}
