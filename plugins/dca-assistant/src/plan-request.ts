import type { OrderRule, PlanTerms, PricedDay } from '../../../src/finance/plans/plan-terms.js';
import type { TakeProfit } from '../../../src/finance/plans/take-profit.js';
import { contributionDates } from '../../../src/finance/schedules/index.js';
import { type Decimal, decimal, parseDecimal, ZERO } from '../../../src/kernel/decimal.js';
import { daysBetween } from '../../../src/kernel/local-date.js';
import type { BackTestArgs, BackTestData } from './generated/backTest.js';
import type { RefusalCode } from './texts.js';

type Instrument = NonNullable<BackTestData['instrument']>;

/** The terms of the plan that was asked for, or why there is none. `prices` ascend. */
export function planTerms(
  args: BackTestArgs,
  instrument: Instrument,
  prices: readonly PricedDay[],
): PlanTerms | RefusalCode {
  const { startsOn, until, frequency } = args;
  if (args.pricesFrom > startsOn || startsOn >= until) return 'DATES';
  if (args.interval !== 'DAY' && (args.method === 'SMART' || frequency === 'DAILY')) return 'DAYS_NEEDED';
  const amounts = [args.amount, args.growthPerPeriod ?? '0', ...RATES.map((name) => args[name] ?? '0')].map(
    parseDecimal,
  );
  if (
    amounts.some((value) => value === undefined || value.lessThan(0) || value.greaterThan('1000000000')) ||
    !decimal(args.amount).gt(ZERO)
  )
    return 'AMOUNT';
  if (RATES.some((name) => decimal(args[name] ?? '0').greaterThan(1))) return 'AMOUNT';
  const rule = orderRule(args, prices);
  if (typeof rule === 'string') return rule;
  const held = prices.filter(({ on }) => on >= startsOn);
  const last = held.at(-1);
  if (!last || held.length < 2) return 'NO_PRICES';
  const dates = Math.min(held.length, Math.ceil(daysBetween(startsOn, last.on) / DAYS_BETWEEN[frequency]) + 1);
  if (dates * FUEL_PER_DATE[args.method] + prices.length * FUEL_PER_CLOSE > FUEL_MAX) return 'TOO_LONG';
  const priced = new Set(held.map(({ on }) => on));
  // A date behind the last close is not dealt, so the calendar may end with it.
  const isTradingDay = (day: string) => priced.has(day) || day > last.on;
  return {
    prices: held,
    dates: contributionDates({ start: startsOn, frequency, until: last.on, isTradingDay }),
    rule,
    subscriptionRate: decimal(args.subscriptionRate ?? '0'),
    redemptionRate: decimal(args.redemptionRate ?? '0'),
    currency: instrument.currency,
    ...marketOf(args, instrument),
    ...(args.takeProfit && { takeProfit: takeProfit(args.takeProfit) }),
  };
}

/** Measured on the fixtures, rounded up: a run that is sure to use up its fuel is refused before it starts. */
const FUEL_PER_DATE = { FIXED: 7_000_000, SMART: 9_000_000, VALUE_AVERAGING: 12_000_000 } as const;
const FUEL_PER_CLOSE = 1_500_000;
const FUEL_MAX = 3_800_000_000;
const DAYS_BETWEEN = { DAILY: 1, WEEKLY: 7, FORTNIGHTLY: 14, MONTHLY: 28 } as const;

const RATES = ['subscriptionRate', 'redemptionRate', 'commissionRate'] as const;

function orderRule(args: BackTestArgs, reference: readonly PricedDay[]): OrderRule | RefusalCode {
  const amount = decimal(args.amount);
  if (args.method === 'FIXED') return { kind: 'FIXED', amount };
  if (args.method === 'VALUE_AVERAGING') {
    const growth = decimal(args.growthPerPeriod ?? '0');
    return { kind: 'VALUE_AVERAGING', contribution: amount, growth, whenAbove: args.whenAbove ?? 'SKIP' };
  }
  const bands = (args.bands ?? []).map(({ from, multiplier }) => ({
    from: decimal(from),
    multiplier: decimal(multiplier),
  }));
  const ascending = bands.every(({ from, multiplier }, index) => {
    const before: Decimal | undefined = bands[index - 1]?.from;
    return multiplier.gte(ZERO) && (before === undefined || from.gt(before));
  });
  return bands.length > 0 && ascending ? { kind: 'SMART', amount, bands, reference } : 'BANDS';
}

/** Stocks and ETFs are dealt in lots at dated charges; a fund by subscription; an index as a fund that tracks it would be. */
function marketOf(args: BackTestArgs, { mic, type, lotSize }: Instrument): Pick<PlanTerms, 'market'> {
  if (type !== 'STOCK' && type !== 'ETF') return {};
  const commissionRate = decimal(args.commissionRate ?? '0.00025');
  return { market: { mic, instrumentType: type, lotSize: decimal(lotSize), commissionRate } };
}

function takeProfit({ kind, rate, minDays, onTarget }: NonNullable<BackTestArgs['takeProfit']>): TakeProfit {
  const target =
    kind === 'XIRR' ? { kind, rate: decimal(rate), minDays: minDays ?? 365 } : { kind, rate: decimal(rate) };
  return { target, onTarget };
}
