import { type Decimal, roundHalfUp } from './decimal.js';

/** An amount in one currency. `amount` is exact; `currency` is ISO 4217. */
export interface Money {
  readonly amount: Decimal;
  readonly currency: string;
}

/** Minor units (decimal places) of the currencies that can be held here. Source: ISO 4217. */
export const MINOR_UNITS: Readonly<Record<string, number>> = { CNY: 2, HKD: 2, USD: 2, EUR: 2, GBP: 2, SGD: 2, JPY: 0 };

export function minorUnit(currency: string): number {
  const digits = MINOR_UNITS[currency];
  if (digits === undefined) throw new RangeError(`No minor unit is known for currency ${JSON.stringify(currency)}`);
  return digits;
}

export function money(amount: Decimal, currency: string): Money {
  return { amount, currency };
}

/** Rounds half-up to the currency's minor unit: the only place where an amount becomes payable. */
export function toMinorUnit(amount: Decimal, currency: string): Decimal {
  return roundHalfUp(amount, minorUnit(currency));
}

/** The wire form: fixed to the minor unit, so that 5 and 5.00 never differ between two answers. */
export function moneyText(amount: Decimal, currency: string): string {
  return toMinorUnit(amount, currency).toFixed(minorUnit(currency));
}
