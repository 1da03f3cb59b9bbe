import { simulatePlan } from '../../../src/finance/plans/simulate-plan.js';
import { contributionDates } from '../../../src/finance/schedules/index.js';
import { type Decimal, decimal, sum, ZERO } from '../../../src/kernel/decimal.js';
import { addMonths, daysBetween } from '../../../src/kernel/local-date.js';
import { minorUnit, moneyText } from '../../../src/kernel/money.js';
import type { SimulateInput, SimulateResult } from './generated/simulate.js';
import { annual, rateText } from './printed-plan.js';
import { ASSUMED_METHOD, ASSUMED_SOURCE, FORMULAS, REFUSALS, type RefusalCode, RISK_NOTICE } from './texts.js';

type Scenario = SimulateResult['scenarios'][number];

const CHART_MAX = 120;
/** Of all scenarios together: about 7,000,000 fuel each. */
const DATES_MAX = 540;
const DAYS_BETWEEN = { WEEKLY: 7, FORTNIGHTLY: 14, MONTHLY: 28 } as const;
/** Of the assumed price, so that a long fall does not round it away. */
const PRICE_DECIMALS = 9;

/** Runs a plan over prices that grow by the returns that the customer assumes: one scenario each, none of them a forecast. */
export function simulate({ args, data }: SimulateInput): SimulateResult {
  const { instrument } = data;
  const about = {
    instrument: `${args.mic}:${args.symbol}`,
    nameZh: instrument?.nameZh ?? '',
    nameEn: instrument?.nameEn ?? '',
    currency: instrument?.currency ?? '',
    disclosure: {
      method: ASSUMED_METHOD,
      formulas: FORMULAS.slice(0, 3),
      dataSource: ASSUMED_SOURCE,
      riskNotice: RISK_NOTICE,
    },
  };
  const refused = (code: RefusalCode) => ({ ...about, refusal: { code, message: REFUSALS[code] }, scenarios: [] });
  if (!instrument) return refused('NO_INSTRUMENT');
  const rate = decimal(args.subscriptionRate ?? '0');
  const payable = decimal(args.amount).greaterThan(ZERO) && !rate.isNegative() && rate.lessThan(1);
  if (!payable || args.annualReturns.some((value) => decimal(value).abs().greaterThanOrEqualTo(1)))
    return refused('AMOUNT');
  const dates = Math.ceil((args.months * 31) / DAYS_BETWEEN[args.frequency]);
  if (dates * args.annualReturns.length > DATES_MAX) return refused('TOO_LONG');
  const scenarios = args.annualReturns.map((value) => scenarioOf(args, decimal(value), instrument.currency));
  return { ...about, refusal: null, scenarios };
}

function scenarioOf(args: SimulateInput['args'], annualReturn: Decimal, currency: string): Scenario {
  const { startsOn, months, frequency } = args;
  const end = addMonths(startsOn, months);
  const dates = contributionDates({ start: startsOn, frequency, until: end, isTradingDay: () => true }).filter(
    ({ tradesOn }) => tradesOn < end,
  );
  const growth = 1 + annualReturn.toNumber();
  const priceOn = (on: string) => ({
    on,
    price: decimal((growth ** (daysBetween(startsOn, on) / 365)).toFixed(PRICE_DECIMALS)),
  });
  const prices = [...dates.map(({ tradesOn }) => priceOn(tradesOn)), priceOn(end)];
  const outcome = simulatePlan({
    prices,
    dates,
    rule: { kind: 'FIXED', amount: decimal(args.amount) },
    subscriptionRate: decimal(args.subscriptionRate ?? '0'),
    redemptionRate: ZERO,
    currency,
  });
  const text = (amount: Decimal) => moneyText(amount, currency);
  const drawn = (amount: number) => amount.toFixed(minorUnit(currency));
  const step = Math.max(1, Math.ceil(prices.length / CHART_MAX));
  let [units, invested] = [0, 0];
  const points = prices.map(({ on, price }, index) => {
    const bought = outcome.schedule[index];
    if (bought) [units, invested] = [units + bought.units.toNumber(), invested + bought.amount.toNumber()];
    return { on, invested: drawn(invested), value: drawn(units * price.toNumber()) };
  });
  return {
    annualReturn: annualReturn.toFixed(),
    dates: dates.length,
    invested: text(outcome.invested),
    fees: text(sum(outcome.schedule.map(({ fee }) => fee))),
    value: text(outcome.value),
    netReturn: outcome.netReturn ? rateText(outcome.netReturn) : null,
    compoundAnnualReturn: annual(outcome.xirr),
    lumpSumValue: outcome.lumpSum ? text(outcome.lumpSum.value) : null,
    chart: points.filter((_, index) => (points.length - 1 - index) % step === 0),
  };
}
