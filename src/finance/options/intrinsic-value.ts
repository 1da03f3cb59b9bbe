import { type Decimal, ZERO } from '../../kernel/decimal.js';

/**
 * What exercising now would bring, per unit.
 *
 * Formula: call max(S − K, 0), put max(K − S, 0). Unit: that of the prices; exact, not rounded.
 * Source: J. Hull, "Options, Futures, and Other Derivatives", mechanics of options markets.
 *
 * @example
 * intrinsicValue('PUT', decimal('40'), decimal('36')) // 4
 */
export function intrinsicValue(kind: 'CALL' | 'PUT', strike: Decimal, spot: Decimal): Decimal {
  const gain = kind === 'CALL' ? spot.sub(strike) : strike.sub(spot);
  return gain.greaterThan(ZERO) ? gain : ZERO;
}
