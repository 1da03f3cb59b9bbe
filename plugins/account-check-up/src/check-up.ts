import { type Decimal, decimal, roundHalfUp, sum, ZERO } from '../../../src/kernel/decimal.js';
import { daysBetween } from '../../../src/kernel/local-date.js';
import { minorUnit } from '../../../src/kernel/money.js';
import { chinaDay } from './china-day.js';
import { type Contribution, contributions } from './contributions.js';
import { costDrag } from './cost-drag.js';
import { drawdownDays } from './drawdown.js';
import { findings } from './findings.js';
import type { CheckUpInput, CheckUpResult } from './generated/checkUp.js';
import { DISCLAIMER, NOTES, type NoteCode } from './texts.js';
import { baseConverter } from './to-base.js';

const RATE_DECIMALS = 6;

/**
 * Where an account's profit and loss came from: instruments, charges, timing; how concentrated it is, how deep it fell, in which currencies it
 * stands, what costs took and how much cash lies idle. Facts of the past, no advice.
 *
 * Timing is the money-weighted annual return less the time-weighted one: what the days of paying in and out added or took.
 */
export function checkUp({ args, data, asOf }: CheckUpInput): CheckUpResult {
  const { portfolio, positions, transactions } = data;
  const { performance, baseCurrency } = portfolio;
  const money = (amount: Decimal) => roundHalfUp(amount, minorUnit(baseCurrency)).toFixed(minorUnit(baseCurrency));
  const { found, unknown } = contributions(
    positions.edges.map(({ node }) => node),
    baseConverter(data),
  );
  const drag = costDrag(performance);
  const lastTradeOn = transactions.edges[0]?.node.tradeDate ?? null;
  const result: Omit<CheckUpResult, 'findings'> = {
    baseCurrency,
    from: performance.from,
    to: performance.to,
    totalValue: portfolio.totalValue.value.amount,
    profit: profitOf(data, found, args.instruments, money),
    returns: returnsOf(data),
    drawdown: drawdownOf(data),
    concentration: {
      hhi: portfolio.concentration.hhi.value,
      effectiveNumber: portfolio.concentration.effectiveNumber.value,
      top1: portfolio.concentration.top1.value,
      top5: portfolio.concentration.top5.value,
    },
    currencies: portfolio.allocation.slices.map(({ key, value, weight }) => ({
      currency: key,
      value: value.amount,
      weight,
    })),
    costs: {
      fees: performance.fees.value.amount,
      averageValue: money(drag.averageValue),
      perYear: rate(drag.perYear),
      shareOfGain: rate(drag.shareOfGain),
    },
    cash: {
      amount: portfolio.cash.value.amount,
      weight: shareOf(portfolio.cash.value.amount, portfolio.totalValue.value.amount),
      lastTradeOn,
      daysSinceTrade: lastTradeOn === null ? null : daysBetween(lastTradeOn, chinaDay(asOf)),
    },
    conventions: [
      performance.twr.convention,
      performance.xirr.convention,
      performance.maxDrawdown.convention,
      portfolio.concentration.hhi.convention,
    ],
    notes: notesOf(data, unknown.length > 0),
    disclaimer: DISCLAIMER,
  };
  return { ...result, findings: findings(result) };
}

function profitOf(
  { portfolio }: CheckUpInput['data'],
  found: readonly Contribution[],
  shown: number,
  money: (amount: Decimal) => string,
) {
  const total = decimal(portfolio.performance.profit.value.amount);
  const instruments = sum(found.map(({ profit }) => profit));
  const others = found.slice(shown);
  return {
    total: money(total),
    instruments: money(instruments),
    rest: money(total.sub(instruments)),
    dividends: portfolio.performance.dividends.value.amount,
    netFlows: portfolio.performance.netFlows.value.amount,
    byInstrument: found
      .slice(0, shown)
      .map(({ instrument, nameZh, nameEn, profit, realized, unrealized, dividends, fees }) => ({
        instrument,
        nameZh,
        nameEn,
        profit: money(profit),
        realized: money(realized),
        unrealized: money(unrealized),
        dividends: money(dividends),
        fees: money(fees),
      })),
    others: { instruments: others.length, profit: money(sum(others.map(({ profit }) => profit))) },
  };
}

function returnsOf({ portfolio: { performance } }: CheckUpInput['data']) {
  const [timeWeighted, moneyWeighted] = [performance.twrAnnualised.value, performance.xirr.value];
  const gap = timeWeighted === null || moneyWeighted === null ? null : decimal(moneyWeighted).sub(timeWeighted);
  return { twr: performance.twr.value, twrAnnualised: timeWeighted, xirr: moneyWeighted, timing: rate(gap) };
}

function drawdownOf({ portfolio: { performance } }: CheckUpInput['data']) {
  const days = drawdownDays(performance.days);
  return {
    max: performance.maxDrawdown.value,
    peakOn: days?.peakOn ?? null,
    troughOn: days?.troughOn ?? null,
    recoveredOn: days?.recoveredOn ?? null,
    now: rate(days?.now ?? ZERO),
  };
}

function notesOf({ portfolio, positions }: CheckUpInput['data'], unconverted: boolean) {
  const codes: NoteCode[] = ['REST', 'ONE_RATE_DAY'];
  if (positions.pageInfo.hasNextPage) codes.push('POSITIONS_LEFT_OUT');
  if (unconverted) codes.push('NOT_CONVERTED');
  if (portfolio.performance.warnings.length > 0) codes.push('VALUED_AT_COST');
  return codes.map((code) => ({ code, ...NOTES[code] }));
}

function shareOf(part: string, whole: string): string | null {
  return decimal(whole).greaterThan(ZERO) ? rate(decimal(part).div(whole)) : null;
}

function rate(figure: Decimal): string;
function rate(figure: Decimal | null): string | null;
function rate(figure: Decimal | null): string | null {
  return figure && roundHalfUp(figure, RATE_DECIMALS).toFixed();
}
