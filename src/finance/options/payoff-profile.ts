import { type Decimal, ONE, ZERO } from '../../kernel/decimal.js';
import type { PositionLeg } from './option-leg.js';
import { payoffAtExpiry } from './payoff-at-expiry.js';

/** `undefined` stands for a gain or a loss without limit. */
export interface PayoffProfile {
  /** Prices of the underlying at which nothing is won or lost, ascending; of a stretch at exactly 0 its ends. */
  readonly breakEvens: readonly Decimal[];
  readonly maxProfit: Decimal | undefined;
  /** ≤ 0 where the position can lose. */
  readonly maxLoss: Decimal | undefined;
}

/** Prices that can't be divided exactly (a loss of 10 over 3 units) are rounded half-up to this. */
const BREAK_EVEN_DECIMALS = 8;

/**
 * Break-even prices, greatest profit and greatest loss of a position at expiry.
 *
 * Formula: {@link payoffAtExpiry} is a straight line between neighbouring strikes, so its extremes stand at 0, at a strike or
 * at infinity, and its zeros on the chords. For one option held: K ± (premium + fees per unit).
 * Convention: the underlying ranges over [0, ∞); money exact, break-evens rounded half-up to 8 decimals.
 * Source: J. Hull, "Options, Futures, and Other Derivatives", trading strategies involving options.
 *
 * @example
 * payoffProfile([{ kind: 'PUT', strike: decimal('50'), quantity: decimal('1'), price: decimal('4'), multiplier: decimal('100') }])
 * // { breakEvens: [46], maxProfit: 4600, maxLoss: -400 }
 */
export function payoffProfile(legs: readonly PositionLeg[], fees: Decimal = ZERO): PayoffProfile {
  const corners = cornersOf(legs).map((spot) => ({ spot, payoff: payoffAtExpiry(legs, spot, fees) }));
  const payoffs = corners.map(({ payoff }) => payoff);
  const last = corners.at(-1) ?? { spot: ZERO, payoff: ZERO };
  const slope = payoffAtExpiry(legs, last.spot.add(ONE), fees).sub(last.payoff);
  const crossings = corners.slice(1).flatMap((right, index) => zerosBetween(corners[index] ?? right, right));
  const beyond = slope.isZero() ? undefined : last.spot.sub(last.payoff.div(slope));
  const zeros = [...corners.filter(({ payoff }) => payoff.isZero()).map(({ spot }) => spot), ...crossings];
  if (beyond?.greaterThan(last.spot)) zeros.push(beyond);
  return {
    breakEvens: ascending(zeros.map((spot) => spot.toDecimalPlaces(BREAK_EVEN_DECIMALS))),
    maxProfit: slope.greaterThan(ZERO) ? undefined : largest(payoffs),
    maxLoss: slope.lessThan(ZERO) ? undefined : largest(payoffs.map((payoff) => payoff.neg())).neg(),
  };
}

interface Corner {
  readonly spot: Decimal;
  readonly payoff: Decimal;
}

function cornersOf(legs: readonly PositionLeg[]): Decimal[] {
  return ascending([ZERO, ...legs.flatMap((leg) => (leg.kind === 'UNDERLYING' ? [] : [leg.strike]))]);
}

/** The zero strictly between two corners of opposite sign; zeros at the corners are found there. */
function zerosBetween(left: Corner, right: Corner): Decimal[] {
  if (!left.payoff.mul(right.payoff).isNegative() || left.payoff.isZero() || right.payoff.isZero()) return [];
  const way = left.payoff.div(left.payoff.sub(right.payoff));
  return [left.spot.add(right.spot.sub(left.spot).mul(way))];
}

function ascending(values: readonly Decimal[]): Decimal[] {
  const sorted = [...values].sort((a, b) => a.comparedTo(b));
  return sorted.filter((value, index) => index === 0 || !value.equals(sorted[index - 1] ?? value.add(ONE)));
}

function largest(values: readonly Decimal[]): Decimal {
  return values.reduce((most, value) => (value.greaterThan(most) ? value : most), values[0] ?? ZERO);
}
