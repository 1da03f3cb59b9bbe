import type { Clock } from '../../kernel/clock.js';
import { readCloses } from '../../market/index.js';
import type { BoundReach } from '../../operation/reach.js';
import { FxRates } from './fx-rates.js';
import { type PerformanceFigures, performanceFigures } from './performance.js';
import { type Period, type PeriodRequest, resolvePeriod } from './period.js';
import { businessDay, type PortfolioScope } from './portfolio-scope.js';
import { type PortfolioLedger, readPortfolio } from './read-portfolio.js';
import { type DayValue, valueSeries } from './value-series.js';
import { type PortfolioWarning, unpricedWarnings } from './warnings.js';

export interface MeasuredPerformance {
  readonly period: Period;
  readonly currency: string;
  readonly figures: PerformanceFigures;
  readonly days: readonly DayValue[];
  readonly warnings: readonly PortfolioWarning[];
}

/**
 * Performance of a portfolio over a period, from its transactions, closing prices and exchange rates: one round trip for the ledger, one for the market.
 *
 * @throws PublicError NOT_FOUND, PERFORMANCE_PERIOD_INVALID, FX_RATE_UNAVAILABLE
 */
export async function measurePerformance(
  { reach, clock }: { reach: BoundReach; clock: Clock },
  scope: PortfolioScope,
  request: PeriodRequest,
): Promise<MeasuredPerformance> {
  const today = businessDay(clock);
  const ledger = await readPortfolio(reach, scope, request.to ?? today);
  const period = resolvePeriod(request, today, ledger.transactions[0]?.tradeDate);
  const [closes, fx] = await Promise.all([
    readCloses(reach, [...ledger.instruments.keys()], period.from, period.to),
    FxRates.read(reach, currenciesOf(ledger), ledger.baseCurrency, period),
  ]);
  const series = await valueSeries(ledger, closes, fx, period);
  return {
    period,
    currency: ledger.baseCurrency,
    figures: performanceFigures(series, period),
    days: series.days,
    warnings: unpricedWarnings([...series.unpriced].flatMap((id) => ledger.instruments.get(id) ?? [])),
  };
}

function currenciesOf({ baseCurrency, instruments, transactions }: PortfolioLedger): string[] {
  const currencies = new Set([baseCurrency]);
  for (const { currency } of instruments.values()) currencies.add(currency);
  for (const { currency, counterCurrency } of transactions) {
    currencies.add(currency);
    if (counterCurrency) currencies.add(counterCurrency);
  }
  return [...currencies];
}
