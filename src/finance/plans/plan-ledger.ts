import { type Decimal, ZERO } from '../../kernel/decimal.js';
import type { LocalDate } from '../../kernel/local-date.js';
import { toMinorUnit } from '../../kernel/money.js';
import type { DatedFlow } from '../xirr.js';
import type { Dealing } from './dealing.js';
import { dealingOf, type PlanTerms, type PricedDay } from './plan-terms.js';

export type PlanOutcomeOfDay =
  | 'BOUGHT'
  | 'SOLD'
  | 'TOOK_PROFIT'
  | 'SKIPPED_NO_FUNDS'
  | 'SKIPPED_BELOW_LOT'
  | 'SKIPPED_ABOVE_PATH'
  | 'SKIPPED_ZERO';

/** One line of a plan's log. */
export interface PlanEntry {
  /** `undefined` for a sale by take-profit, which has no place in the rhythm. */
  readonly scheduledOn: LocalDate | undefined;
  readonly tradesOn: LocalDate;
  readonly outcome: PlanOutcomeOfDay;
  /** Paid (fee included) when bought, received (fee taken off) when sold, what was due when skipped. */
  readonly amount: Decimal;
  readonly fee: Decimal;
  /** Units that came in (positive) or went out (negative). */
  readonly units: Decimal;
  readonly price: Decimal;
  /** Of a smart plan. */
  readonly multiplier: Decimal | undefined;
}

type EntryStart = Pick<PlanEntry, 'scheduledOn' | 'multiplier'>;

/** The books of one simulated plan: units, money that is left, flows and the log. Lives for one simulation. */
export class PlanLedger {
  units: Decimal = ZERO;
  paid: Decimal = ZERO;
  proceeds: Decimal = ZERO;
  /** The most that was ever paid in on top of what had come back. */
  tiedUp: Decimal = ZERO;
  /** `undefined`: there is always enough. */
  cash: Decimal | undefined;
  /** Of earlier orders, too little for a lot; it waits for the next one and counts as not invested. */
  carried: Decimal = ZERO;
  readonly flows: DatedFlow[] = [];
  readonly entries: PlanEntry[] = [];
  private readonly dealing: Dealing;

  constructor(private readonly terms: PlanTerms) {
    this.dealing = dealingOf(terms);
    this.cash = terms.deposits ? ZERO : undefined;
  }

  /** Adds the deposits of the days after `since`, up to `until`. */
  receiveDeposits(until: LocalDate, since: LocalDate | undefined): void {
    for (const { on, amount } of this.terms.deposits ?? [])
      if (on <= until && (since === undefined || on > since)) this.cash = this.cash?.add(amount);
  }

  /** @returns what was paid; `undefined` when there was not enough money, 0 when it does not reach for a lot yet */
  buy(day: PricedDay, amount: Decimal, start: EntryStart): Decimal | undefined {
    const budget = amount.add(this.carried);
    if (this.cash?.lessThan(budget)) {
      this.skip(day, 'SKIPPED_NO_FUNDS', amount, start);
      return undefined;
    }
    const { paid, fee, units } = this.dealing.buy(budget, day);
    this.carried = budget.sub(paid);
    if (paid.isZero()) {
      this.skip(day, 'SKIPPED_BELOW_LOT', amount, start);
      return ZERO;
    }
    this.units = this.units.add(units);
    this.cash = this.cash?.sub(paid);
    this.paid = this.paid.add(paid);
    const tiedUp = this.paid.sub(this.proceeds);
    if (tiedUp.greaterThan(this.tiedUp)) this.tiedUp = tiedUp;
    this.write(day, { ...start, outcome: 'BOUGHT', amount: paid, fee, units }, paid.neg());
    return paid;
  }

  /** Sells units of about `amount`, at most all of them. @returns the proceeds after the fee */
  sell(day: PricedDay, amount: Decimal, start: EntryStart): Decimal {
    const wanted = this.dealing.unitsFor(amount, day.price);
    return this.redeem(day, wanted.greaterThan(this.units) ? this.units : wanted, 'SOLD', start);
  }

  sellAll(day: PricedDay): Decimal {
    return this.redeem(day, this.units, 'TOOK_PROFIT', { scheduledOn: undefined, multiplier: undefined });
  }

  skip(day: PricedDay, outcome: PlanOutcomeOfDay, amount: Decimal, start: EntryStart): void {
    this.write(day, { ...start, outcome, amount, fee: ZERO, units: ZERO });
  }

  valueAt(price: Decimal): Decimal {
    return toMinorUnit(this.units.mul(price), this.terms.currency);
  }

  netValueAt(day: PricedDay): Decimal {
    return this.dealing.sell(this.units, day).net;
  }

  private redeem(day: PricedDay, units: Decimal, outcome: PlanOutcomeOfDay, start: EntryStart): Decimal {
    const { net, fee } = this.dealing.sell(units, day);
    this.units = this.units.sub(units);
    this.cash = this.cash?.add(net);
    this.proceeds = this.proceeds.add(net);
    this.write(day, { ...start, outcome, amount: net, fee, units: units.neg() }, net);
    return net;
  }

  private write(day: PricedDay, entry: Omit<PlanEntry, 'tradesOn' | 'price'>, flow?: Decimal): void {
    this.entries.push({ ...entry, tradesOn: day.on, price: day.price });
    if (flow) this.flows.push({ on: day.on, amount: flow });
  }
}
