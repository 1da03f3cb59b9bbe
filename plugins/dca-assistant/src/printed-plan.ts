import type { PlanEntry } from '../../../src/finance/plans/plan-ledger.js';
import type { PlanTerms } from '../../../src/finance/plans/plan-terms.js';
import type { PlanOutcome } from '../../../src/finance/plans/simulate-plan.js';
import type { XirrResult } from '../../../src/finance/xirr.js';
import { type Decimal, sum } from '../../../src/kernel/decimal.js';
import { minorUnit, moneyText } from '../../../src/kernel/money.js';
import type { BackTestResult } from './generated/backTest.js';

type Printed = NonNullable<BackTestResult['plan']>;

const SCHEDULE_MAX = 300;
const CHART_MAX = 240;
const TARGETS_MAX = 400;

/** The outcome in strings: money to the minor unit, rates to six decimals. */
export function printedPlan(outcome: PlanOutcome, terms: PlanTerms): Printed {
  const { currency } = terms;
  const text = (amount: Decimal) => moneyText(amount, currency);
  const { schedule, lumpSum } = outcome;
  return {
    invested: text(outcome.invested),
    fees: text(sum(schedule.map(({ fee }) => fee))),
    units: outcome.units.toFixed(),
    value: text(outcome.value),
    proceeds: text(outcome.proceeds),
    carried: text(outcome.carried),
    netReturn: outcome.netReturn ? rateText(outcome.netReturn) : null,
    compoundAnnualReturn: annual(outcome.xirr),
    maxDrawdown: rateText(outcome.maxDrawdown),
    endedBy: outcome.endedBy ?? null,
    targetReachedOn: outcome.targetReachedOn.slice(0, TARGETS_MAX),
    lumpSum: lumpSum
      ? {
          invested: text(lumpSum.invested),
          units: lumpSum.units.toFixed(),
          value: text(lumpSum.value),
          netReturn: rateText(lumpSum.netReturn),
          compoundAnnualReturn: annual(lumpSum.xirr),
          maxDrawdown: rateText(lumpSum.maxDrawdown),
        }
      : null,
    schedule: schedule.slice(-SCHEDULE_MAX).map((entry) => printedEntry(entry, minorUnit(currency))),
    scheduleOmitted: Math.max(0, schedule.length - SCHEDULE_MAX),
    chart: chartOf(outcome, terms),
  };
}

export function rateText(rate: Decimal): string {
  return rate.toDecimalPlaces(6).toFixed();
}

export function annual(result: XirrResult): string | null {
  return result.found ? rateText(result.rate) : null;
}

/** Amounts of the log are rounded already, so only zeros are missing: rounding them again was a tenth of a run. */
function padded(amount: Decimal, digits: number): string {
  const [whole = '0', fraction = ''] = amount.toFixed().split('.');
  return digits === 0 ? whole : `${whole}.${fraction.padEnd(digits, '0')}`;
}

function printedEntry(entry: PlanEntry, digits: number): Printed['schedule'][number] {
  return {
    scheduledOn: entry.scheduledOn ?? null,
    tradedOn: entry.tradesOn,
    outcome: entry.outcome,
    price: entry.price.toFixed(),
    amount: padded(entry.amount, digits),
    fee: padded(entry.fee, digits),
    units: entry.units.toFixed(),
    multiplier: entry.multiplier?.toFixed() ?? null,
  };
}

/** Evenly over the days, the last one included. In float64: points of a drawing, not amounts to be paid. */
function chartOf({ schedule, lumpSum }: PlanOutcome, { prices, currency }: PlanTerms): Printed['chart'] {
  const first = schedule.find(({ outcome }) => outcome === 'BOUGHT')?.tradesOn;
  const step = Math.max(1, Math.ceil(prices.length / CHART_MAX));
  const sampled = prices.filter((_, index) => (prices.length - 1 - index) % step === 0);
  const digits = minorUnit(currency);
  const text = (amount: number) => amount.toFixed(digits);
  const lumpUnits = lumpSum?.units.toNumber();
  let [next, units, invested] = [0, 0, 0];
  return sampled.map(({ on, price }) => {
    for (let entry = schedule[next]; entry && entry.tradesOn <= on; entry = schedule[next]) {
      next += 1;
      const moved = entry.units.toNumber();
      units += moved;
      if (moved !== 0) invested += (moved > 0 ? 1 : -1) * entry.amount.toNumber();
    }
    const level = price.toNumber();
    const once = lumpUnits !== undefined && first !== undefined && on >= first ? text(lumpUnits * level) : null;
    return { on, invested: text(invested), value: text(units * level), lumpSum: once };
  });
}
