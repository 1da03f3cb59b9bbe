import { type Decimal, decimal, ONE, roundHalfUp, sum, ZERO } from '../kernel/decimal.js';

/**
 * Shares of a whole whose rounded values still add up to exactly 1.
 *
 * Formula: wᵢ = round(Cᵢ / C) − round(Cᵢ₋₁ / C) with running totals Cᵢ; each weight is within one last digit of vᵢ / C.
 * Convention: fractions with 6 decimals; negative values (an overdraft) get negative weights.
 * Source: cumulative rounding, as used for apportioning rounding residues in ledgers; largest remainder gives the same sum
 * but makes a weight depend on its rivals.
 *
 * @returns `undefined` when the whole is not positive: shares of it have no meaning
 * @example
 * weights(['1', '1', '1'].map(decimal)) // [0.333333, 0.333334, 0.333333]
 */
export function weights(values: readonly Decimal[]): Decimal[] | undefined {
  const total = sum(values);
  if (total.lessThanOrEqualTo(ZERO)) return undefined;
  let running: Decimal = ZERO;
  let given: Decimal = ZERO;
  return values.map((value, index) => {
    running = running.add(value);
    const upTo = index === values.length - 1 ? ONE : roundHalfUp(running.div(total), 6);
    const weight = decimal(upTo.sub(given));
    given = upTo;
    return weight;
  });
}
