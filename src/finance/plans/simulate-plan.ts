import { type Decimal, ONE, ZERO } from '../../kernel/decimal.js';
import type { LocalDate } from '../../kernel/local-date.js';
import { deepestFall } from '../max-drawdown.js';
import { type XirrResult, xirr } from '../xirr.js';
import { type LumpSum, lumpSum } from './lump-sum.js';
import type { PlanEntry, PlanLedger } from './plan-ledger.js';
import { PlanRun } from './plan-run.js';
import { checkPlanTerms, dealingOf, type PlanTerms } from './plan-terms.js';

export interface PlanOutcome {
  readonly schedule: readonly PlanEntry[];
  readonly units: Decimal;
  /** All that was paid in, fees included. */
  readonly invested: Decimal;
  /** All that sales brought, fees taken off. */
  readonly proceeds: Decimal;
  /** Units × last price, before any redemption fee. */
  readonly value: Decimal;
  /** Of the last orders, too little for a lot; not in `invested`. */
  readonly carried: Decimal;
  /** (value + proceeds) / invested − 1, to 9 decimals; `undefined` when nothing was bought. */
  readonly netReturn: Decimal | undefined;
  /** Compound annual return, money-weighted. */
  readonly xirr: XirrResult;
  /** Of the plan's time-weighted index, so that payments can't hide a fall; ≤ 0, to 9 decimals. */
  readonly maxDrawdown: Decimal;
  readonly endedBy: 'NO_FUNDS' | 'TAKE_PROFIT' | undefined;
  /** Days on whose close the target was reached. */
  readonly targetReachedOn: readonly LocalDate[];
  /** The most that the plan ever tied up, invested at once on the first purchase's day. */
  readonly lumpSum: LumpSum | undefined;
  readonly convention: string;
}

export const PLAN_CONVENTION =
  'plan: orders at the price of their trading day, fund units to 2 decimals, outside-method fee, or whole lots with the day’s charges and the rest carried to the next order; take-profit seen at the close, sold at the next price; XIRR actual/365; drawdown of the time-weighted index; before taxes';

/**
 * Runs an investment plan over past (or assumed) prices. A calculation, not a forecast.
 *
 * Method, per priced day: deposits arrive; a take-profit seen at the last close is sold; each contribution due is ordered by its
 * rule (a value-averaging order is measured at the price that it is dealt at); the close is tested for the target.
 * Convention: too little money skips a contribution whole, the third in a row ends the plan (what is held stays); money half-up to the
 * minor unit, units half-up to 0.01; sales' proceeds may be invested again where deposits are given.
 * Source: fund subscription and redemption as in Chinese prospectuses; value averaging M. Edleson (1991); see each step's file.
 *
 * @throws RangeError when prices don't ascend or are not positive, or a contribution's day has no price
 * @example
 * simulatePlan({ prices: [['2024-01-02', '1'], ['2024-02-02', '2']].map(([on, price]) => ({ on, price: decimal(price) })),
 *   dates: ['2024-01-02', '2024-02-02'].map((day) => ({ scheduledOn: day, tradesOn: day })),
 *   rule: { kind: 'FIXED', amount: decimal('100') }, subscriptionRate: decimal('0'), redemptionRate: decimal('0'), currency: 'CNY' })
 *   .units // 150
 */
export function simulatePlan(terms: PlanTerms): PlanOutcome {
  checkPlanTerms(terms);
  const run = new PlanRun(terms);
  for (const day of terms.prices) run.live(day);
  return outcomeOf(terms, run);
}

function outcomeOf(terms: PlanTerms, { ledger, index, reachedOn, endedBy }: PlanRun): PlanOutcome {
  const last = terms.prices.at(-1);
  const value = ledger.valueAt(last?.price ?? ZERO);
  const { paid: invested, proceeds } = ledger;
  const closing = value.isZero() || !last ? [] : [{ on: last.on, amount: value }];
  return {
    schedule: ledger.entries,
    units: ledger.units,
    invested,
    proceeds,
    value,
    carried: ledger.carried,
    netReturn: invested.isZero() ? undefined : value.add(proceeds).div(invested).sub(ONE).toDecimalPlaces(9),
    xirr: xirr([...ledger.flows, ...closing]),
    maxDrawdown: deepestFall(index),
    endedBy,
    targetReachedOn: reachedOn,
    lumpSum: comparison(terms, ledger),
    convention: PLAN_CONVENTION,
  };
}

function comparison(terms: PlanTerms, ledger: PlanLedger): LumpSum | undefined {
  const first = ledger.entries.find(({ outcome }) => outcome === 'BOUGHT');
  if (!first) return undefined;
  const held = terms.prices.filter(({ on }) => on >= first.tradesOn);
  const { subscriptionRate: rate, currency } = terms;
  return lumpSum(held, { amount: ledger.tiedUp, rate, currency, dealing: dealingOf(terms) });
}
