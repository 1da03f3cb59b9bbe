import { type Decimal, decimal } from '../kernel/decimal.js';
import { meanOf, sampleDeviation } from './sample-statistics.js';

/** Trading days of a year, by which daily figures are scaled. */
export const TRADING_DAYS_PER_YEAR = 252;

export const VOLATILITY_CONVENTION = 'volatility: sample deviation (n − 1) of simple daily returns × √252';

/**
 * Annualised volatility of daily returns.
 *
 * Formula: √(Σ (rᵢ − r̄)² / (n − 1)) × √252.
 * Convention: simple (not log) returns, sample deviation, 252 trading days; a fraction; float64 inside, rounded to 9 decimals.
 * Source: J. Hull, "Options, Futures, and Other Derivatives", estimating volatility from historical data (there with log returns).
 *
 * @returns `undefined` for fewer than two returns
 * @example
 * volatility(['0.01', '-0.01', '0.02', '0'].map(decimal)) // 0.204939015
 */
export function volatility(dailyReturns: readonly Decimal[]): Decimal | undefined {
  if (dailyReturns.length < 2) return undefined;
  const returns = dailyReturns.map((value) => value.toNumber());
  return decimal(sampleDeviation(returns, meanOf(returns)) * Math.sqrt(TRADING_DAYS_PER_YEAR)).toDecimalPlaces(9);
}
