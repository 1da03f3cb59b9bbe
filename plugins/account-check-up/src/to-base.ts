import { type Decimal, decimal, ONE } from '../../../src/kernel/decimal.js';
import { toMinorUnit } from '../../../src/kernel/money.js';
import type { CheckUpData } from './generated/checkUp.js';

/** @returns the amount in base currency, or `undefined` where no rate is known */
export type ToBase = (amount: Decimal, currency: string) => Decimal | undefined;

/**
 * Through CNY: rate(currency → CNY) / rate(base → CNY), as of the day that was asked for. Each amount is rounded half-up to the minor unit here
 * and never again, so that listed parts add up to their sums.
 */
export function baseConverter({ usd, hkd, portfolio }: CheckUpData): ToBase {
  const toCny: Readonly<Record<string, Decimal>> = { CNY: ONE, USD: decimal(usd.rate), HKD: decimal(hkd.rate) };
  const base = toCny[portfolio.baseCurrency];
  return (amount, currency) => {
    if (currency === portfolio.baseCurrency) return amount;
    const rate = toCny[currency];
    return rate && base ? toMinorUnit(amount.mul(rate).div(base), portfolio.baseCurrency) : undefined;
  };
}
