import type { LocalDate } from '../../kernel/local-date.js';
import { valuesOnDay } from '../../profiles/index.js';
import type { Audience, Trigger } from '../flight/campaign-plan.js';

/** Conditions on `c` (customer) with their values; the text holds none of them. */
export interface CompiledAudience {
  /** Common table expressions that the conditions name. */
  readonly ctes: string;
  readonly where: string;
  readonly values: readonly unknown[];
}

type Bind = (value: unknown) => string;

/** One SQL condition for each typed field of an audience. Whoever adds a field adds its line here, or it does not compile. */
const CONDITIONS: {
  readonly [K in keyof Required<Audience>]: (value: NonNullable<Audience[K]>, bind: Bind) => string;
} = {
  tiers: (tiers, bind) => `c.tier = ANY (${bind(tiers)}::text[])`,
  riskLevels: (levels, bind) => `c.risk_level = ANY (${bind(levels)}::text[])`,
  holdingLossMoreThan: (rate, bind) => lossMoreThan(rate, bind),
  holds: ({ mic, symbol }, bind) => `EXISTS (
    SELECT FROM position p JOIN instrument i ON i.id = p.instrument_id
    WHERE p.customer_id = c.id AND p.quantity > 0 AND i.mic = ${bind(mic)} AND i.symbol = ${bind(symbol)})`,
  holdsSector: (sector, bind) => `EXISTS (
    SELECT FROM position p JOIN instrument i ON i.id = p.instrument_id
    WHERE p.customer_id = c.id AND p.quantity > 0 AND i.sector = ${bind(sector)})`,
  facts: (kinds, bind) => hasFact(`f.kind = ANY (${bind(kinds)}::text[])`),
  interestedInSector: (sector, bind) => hasFact(`f.kind = 'SECTOR_INTEREST' AND f.subject = ${bind(sector)}`),
  averageAssetsAtLeast: (amount, bind) => `${AVERAGE_ASSETS} >= ${bind(amount)}::numeric`,
  averageAssetsBelow: (amount, bind) => `${AVERAGE_ASSETS} < ${bind(amount)}::numeric`,
  customerBefore: (day, bind) => `c.onboarded_at < ${bind(day)}::date`,
  customerSince: (day, bind) => `c.onboarded_at >= ${bind(day)}::date`,
  locales: (locales, bind) => `c.locale = ANY (${bind(locales)}::text[])`,
};

/** What an occasion demands of each customer; `true` where it concerns everybody. */
const OCCASIONS: {
  readonly [K in Trigger['kind']]: (trigger: Extract<Trigger, { kind: K }>, bind: Bind, day: string) => string;
} = {
  INDEX_CHANGE: () => 'true',
  SCHEDULE: () => 'true',
  HOLDING_LOSS: ({ moreThan }, bind) => lossMoreThan(moreThan, bind),
  TIER_CHANGE: ({ to }, bind, day) => `EXISTS (
    SELECT FROM customer_tier_period p WHERE p.customer_id = c.id AND p.effective_from = ${day} AND p.former_tier IS NOT NULL
      AND p.tier = ANY (${bind(to)}::text[]))`,
  INSTRUMENT_INTEREST: ({ instrument }, bind) =>
    hasFact(`f.kind = 'INSTRUMENT_INTEREST' AND f.instrument_id = (
    SELECT id FROM instrument WHERE mic = ${bind(instrument.mic)} AND symbol = ${bind(instrument.symbol)})`),
  SECTOR_INTEREST: ({ sector }, bind) => hasFact(`f.kind = 'SECTOR_INTEREST' AND f.subject = ${bind(sector)}`),
  CHURN_SIGNALS: () => hasFact("f.kind IN ('LOGINS_HALVED', 'POSITION_CHANGES_DROPPED', 'CLOSING_TICKETS')"),
  DORMANT: () => "c.tier = 'DORMANT'",
  FIRST_TRADE_MISSING: () => hasFact("f.kind = 'FIRST_TRADE_MISSING'"),
  BIRTHDAY: () => hasFact("f.kind = 'BIRTHDAY'"),
  REGULAR_INVESTING: () => hasFact("f.kind = 'REGULAR_INVESTING'"),
};

const AVERAGE_ASSETS = `(SELECT p.average_aum FROM customer_tier_period p WHERE p.customer_id = c.id AND p.effective_to IS NULL)`;

/**
 * Turns typed conditions into SQL with parameters.
 *
 * @param first number of the first parameter that is free, e.g. 4 for $4
 */
export function compileAudience(trigger: Trigger, audience: Audience, day: LocalDate, first: number): CompiledAudience {
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${first + values.push(value) - 1}`;
  const dayParameter = `${bind(day)}::date`;
  const conditions = [
    occasion(trigger, bind, dayParameter),
    ...Object.entries(audience).flatMap(([field, value]) =>
      value === undefined ? [] : [condition(field as keyof Audience, value, bind)],
    ),
  ];
  return { ctes: `${valuesOnDay(dayParameter)}, ${RESULT_OF}`, where: conditions.join('\n  AND '), values };
}

/** The table's type says that field and value belong together; the compiler can't follow that over a union. */
function condition(field: keyof Audience, value: unknown, bind: Bind): string {
  return (CONDITIONS[field] as (value: unknown, bind: Bind) => string)(value, bind);
}

function occasion(trigger: Trigger, bind: Bind, day: string): string {
  return (OCCASIONS[trigger.kind] as (trigger: Trigger, bind: Bind, day: string) => string)(trigger, bind, day);
}

/** All open positions of a customer together, value and cost at the same day's rates, in CNY. */
const RESULT_OF = `result_of AS (
  SELECT p.customer_id, sum(p.quantity * k.close * r.rate) AS value, sum(p.cost_basis * b.rate) AS cost
  FROM position p JOIN close_of k ON k.id = p.instrument_id JOIN to_cny r ON r.currency = k.currency
  JOIN to_cny b ON b.currency = p.currency
  WHERE p.quantity > 0 AND p.cost_basis > 0 GROUP BY p.customer_id
)`;

function lossMoreThan(rate: string, bind: Bind): string {
  return `c.id IN (SELECT customer_id FROM result_of WHERE value < cost * (1 - ${bind(rate)}::numeric))`;
}

function hasFact(condition: string): string {
  return `EXISTS (SELECT FROM profile_fact f WHERE f.customer_id = c.id AND ${condition})`;
}
