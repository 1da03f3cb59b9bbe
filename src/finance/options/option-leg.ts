import type { Decimal } from '../../kernel/decimal.js';

/**
 * One part of an options position.
 *
 * `quantity` counts contracts (or units of the underlying): positive is held, negative is written or sold short.
 * `price` is what one unit cost or brought when it was opened (the premium, or the price of the underlying), never negative.
 * `multiplier` is units per contract, 1 for the underlying. All prices in one currency.
 */
export type PositionLeg = OptionLeg | UnderlyingLeg;

export interface OptionLeg {
  readonly kind: 'CALL' | 'PUT';
  readonly strike: Decimal;
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly multiplier: Decimal;
}

export interface UnderlyingLeg {
  readonly kind: 'UNDERLYING';
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly multiplier: Decimal;
}
