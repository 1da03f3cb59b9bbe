import { type Decimal, decimal } from '../kernel/decimal.js';
import { meanOf } from './sample-statistics.js';
import { TRADING_DAYS_PER_YEAR } from './volatility.js';

export const SORTINO_CONVENTION = 'Sortino: mean ÷ √mean(min(r, 0)²) of simple daily returns × √252';

/**
 * Return per unit of downside risk.
 *
 * Formula: mean(r) / √(mean(min(rᵢ, 0)²)) × √252; the mean of squares runs over all n days, falling or not.
 * Convention: simple daily returns, target 0; a plain ratio; float64 inside, rounded to 9 decimals.
 * Source: F. Sortino, L. Price, "Performance Measurement in a Downside Risk Framework", Journal of Investing, 1994.
 *
 * @returns `undefined` without returns or without any fall
 * @example
 * sortino(['0.01', '-0.01', '0.02', '0'].map(decimal)) // 15.874507866
 */
export function sortino(dailyReturns: readonly Decimal[]): Decimal | undefined {
  const returns = dailyReturns.map((value) => value.toNumber());
  const downside = Math.sqrt(meanOf(returns.map((value) => Math.min(value, 0) ** 2)));
  if (!(downside > 0)) return undefined;
  return decimal((meanOf(returns) / downside) * Math.sqrt(TRADING_DAYS_PER_YEAR)).toDecimalPlaces(9);
}
