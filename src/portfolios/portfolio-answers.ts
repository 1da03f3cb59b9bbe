import { CONCENTRATION_CONVENTION, concentration } from '../finance/index.js';
import type { Decimal } from '../kernel/decimal.js';
import { moneyText } from '../kernel/money.js';
import type { MoneyType } from '../operation/schema/money.type.js';
import type { Allocation, Concentration } from './allocation.type.js';
import { type AllocationDimension, allocate } from './figures/allocate.js';
import { type AmountFigure, CONVENTIONS } from './figures/figure.js';
import type { MeasuredPerformance } from './figures/measure-performance.js';
import type { Holdings } from './figures/read-holdings.js';
import type { DayValue } from './figures/value-series.js';
import type { Performance, PerformanceDay } from './performance.type.js';
import type { AmountFigureType } from './portfolio-figures.type.js';

/** Days that one answer lists at most; the `@listSize` of `Performance.days`. */
const DAYS_MAX = 366;

export function performanceAnswer({ period, currency, figures, days, warnings }: MeasuredPerformance): Performance {
  const { startValue, endValue, netFlows, profit, realizedPnl, unrealizedPnl, dividends, fees, ...rates } = figures;
  const amount = (figure: AmountFigure) => amountFigure(figure, currency);
  return {
    ...period,
    currency,
    startValue: amount(startValue),
    endValue: amount(endValue),
    netFlows: amount(netFlows),
    profit: amount(profit),
    realizedPnl: amount(realizedPnl),
    unrealizedPnl: amount(unrealizedPnl),
    dividends: amount(dividends),
    fees: amount(fees),
    ...rates,
    days: thin(days).map((day) => performanceDay(day, currency)),
    warnings,
  };
}

export function allocationAnswer(holdings: Holdings, by: AllocationDimension): Allocation {
  const { slices, warnings } = allocate(holdings, by);
  return {
    by,
    convention: CONVENTIONS.allocation,
    slices: slices.map((slice) => ({ ...slice, value: money(slice.value, holdings.currency) })),
    warnings,
  };
}

export function concentrationAnswer(holdings: Holdings): Concentration {
  const figures = concentration(holdings.positions.map(({ value }) => value));
  const figure = (value: Decimal | undefined) => ({ value: value ?? null, convention: CONCENTRATION_CONVENTION });
  return {
    hhi: figure(figures?.hhi),
    effectiveNumber: figure(figures?.effectiveNumber),
    top1: figure(figures?.top1),
    top5: figure(figures?.top5),
    warnings: holdings.warnings,
  };
}

export function amountFigure({ amount, convention }: AmountFigure, currency: string): AmountFigureType {
  return { value: money(amount, currency), convention };
}

function money(amount: Decimal, currency: string): MoneyType {
  return { amount: moneyText(amount, currency), currency };
}

/** Every n-th day counted back from the last, so that the last always stays. */
function thin(days: readonly DayValue[]): readonly DayValue[] {
  const step = Math.ceil(days.length / DAYS_MAX);
  return step <= 1 ? days : days.filter((_, index) => (days.length - 1 - index) % step === 0);
}

function performanceDay({ date, value, index }: DayValue, currency: string): PerformanceDay {
  return { date, value: money(value, currency), index: index.toDecimalPlaces(9) };
}
