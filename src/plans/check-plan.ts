import type { Frequency } from '../finance/schedules/index.js';
import { type Decimal, sum } from '../kernel/decimal.js';
import type { PublicError } from '../kernel/errors.js';
import { addMonths, type LocalDate } from '../kernel/local-date.js';
import { MINOR_UNITS } from '../kernel/money.js';
import { unsuitableBecause } from './check-suitability.js';
import type { PlanSubjects } from './find-subjects.js';
import { planError } from './plans.errors.js';

export const NAME_CHARACTERS_MAX = 80;
export const ORDERS_MAX = 10;
export const MANDATE_YEARS_MAX = 10;

export interface PlanOrder {
  readonly mic: string;
  readonly symbol: string;
  /** Per period, charges included, in the instrument's currency. */
  readonly amount: Decimal;
}

/** What a customer confirms. */
export interface PlanRequest {
  /** `null`: an account that the grant does not cover. */
  readonly accountId: string | null;
  readonly name: string;
  readonly frequency: Frequency;
  readonly startsOn: LocalDate;
  readonly expiresOn: LocalDate;
  readonly orders: readonly PlanOrder[];
  readonly capPerPeriod: Decimal;
  readonly capTotal: Decimal;
}

export interface PlanRefusal {
  readonly field: string;
  readonly error: PublicError;
}

type Check = (request: PlanRequest, subjects: PlanSubjects, today: LocalDate) => readonly PlanRefusal[];

/** All that speaks against a plan; empty when nothing does. In the order of the form, so that the first is the one to mend first. */
export function checkPlan(request: PlanRequest, subjects: PlanSubjects, today: LocalDate): readonly PlanRefusal[] {
  return CHECKS.flatMap((check) => check(request, subjects, today));
}

const CHECKS: readonly Check[] = [
  function name({ name }) {
    const length = name.trim().length;
    const good = length >= 1 && length <= NAME_CHARACTERS_MAX;
    return good ? [] : refuse('name', planError('PLAN_NAME_INVALID', { params: { max: NAME_CHARACTERS_MAX } }));
  },
  function account(_, { account }) {
    const good = account?.status === 'ACTIVE' && account.type !== 'OPTION';
    return good ? [] : refuse('accountId', planError('PLAN_ACCOUNT_INVALID'));
  },
  function instruments({ orders }, { instruments }) {
    if (orders.length < 1 || orders.length > ORDERS_MAX) return refuseInstrument('this number of products', 'count');
    const [first] = instruments;
    const wrong = orders.flatMap(({ mic, symbol }, index) => {
      const found = instruments[index];
      const name = `${mic}:${symbol}`;
      if (!found) return refuseInstrument(name, 'it is not known here');
      if (!BOUGHT_BY_PLANS.has(found.type))
        return refuseInstrument(name, `nothing of type ${found.type} is bought by a plan`);
      if (instruments.findIndex((other) => other?.id === found.id) < index)
        return refuseInstrument(name, 'it is named twice');
      if (found.mic !== first?.mic || found.currency !== first.currency || !(found.currency in MINOR_UNITS))
        return refuseInstrument(name, 'its exchange or currency is another');
      return [];
    });
    return wrong.slice(0, 1);
  },
  function amounts({ orders, capPerPeriod, capTotal }, { instruments }) {
    if (orders.length === 0) return [];
    const decimals = MINOR_UNITS[instruments[0]?.currency ?? ''] ?? 2;
    const payable = (amount: Decimal) => amount.greaterThan(0) && amount.decimalPlaces() <= decimals;
    const perPeriod = sum(orders.map(({ amount }) => amount));
    if (!orders.every(({ amount }) => payable(amount))) return refuseAmount('orders');
    if (!payable(capPerPeriod) || capPerPeriod.lessThan(perPeriod)) return refuseAmount('capPerPeriod');
    return payable(capTotal) && capTotal.greaterThanOrEqualTo(capPerPeriod) ? [] : refuseAmount('capTotal');
  },
  function dates({ startsOn, expiresOn }, _, today) {
    const error = planError('PLAN_DATES_INVALID', { params: { yearsMax: MANDATE_YEARS_MAX } });
    if (startsOn < today || startsOn > addMonths(today, 12)) return refuse('startsOn', error);
    const good = expiresOn > startsOn && expiresOn <= addMonths(startsOn, 12 * MANDATE_YEARS_MAX);
    return good ? [] : refuse('expiresOn', error);
  },
  function suitability({ orders }, { instruments, customerRisk }) {
    return orders.flatMap(({ mic, symbol }, index) => {
      const productLevel = instruments[index]?.riskLevel;
      const reason = productLevel && unsuitableBecause(customerRisk, productLevel);
      if (!reason) return [];
      const params = { instrument: `${mic}:${symbol}`, productLevel, customerLevel: customerRisk, reason };
      return refuse('orders', planError('PLAN_UNSUITABLE', { params }));
    });
  },
];

/** An index is quoted and never held; an option is no regular saving. */
const BOUGHT_BY_PLANS: ReadonlySet<string> = new Set(['STOCK', 'ETF', 'FUND', 'BOND']);

function refuse(field: string, error: PublicError): readonly PlanRefusal[] {
  return [{ field, error }];
}

function refuseInstrument(instrument: string, reason: string): readonly PlanRefusal[] {
  return refuse('orders', planError('PLAN_INSTRUMENT_INVALID', { params: { instrument, reason } }));
}

function refuseAmount(field: string): readonly PlanRefusal[] {
  return refuse(field, planError('PLAN_AMOUNT_INVALID', { params: { field } }));
}
