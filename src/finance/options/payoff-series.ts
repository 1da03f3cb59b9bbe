import { type Decimal, sum, ZERO } from '../../kernel/decimal.js';
import type { PositionLeg } from './option-leg.js';
import { payoffAtExpiry } from './payoff-at-expiry.js';

/**
 * {@link payoffAtExpiry} at many prices, for a chart: each straight stretch between two strikes is worked out once.
 *
 * Formula: on the stretch from corner c (0 or a strike) on, payoff(S) = payoff(c) + slope × (S − c); slope = Σ quantity × multiplier of what
 * moves there: the underlying, calls with strike ≤ c, and, with the opposite sign, puts with strike > c.
 * Unit and convention: those of {@link payoffAtExpiry}; exact, not rounded.
 * Source: J. Hull, "Options, Futures, and Other Derivatives", trading strategies involving options.
 *
 * @param prices of the underlying, ≥ 0; ascending ones are quickest
 * @example
 * payoffSeries([{ kind: 'CALL', strike: decimal('100'), quantity: decimal('1'), price: decimal('5'), multiplier: decimal('100') }],
 *   ['90', '100', '112'].map(decimal), decimal('3')) // [-503, -503, 697]
 */
export function payoffSeries(
  legs: readonly PositionLeg[],
  prices: readonly Decimal[],
  fees: Decimal = ZERO,
): readonly Decimal[] {
  const corners = [ZERO, ...legs.flatMap((leg) => (leg.kind === 'UNDERLYING' ? [] : [leg.strike]))].sort((a, b) =>
    a.comparedTo(b),
  );
  let at = -1;
  let corner: Decimal = ZERO;
  let [start, slope]: [Decimal, Decimal] = [ZERO, ZERO];
  return prices.map((price) => {
    const reached = corners.findLastIndex((strike) => strike.lessThanOrEqualTo(price));
    if (reached !== at) {
      at = reached;
      corner = corners[at] ?? ZERO;
      [start, slope] = [payoffAtExpiry(legs, corner, fees), slopeFrom(legs, corner)];
    }
    return start.add(slope.mul(price.sub(corner)));
  });
}

function slopeFrom(legs: readonly PositionLeg[], corner: Decimal): Decimal {
  return sum(
    legs.map((leg) => {
      const units = leg.quantity.mul(leg.multiplier);
      if (leg.kind === 'UNDERLYING') return units;
      if (leg.kind === 'CALL') return leg.strike.lessThanOrEqualTo(corner) ? units : ZERO;
      return leg.strike.greaterThan(corner) ? units.neg() : ZERO;
    }),
  );
}
