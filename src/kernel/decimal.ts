import { Decimal as DecimalJs } from 'decimal.js';

/**
 * Exact decimal arithmetic for money, quantities, prices and rates.
 *
 * 40 significant digits: a product of two 20-digit numbers is exact, which covers every amount × rate × quantity
 * here. Exponents are never printed, so `toString()` is always a plain decimal.
 */
export const Decimal = DecimalJs.clone({
  precision: 40,
  rounding: DecimalJs.ROUND_HALF_UP,
  toExpNeg: -40,
  toExpPos: 40,
});
export type Decimal = InstanceType<typeof Decimal>;

export const ZERO = new Decimal(0);
export const ONE = new Decimal(1);

/** Plain decimal notation only: no exponent, no NaN, no sign for plus, no full-width digits, at most 20 + 18 digits. */
const PLAIN_DECIMAL = /^-?(?:0|[1-9]\d{0,19})(?:\.\d{1,18})?$/;

/**
 * Parses outside input. Numbers, exponents, NaN, Infinity, spaces and non-ASCII digits are refused,
 * because each of them has lost or invented cents somewhere.
 *
 * @returns the exact value, or `undefined` when the text is not a plain decimal
 */
export function parseDecimal(text: unknown): Decimal | undefined {
  if (typeof text !== 'string' || !PLAIN_DECIMAL.test(text)) return undefined;
  const value = new Decimal(text);
  return value.isZero() ? ZERO : value;
}

/** For text that this platform wrote itself (database columns, constants). Throws on anything else. */
export function decimal(text: string | number | Decimal): Decimal {
  return new Decimal(text);
}

/** Half away from zero, the rule of every charge line unless its rate row says otherwise. */
export function roundHalfUp(value: Decimal, decimals: number): Decimal {
  return value.toDecimalPlaces(decimals, DecimalJs.ROUND_HALF_UP);
}

/** Away from zero to a multiple of `step`, e.g. Hong Kong stamp duty to the next dollar. */
export function roundUpTo(value: Decimal, step: Decimal): Decimal {
  return value.div(step).toDecimalPlaces(0, DecimalJs.ROUND_UP).mul(step);
}

export function sum(values: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const value of values) total = total.add(value);
  return total;
}
