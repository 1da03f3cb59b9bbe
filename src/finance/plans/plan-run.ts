import { type Decimal, ZERO } from '../../kernel/decimal.js';
import type { LocalDate } from '../../kernel/local-date.js';
import type { ContributionDate } from '../schedules/index.js';
import { type OrderPlanner, orderPlanner } from './order-amount.js';
import { PlanLedger } from './plan-ledger.js';
import type { PlanTerms, PricedDay } from './plan-terms.js';
import { grownCycle, newCycle, type PlanCycle, requiredOn, type TakeProfit, takeProfitReached } from './take-profit.js';

/** Contributions in a row without enough money after which a plan ends. */
export const FAILURES_MAX = 3;

/** One simulation on its way through the priced days. Lives for one call of simulatePlan. */
export class PlanRun {
  readonly ledger: PlanLedger;
  /** Time-weighted index after each day, 1 at the start. */
  readonly index: number[] = [1];
  readonly reachedOn: LocalDate[] = [];
  endedBy: 'NO_FUNDS' | 'TAKE_PROFIT' | undefined;
  private readonly dates: ReadonlyMap<LocalDate, readonly ContributionDate[]>;
  private readonly order: OrderPlanner;
  private cycle: PlanCycle;
  private yesterday: PricedDay | undefined;
  /** Prices in float64, read once. */
  private readonly levels: number[] = [];
  private count = 0;
  private failures = 0;
  private saleDue = false;
  private noted = false;

  constructor(private readonly terms: PlanTerms) {
    this.ledger = new PlanLedger(terms);
    this.dates = Map.groupBy(terms.dates, ({ tradesOn }) => tradesOn);
    this.order = orderPlanner(terms.rule, terms.currency);
    this.cycle = newCycle(terms.prices[0]?.on ?? '');
  }

  live(day: PricedDay): void {
    const { ledger, yesterday } = this;
    ledger.receiveDeposits(day.on, yesterday?.on);
    this.levels.push(day.price.toNumber());
    const { units, paid, proceeds, entries } = ledger;
    const before = { units, paid, proceeds, entries: entries.length };
    if (this.saleDue) this.takeProfit(day);
    for (const date of this.dates.get(day.on) ?? []) if (!this.endedBy) this.contribute(day, date);
    this.chain(day.price, before);
    if (ledger.units.greaterThan(ZERO)) this.watch(day);
    this.yesterday = day;
  }

  private takeProfit(day: PricedDay): void {
    this.saleDue = false;
    this.ledger.sellAll(day);
    this.cycle = newCycle(day.on);
    this.count = 0;
    if (this.terms.takeProfit?.onTarget === 'STOP') this.endedBy = 'TAKE_PROFIT';
  }

  private contribute(day: PricedDay, { scheduledOn }: ContributionDate): void {
    const { ledger, terms } = this;
    this.count += 1;
    const valueBefore = ledger.units.mul(day.price);
    const { amount, multiplier } = this.order({ day, valueBefore, count: this.count });
    const start = { scheduledOn, multiplier };
    if (amount.greaterThan(ZERO)) this.settle(ledger.buy(day, amount, start), day.on);
    else if (amount.isZero()) ledger.skip(day, 'SKIPPED_ZERO', amount, start);
    else if (terms.rule.kind === 'VALUE_AVERAGING' && terms.rule.whenAbove === 'SELL')
      this.grow({ on: day.on, earned: ledger.sell(day, amount.neg(), start) });
    else ledger.skip(day, 'SKIPPED_ABOVE_PATH', amount, start);
  }

  private settle(paid: Decimal | undefined, on: LocalDate): void {
    if (paid !== undefined) {
      this.failures = 0;
      if (paid.greaterThan(ZERO)) this.grow({ on, paid });
      return;
    }
    this.failures += 1;
    if (this.failures === FAILURES_MAX) this.endedBy = 'NO_FUNDS';
  }

  private grow(flow: { on: LocalDate; paid?: Decimal; earned?: Decimal }): void {
    if (this.terms.takeProfit) this.cycle = grownCycle(this.cycle, flow, this.terms.takeProfit);
  }

  /**
   * The index over a day: growth of what was held, price / yesterday's, times what the orders at that price cost,
   * (after + proceeds) / (before + paid). So a payment never dilutes growth before it. In float64: long decimal divisions took half
   * of a simulation's time in the plugins' engine.
   */
  private chain(price: Decimal, before: { units: Decimal; paid: Decimal; proceeds: Decimal; entries: number }): void {
    const { ledger, yesterday } = this;
    if (ledger.entries.length === before.entries) {
      const level = this.index.at(-1) ?? 1;
      this.index.push(
        before.units.isZero() || !yesterday ? level : (level * (this.levels.at(-1) ?? 1)) / (this.levels.at(-2) ?? 1),
      );
      return;
    }
    const held = before.units.mul(price);
    const invested = held.add(ledger.paid.sub(before.paid)).toNumber();
    const left = ledger.units.mul(price).add(ledger.proceeds.sub(before.proceeds)).toNumber();
    const growth = held.isZero() || !yesterday ? 1 : (this.levels.at(-1) ?? 1) / (this.levels.at(-2) ?? 1);
    this.index.push((this.index.at(-1) ?? 1) * (invested === 0 ? 1 : growth * (left / invested)));
  }

  /** Before any fee, in float64: most days are decided by this, at a tenth of what the exact question costs. */
  private isFarBelow(rule: TakeProfit, day: PricedDay): boolean {
    const { paid, earned } = this.cycle;
    const gross = this.ledger.units.toNumber() * (this.levels.at(-1) ?? 0);
    const { target } = rule;
    const wanted =
      target.kind === 'NET_RETURN'
        ? paid.toNumber() * (1 + target.rate.toNumber()) - earned.toNumber()
        : requiredOn(this.cycle, day.on, rule);
    return gross < wanted - Math.abs(wanted) * 1e-6 - 0.01;
  }

  private watch(day: PricedDay): void {
    const rule = this.terms.takeProfit;
    if (!rule || this.noted || this.isFarBelow(rule, day)) return;
    const netValue = this.ledger.netValueAt(day);
    if (!takeProfitReached(rule, this.cycle, { on: day.on, netValue })) return;
    this.reachedOn.push(day.on);
    if (rule.onTarget === 'CONTINUE') this.noted = true;
    else this.saleDue = true;
  }
}
