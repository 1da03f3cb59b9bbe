import { type Decimal, roundHalfUp } from '../../kernel/decimal.js';

/**
 * Proceeds of fund units that are given back.
 *
 * Formula: gross = round(units × NAV, 2); fee = round(gross × rate, 2); net = gross − fee.
 * Convention: money half-up to `decimals`; one redemption rate, whatever the holding period.
 * Source: the redemption formula of Chinese fund prospectuses.
 *
 * @throws RangeError for negative units or NAV, or a rate outside [0, 1]
 * @example
 * redeemUnits({ units: decimal('9706.62'), nav: decimal('1.2'), rate: decimal('0.005'), decimals: 2 }) // { net: 11589.7, fee: 58.24 }
 */
export function redeemUnits(order: { units: Decimal; nav: Decimal; rate: Decimal; decimals: number }): {
  net: Decimal;
  fee: Decimal;
} {
  const { units, nav, rate, decimals } = order;
  if (units.lessThan(0) || nav.lessThan(0) || rate.lessThan(0) || rate.greaterThan(1))
    throw new RangeError('Units and NAV must not be negative, and the rate lies in [0, 1]');
  const gross = roundHalfUp(units.mul(nav), decimals);
  const fee = roundHalfUp(gross.mul(rate), decimals);
  return { net: gross.sub(fee), fee };
}
