import { type Decimal, decimal, ZERO } from '../kernel/decimal.js';
import { meanOf, sampleDeviation } from './sample-statistics.js';
import { TRADING_DAYS_PER_YEAR } from './volatility.js';

export const SHARPE_CONVENTION = 'Sharpe: mean ÷ sample deviation of daily excess returns × √252';

/**
 * Return per unit of total risk.
 *
 * Formula: mean(rᵢ − f) / stdev(rᵢ − f) × √252, stdev with n − 1.
 * Convention: simple daily returns; `dailyRiskFree` is a daily fraction, 0 unless said; a plain ratio; float64 inside, rounded to 9 decimals.
 * Source: W. F. Sharpe, "The Sharpe Ratio", Journal of Portfolio Management, 1994.
 *
 * @returns `undefined` for fewer than two returns or no spread at all
 * @example
 * sharpe(['0.01', '-0.01', '0.02', '0'].map(decimal)) // 6.14817046
 */
export function sharpe(dailyReturns: readonly Decimal[], dailyRiskFree: Decimal = ZERO): Decimal | undefined {
  if (dailyReturns.length < 2) return undefined;
  const riskFree = dailyRiskFree.toNumber();
  const excess = dailyReturns.map((value) => value.toNumber() - riskFree);
  const mean = meanOf(excess);
  const deviation = sampleDeviation(excess, mean);
  if (deviation === 0) return undefined;
  return decimal((mean / deviation) * Math.sqrt(TRADING_DAYS_PER_YEAR)).toDecimalPlaces(9);
}
