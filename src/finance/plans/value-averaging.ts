import { type Decimal, ONE } from '../../kernel/decimal.js';

/**
 * Target value of a value-averaging plan after contribution number `count`.
 *
 * Formula: V = C × t × (1 + R)^t.
 * Convention: t counts contributions, 1 is the first; R is the growth expected per period as a fraction; exact, not rounded.
 * Source: M. Edleson, "Value Averaging" (1991), the value path formula.
 *
 * @throws RangeError for a count that is not whole or below 1, or growth of −1 or less
 * @example
 * valuePath(decimal('1000'), decimal('0.01'), 2) // 2040.2
 */
export function valuePath(contribution: Decimal, growth: Decimal, count: number): Decimal {
  if (!Number.isInteger(count) || count < 1 || growth.lessThanOrEqualTo(-1))
    throw new RangeError('Contributions are counted from 1, and growth is above -1');
  return contribution.mul(count).mul(ONE.add(growth).pow(count));
}

/**
 * The order that brings a position onto its path: positive to buy, negative to sell.
 *
 * Formula: target − value before the order.
 * Source: M. Edleson, "Value Averaging" (1991).
 *
 * @example
 * valueAveragingOrder(decimal('2000'), decimal('2150')) // -150
 */
export function valueAveragingOrder(target: Decimal, valueBefore: Decimal): Decimal {
  return target.sub(valueBefore);
}
