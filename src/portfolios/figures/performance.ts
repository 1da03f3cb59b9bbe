import {
  ANNUALISE_CONVENTION,
  annualise,
  CALMAR_CONVENTION,
  calmar,
  type DatedFlow,
  MAX_DRAWDOWN_CONVENTION,
  maxDrawdown,
  SHARPE_CONVENTION,
  SORTINO_CONVENTION,
  sharpe,
  simpleReturns,
  sortino,
  TWR_CONVENTION,
  VOLATILITY_CONVENTION,
  volatility,
  XIRR_CONVENTION,
  xirr,
} from '../../finance/index.js';
import { type Decimal, ONE, sum } from '../../kernel/decimal.js';
import { addDays, daysBetween } from '../../kernel/local-date.js';
import { type AmountFigure, CONVENTIONS, type Figure } from './figure.js';
import type { Period } from './period.js';
import type { DayValue, ValueSeries } from './value-series.js';

export interface PerformanceFigures {
  readonly startValue: AmountFigure;
  readonly endValue: AmountFigure;
  readonly netFlows: AmountFigure;
  readonly profit: AmountFigure;
  readonly realizedPnl: AmountFigure;
  readonly unrealizedPnl: AmountFigure;
  readonly dividends: AmountFigure;
  readonly fees: AmountFigure;
  readonly twr: Figure;
  readonly twrAnnualised: Figure;
  readonly xirr: Figure;
  readonly maxDrawdown: Figure;
  readonly volatility: Figure;
  readonly sharpe: Figure;
  readonly sortino: Figure;
  readonly calmar: Figure;
}

/** All figures of a period from its value series. Amounts are unrounded, in base currency. */
export function performanceFigures(series: ValueSeries, period: Period): PerformanceFigures {
  return { ...amounts(series), ...returns(series, period), ...risk(series, period) };
}

function amounts(series: ValueSeries) {
  const endValue = series.days.at(-1)?.value ?? series.startValue;
  const netFlows = sum(series.days.map(({ inflow, outflow }) => inflow.sub(outflow)));
  return {
    startValue: { amount: series.startValue, convention: CONVENTIONS.value },
    endValue: { amount: endValue, convention: CONVENTIONS.value },
    netFlows: { amount: netFlows, convention: CONVENTIONS.netFlows },
    profit: { amount: endValue.sub(series.startValue).sub(netFlows), convention: CONVENTIONS.profit },
    realizedPnl: { amount: series.realized, convention: CONVENTIONS.realized },
    unrealizedPnl: { amount: series.unrealized, convention: CONVENTIONS.unrealized },
    dividends: { amount: series.dividends, convention: CONVENTIONS.dividends },
    fees: { amount: series.fees, convention: CONVENTIONS.fees },
  };
}

function returns(series: ValueSeries, period: Period) {
  const total = totalReturn(series);
  const money = xirr(investorFlows(series, period));
  return {
    twr: figure(total, TWR_CONVENTION),
    twrAnnualised: figure(annualise(total, daysOf(period)), ANNUALISE_CONVENTION),
    xirr: figure(money.found ? money.rate : undefined, XIRR_CONVENTION),
  };
}

function risk(series: ValueSeries, period: Period) {
  const drawdown = maxDrawdown([ONE, ...series.days.map(({ index }) => index)]).depth;
  const daily = tradingDayReturns(series.days);
  return {
    maxDrawdown: figure(drawdown, MAX_DRAWDOWN_CONVENTION),
    volatility: figure(volatility(daily), VOLATILITY_CONVENTION),
    sharpe: figure(sharpe(daily), SHARPE_CONVENTION),
    sortino: figure(sortino(daily), SORTINO_CONVENTION),
    calmar: figure(calmar(annualise(totalReturn(series), daysOf(period)), drawdown), CALMAR_CONVENTION),
  };
}

function totalReturn(series: ValueSeries): Decimal {
  return (series.days.at(-1)?.index ?? ONE).sub(ONE).toDecimalPlaces(12);
}

function daysOf({ from, to }: Period): number {
  return daysBetween(from, to) + 1;
}

/** The start value is paid in on the eve, the end value taken out on the last day. */
function investorFlows(series: ValueSeries, { from, to }: Period): DatedFlow[] {
  const flows: DatedFlow[] = [];
  if (!series.startValue.isZero()) flows.push({ on: addDays(from, -1), amount: series.startValue.neg() });
  for (const { date, inflow, outflow } of series.days) {
    if (!inflow.isZero()) flows.push({ on: date, amount: inflow.neg() });
    if (!outflow.isZero()) flows.push({ on: date, amount: outflow });
  }
  return [...flows, { on: to, amount: series.days.at(-1)?.value ?? series.startValue }];
}

/** Days without a close (a deposit on a Sunday) are no trading days: counted as such, they would dilute √252. */
function tradingDayReturns(days: readonly DayValue[]): Decimal[] {
  const indices = [ONE, ...days.filter(({ traded }) => traded).map(({ index }) => index)];
  const end = indices.findIndex((index) => !index.greaterThan(0)); // after a total loss there is nothing to return
  return simpleReturns(end === -1 ? indices : indices.slice(0, end));
}

function figure(value: Decimal | undefined, convention: string): Figure {
  return { value: value ?? null, convention };
}
