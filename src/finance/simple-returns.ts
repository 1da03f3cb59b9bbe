import type { Decimal } from '../kernel/decimal.js';
import { ONE } from '../kernel/decimal.js';

/**
 * Simple returns between neighbouring values.
 *
 * Formula: rₜ = Vₜ / Vₜ₋₁ − 1. Convention: fractions, exact Decimal division to 40 digits; n values give n − 1 returns.
 * Source: Bodie, Kane, Marcus, "Investments", holding-period return.
 *
 * @throws RangeError when a value is not positive: its return has no meaning
 * @example
 * simpleReturns(['100', '110', '99'].map(decimal)) // [0.1, -0.1]
 */
export function simpleReturns(values: readonly Decimal[]): Decimal[] {
  return values.slice(1).map((value, index) => {
    const before = values[index];
    if (!before?.greaterThan(0)) throw new RangeError('A simple return needs a positive value before it');
    return value.div(before).sub(ONE);
  });
}
