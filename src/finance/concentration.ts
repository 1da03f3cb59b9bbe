import { type Decimal, ONE, sum, ZERO } from '../kernel/decimal.js';

export interface Concentration {
  /** Herfindahl–Hirschman index, 1/n (spread evenly) to 1 (all in one). */
  readonly hhi: Decimal;
  /** 1 / hhi: how many equal holdings would be as concentrated. */
  readonly effectiveNumber: Decimal;
  readonly top1: Decimal;
  readonly top5: Decimal;
}

export const CONCENTRATION_CONVENTION =
  'concentration: HHI = Σ w² on a scale of 0 to 1, weights of invested value, cash apart';

/**
 * How much of the invested value stands in few holdings.
 *
 * Formula: wᵢ = vᵢ / Σ v; HHI = Σ wᵢ²; effective number = 1 / HHI; top1, top5 = sums of the largest weights.
 * Convention: fractions on a scale of 0 to 1 (not 10,000); holdings of the same instrument are one value, cash is left out
 * by the caller; Decimal, rounded half-up to 9 decimals. Values ≤ 0 don't count.
 * Source: US Department of Justice, Merger Guidelines 2023, § 2.1 (HHI).
 *
 * @returns `undefined` when nothing is invested
 * @example
 * concentration(['50', '30', '20'].map(decimal)) // { hhi: 0.38, effectiveNumber: 2.631578947, top1: 0.5, top5: 1 }
 */
export function concentration(values: readonly Decimal[]): Concentration | undefined {
  const held = values.filter((value) => value.greaterThan(ZERO)).sort((a, b) => b.comparedTo(a));
  const total = sum(held);
  if (total.isZero()) return undefined;
  const hhi = sum(held.map((value) => value.mul(value))).div(total.mul(total));
  return {
    hhi: hhi.toDecimalPlaces(9),
    effectiveNumber: ONE.div(hhi).toDecimalPlaces(9),
    top1: share(held, 1, total),
    top5: share(held, 5, total),
  };
}

function share(descending: readonly Decimal[], count: number, total: Decimal): Decimal {
  return sum(descending.slice(0, count)).div(total).toDecimalPlaces(9);
}
