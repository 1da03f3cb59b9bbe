import { type Decimal, decimal, ONE, ZERO } from '../kernel/decimal.js';

export interface Drawdown {
  /** ≤ 0; −0.25 is a fall of 25 % from the peak. */
  readonly depth: Decimal;
  /** Positions in `values` of the peak and of the trough; equal when nothing fell. */
  readonly peakIndex: number;
  readonly troughIndex: number;
}

export const MAX_DRAWDOWN_CONVENTION =
  'max drawdown: lowest value ÷ running peak − 1; the starting value is the first peak; negative';

/**
 * The deepest fall from a running peak.
 *
 * Formula: minₜ (Vₜ / max(V₀…Vₜ) − 1).
 * Convention: the starting value is the first peak; a fraction ≤ 0; Decimal, rounded half-up to 12 decimals.
 * Feed it a TWR index (not account values), or deposits would hide falls. Values ≤ 0 before any positive one count as no peak.
 * Source: M. Magdon-Ismail, A. Atiya, "Maximum drawdown", Risk 17 (10), 2004.
 *
 * @example
 * maxDrawdown(['100', '120', '90', '130'].map(decimal)).depth // -0.25
 */
export function maxDrawdown(values: readonly Decimal[]): Drawdown {
  let worst: Drawdown = { depth: ZERO, peakIndex: 0, troughIndex: 0 };
  let peakIndex = 0;
  let peak = values[0] ?? ZERO;
  values.forEach((value, index) => {
    if (value.greaterThan(peak)) [peak, peakIndex] = [value, index];
    if (peak.lessThanOrEqualTo(ZERO)) return;
    const depth = value.div(peak).sub(ONE);
    if (depth.lessThan(worst.depth)) worst = { depth, peakIndex, troughIndex: index };
  });
  return { ...worst, depth: worst.depth.toDecimalPlaces(12) };
}

/** As maxDrawdown, over levels that are float64 already: the depth alone, to 9 decimals. Decimal divisions cost a plugin most of its fuel. */
export function deepestFall(levels: readonly number[]): Decimal {
  let [peak, deepest] = [levels[0] ?? 0, 0];
  for (const level of levels) {
    peak = Math.max(peak, level);
    deepest = Math.min(deepest, level / peak - 1);
  }
  return decimal(deepest).toDecimalPlaces(9);
}
