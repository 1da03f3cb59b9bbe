import { type Decimal, roundHalfUp, sum, ZERO } from '../kernel/decimal.js';

/**
 * Divides an amount over parts, in proportion, so that nothing is lost or made.
 *
 * Formula: running totals Pᵢ of the parts become round(amount × Pᵢ / P, `decimals`); shares are their differences, so they add up
 * to exactly `amount`. Unit: `decimals` is the currency's minor unit; half-up.
 *
 * @param parts positive or zero, in any unit; at least one of them positive
 * @throws RangeError when no part is positive
 * @example
 * spreadAmount(decimal('10.00'), [decimal('1'), decimal('1'), decimal('1')], 2) // [3.33, 3.34, 3.33]
 */
export function spreadAmount(amount: Decimal, parts: readonly Decimal[], decimals: number): Decimal[] {
  const whole = sum(parts);
  if (!whole.greaterThan(ZERO)) throw new RangeError('An amount needs a positive part to be divided over');
  let running: Decimal = ZERO;
  let given: Decimal = ZERO;
  return parts.map((part) => {
    running = running.add(part);
    const upTo = running.equals(whole) ? amount : roundHalfUp(amount.mul(running).div(whole), decimals);
    const share = upTo.sub(given);
    given = upTo;
    return share;
  });
}
