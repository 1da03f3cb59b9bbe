import { GOAL_PROBABILITY_CONVENTION, goalProbability } from '../../../src/finance/plans/goal-probability.js';
import { monthlyRate } from '../../../src/finance/plans/monthly-rate.js';
import { neededContribution } from '../../../src/finance/plans/needed-contribution.js';
import {
  PERSONAL_PENSION,
  personalPensionPayment,
  personalPensionPayoutTax,
} from '../../../src/finance/plans/personal-pension.js';
import { SAVED_VALUE_CONVENTION, type SavingTerms } from '../../../src/finance/plans/saved-value.js';
import { neededWageShare } from '../../../src/finance/plans/wage-share.js';
import { type Decimal, Decimal as Decimals, decimal, roundHalfUp } from '../../../src/kernel/decimal.js';
import { minorUnit, moneyText } from '../../../src/kernel/money.js';
import type { PlanGoalArgs, PlanGoalInput, PlanGoalResult } from './generated/planGoal.js';
import { type GoalTarget, goalTarget } from './goal-target.js';
import { type PastMonths, pastMonths } from './past-months.js';
import { dataSource, FORMULAS, METHOD, REFUSALS, type RefusalCode, RISK_NOTICE } from './texts.js';

type Plan = NonNullable<PlanGoalResult['plan']>;

const DEFAULTS = { present: '0', timing: 'END', blockMonths: 12, paths: 500, seed: 1 } as const;
/** Measured on the fixtures, rounded up: a run that is sure to use up its fuel is refused before it starts. */
const FUEL = { base: 1_000_000_000, perStep: 6_500, perDraw: 21_000, max: 3_900_000_000 } as const;
const CHART_MAX = 50;

/** What a goal needs each month, and how often the past, drawn anew, would have reached it. What can't be told is a refusal. */
export function planGoal({ args, data, asOf }: PlanGoalInput): PlanGoalResult {
  const { instrument, priceSeries } = data;
  const about = {
    instrument: `${args.mic}:${args.symbol}`,
    nameZh: instrument?.nameZh ?? '',
    nameEn: instrument?.nameEn ?? '',
    currency: instrument?.currency ?? '',
    disclosure: {
      method: METHOD,
      formulas: FORMULAS,
      dataSource: dataSource(priceSeries?.sources ?? []),
      riskNotice: RISK_NOTICE,
      convention: SAVED_VALUE_CONVENTION,
    },
  };
  const refused = (code: RefusalCode) => ({ ...about, refusal: { code, message: REFUSALS[code] }, plan: null });
  if (!instrument || !priceSeries) return refused('NO_INSTRUMENT');
  const mistake = mistakeIn(args, instrument.currency);
  if (mistake) return refused(mistake);
  const past = pastMonths(priceSeries);
  if (typeof past === 'string') return refused(past);
  return {
    ...about,
    refusal: null,
    plan: planOf(args, past, { currency: instrument.currency, today: asOf.slice(0, 10) }),
  };
}

function mistakeIn(args: PlanGoalArgs, currency: string): RefusalCode | undefined {
  const amounts = [args.amountToday, args.wage?.monthly ?? '1', args.payment ?? '1'];
  const within = (value: Decimal) => value.greaterThan(0) && value.lessThan('1000000000000');
  if (!amounts.every((value) => within(decimal(value))) || decimal(args.present ?? '0').isNegative()) return 'AMOUNT';
  const rates = [args.inflation, args.annualReturn, args.wage?.annualGrowth ?? '0'];
  if (rates.some((value) => decimal(value).abs().greaterThan('0.5'))) return 'RATES';
  const paths = args.paths ?? DEFAULTS.paths;
  const draws = paths * Math.ceil(args.months / (args.blockMonths ?? DEFAULTS.blockMonths));
  if (FUEL.base + args.months * paths * FUEL.perStep + draws * FUEL.perDraw > FUEL.max) return 'TOO_LONG';
  if (!args.personalPension) return undefined;
  const marginal = decimal(args.personalPension.marginalRate);
  const applies =
    args.kind === 'PENSION' && currency === 'CNY' && !marginal.isNegative() && marginal.lessThanOrEqualTo('0.45');
  return applies ? undefined : 'PENSION_ONLY';
}

function planOf(args: PlanGoalArgs, past: PastMonths, { currency, today }: { currency: string; today: string }): Plan {
  const decimals = minorUnit(currency);
  const text = (amount: Decimal) => moneyText(amount, currency);
  const goal = goalTarget(args, decimals);
  const present = decimal(args.present ?? DEFAULTS.present);
  const terms: SavingTerms = {
    rate: monthlyRate(decimal(args.annualReturn)),
    months: args.months,
    timing: args.timing ?? DEFAULTS.timing,
  };
  const needed = neededContribution(goal.target, present, terms, decimals);
  const wageShare = wageShareOf(args, goal, terms, decimals);
  const chosen = decimal(args.payment ?? wageShare?.firstPayment ?? needed);
  return {
    nominal: text(goal.nominal),
    target: text(goal.target),
    neededContribution: text(needed),
    paidIn: text(needed.mul(args.months)),
    wageShare: wageShare && { share: wageShare.share.toFixed(), firstPayment: text(wageShare.firstPayment) },
    probability: probabilityOf(args, {
      goal,
      past,
      payment: chosen,
      currency,
      isWage: wageShare !== null && !args.payment,
    }),
    history: {
      from: past.from,
      to: past.to,
      months: past.returns.length,
      lowest: Decimals.min(...past.returns)
        .toDecimalPlaces(6)
        .toFixed(),
      highest: Decimals.max(...past.returns)
        .toDecimalPlaces(6)
        .toFixed(),
    },
    personalPension: personalPension(args, { needed, firstMonth: goal.nominal, today }),
    chart: chartOf(present, needed, terms, decimals),
  };
}

function wageShareOf(args: PlanGoalArgs, { target }: GoalTarget, terms: SavingTerms, decimals: number) {
  if (!args.wage) return null;
  const wage = { monthly: decimal(args.wage.monthly), annualGrowth: decimal(args.wage.annualGrowth) };
  const share = neededWageShare(target, decimal(args.present ?? DEFAULTS.present), terms, wage);
  return { share, firstPayment: roundHalfUp(share.mul(wage.monthly), decimals) };
}

function probabilityOf(
  args: PlanGoalArgs,
  plan: { goal: GoalTarget; past: PastMonths; payment: Decimal; currency: string; isWage: boolean },
): Plan['probability'] {
  const { goal, past, payment, currency, isWage } = plan;
  const growth = decimal((isWage && args.wage?.annualGrowth) || '0');
  const outcome = goalProbability({
    target: goal.target,
    present: decimal(args.present ?? DEFAULTS.present),
    payment,
    paymentGrowth: growth,
    months: args.months,
    timing: args.timing ?? DEFAULTS.timing,
    monthlyReturns: past.returns,
    blockMonths: Math.min(args.blockMonths ?? DEFAULTS.blockMonths, past.returns.length),
    paths: args.paths ?? DEFAULTS.paths,
    seed: args.seed ?? DEFAULTS.seed,
    decimals: minorUnit(currency),
  });
  const text = (amount: Decimal) => moneyText(amount, currency);
  let [paidIn, monthly] = [decimal(0), payment];
  for (let month = 0; month < args.months; month += 12) {
    paidIn = paidIn.add(monthly.mul(Math.min(12, args.months - month)));
    monthly = monthly.mul(growth.add(1));
  }
  return {
    payment: text(payment),
    paidIn: text(paidIn),
    probability: outcome.probability.toFixed(),
    standardError: outcome.standardError.toFixed(),
    low: text(outcome.low),
    median: text(outcome.median),
    high: text(outcome.high),
    convention: GOAL_PROBABILITY_CONVENTION,
  };
}

/** By the rule of the day of the run; a later one may differ, which is why its row comes with the figures. */
function personalPension(
  { personalPension: account }: PlanGoalArgs,
  { needed, firstMonth, today }: { needed: Decimal; firstMonth: Decimal; today: string },
): Plan['personalPension'] {
  if (!account) return null;
  const year = personalPensionPayment({
    paid: needed.mul(12),
    paidEarlier: decimal(0),
    marginalRate: decimal(account.marginalRate),
    paidOn: today,
  });
  const row = PERSONAL_PENSION.find(({ from }) => from === year.rateRowFrom);
  return {
    deductiblePerYear: moneyText(year.deductible, 'CNY'),
    taxSavedPerYear: moneyText(year.taxSaved, 'CNY'),
    payoutTaxPerMonth: moneyText(personalPensionPayoutTax(firstMonth, today), 'CNY'),
    rule: { validFrom: year.rateRowFrom, status: row?.status ?? '', source: row?.source ?? '' },
  };
}

/** The contribution at the assumed return, about once a year. In float64: points of a drawing, not amounts to be paid. */
function chartOf(present: Decimal, payment: Decimal, terms: SavingTerms, decimals: number): Plan['chart'] {
  const step = Math.max(12, Math.ceil(terms.months / CHART_MAX));
  const [rate, paid] = [terms.rate.toNumber(), payment.toNumber()];
  const points: { month: number; paidIn: string; value: string }[] = [];
  let value = present.toNumber();
  for (let month = 1; month <= terms.months; month += 1) {
    value = terms.timing === 'BEGINNING' ? (value + paid) * (1 + rate) : value * (1 + rate) + paid;
    if (month % step === 0 || month === terms.months)
      points.push({ month, paidIn: (paid * month).toFixed(decimals), value: value.toFixed(decimals) });
  }
  return points;
}
