import { type Decimal, sum, ZERO } from '../../kernel/decimal.js';
import { intrinsicValue } from './intrinsic-value.js';
import type { PositionLeg } from './option-leg.js';

export const PAYOFF_CONVENTION =
  'payoff at expiry: Σ quantity × multiplier × (worth − opening price) − fees; interest on premiums left out';

/**
 * Profit (positive) or loss of a position when the underlying stands at `spot` at expiry.
 *
 * Formula: Σ quantityᵢ × multiplierᵢ × (worthᵢ − priceᵢ) − fees; worth is max(S − K, 0), max(K − S, 0) or S itself. For one call
 * held: max(S − K, 0) × multiplier − premium − fees.
 * Convention: all options expire together; money in the currency of the prices, exact, not rounded; no interest on the premiums.
 * Source: J. Hull, "Options, Futures, and Other Derivatives", trading strategies involving options.
 *
 * @param fees paid in all, to open and to close
 * @example
 * payoffAtExpiry([{ kind: 'CALL', strike: decimal('100'), quantity: decimal('1'), price: decimal('5'), multiplier: decimal('100') }],
 *   decimal('112'), decimal('3')) // 697
 */
export function payoffAtExpiry(legs: readonly PositionLeg[], spot: Decimal, fees: Decimal = ZERO): Decimal {
  return sum(legs.map((leg) => leg.quantity.mul(leg.multiplier).mul(worth(leg, spot).sub(leg.price)))).sub(fees);
}

function worth(leg: PositionLeg, spot: Decimal): Decimal {
  return leg.kind === 'UNDERLYING' ? spot : intrinsicValue(leg.kind, leg.strike, spot);
}
