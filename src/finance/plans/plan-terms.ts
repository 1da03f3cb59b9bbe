import type { Decimal } from '../../kernel/decimal.js';
import type { LocalDate } from '../../kernel/local-date.js';
import type { ContributionDate } from '../schedules/index.js';
import { type Dealing, type ExchangeMarket, exchangeDealing, fundDealing } from './dealing.js';
import type { SmartBand } from './smart-multiplier.js';
import type { TakeProfit } from './take-profit.js';

/** Net asset value per unit (or close) of a day. */
export interface PricedDay {
  readonly on: LocalDate;
  readonly price: Decimal;
}

/** How much each contribution orders. Amounts in the plan's currency. */
export type OrderRule =
  | { readonly kind: 'FIXED'; readonly amount: Decimal }
  | {
      readonly kind: 'SMART';
      readonly amount: Decimal;
      readonly bands: readonly SmartBand[];
      /** Daily closes that the deviation is measured on: the fund's index, or the fund itself. */
      readonly reference: readonly PricedDay[];
    }
  | {
      readonly kind: 'VALUE_AVERAGING';
      readonly contribution: Decimal;
      /** Growth of the path per contribution, a fraction. */
      readonly growth: Decimal;
      /** What happens when the value stands above its path. */
      readonly whenAbove: 'SELL' | 'SKIP';
    };

export interface PlanTerms {
  /** Ascending days, one price each, above 0. The last one values the plan. */
  readonly prices: readonly PricedDay[];
  /** Of contributionDates; those after the last price are not dealt. */
  readonly dates: readonly ContributionDate[];
  readonly rule: OrderRule;
  /** Where whole lots are dealt at dated charges; what an order leaves over waits for the next one. Left out: a fund. */
  readonly market?: ExchangeMarket;
  /** Of a fund: fraction of the net amount (outside method) and of the proceeds. */
  readonly subscriptionRate: Decimal;
  readonly redemptionRate: Decimal;
  /** ISO 4217. */
  readonly currency: string;
  /** Money that the plan may use, from its day on; left out: there is always enough. */
  readonly deposits?: readonly { readonly on: LocalDate; readonly amount: Decimal }[];
  readonly takeProfit?: TakeProfit;
}

export function dealingOf(terms: PlanTerms): Dealing {
  return terms.market ? exchangeDealing(terms.market, terms.currency) : fundDealing(terms);
}

/** @throws RangeError when prices don't ascend or are not positive, or a date has no price */
export function checkPlanTerms({ prices, dates }: PlanTerms): void {
  const last = prices.at(-1);
  if (!last) throw new RangeError('A plan needs prices');
  prices.forEach(({ on, price }, index) => {
    const before = prices[index - 1];
    if (!price.greaterThan(0) || (before && before.on >= on))
      throw new RangeError(`Prices must be positive and their days ascend: ${on}`);
  });
  const priced = new Set(prices.map(({ on }) => on));
  const missing = dates.find(({ tradesOn }) => tradesOn <= last.on && !priced.has(tradesOn));
  if (missing) throw new RangeError(`An order is dealt on ${missing.tradesOn}, but that day has no price`);
}
