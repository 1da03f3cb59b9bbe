import { type Decimal, decimal, roundHalfUp, ZERO } from '../../kernel/decimal.js';
import { minorUnit, toMinorUnit } from '../../kernel/money.js';
import { fundSubscription } from '../charges/fund-subscription.js';
import { totalCharges, tradeCharges } from '../charges/trade-charges.js';
import type { PricedDay } from './plan-terms.js';
import { redeemUnits } from './redeem-units.js';

/** A venue where whole lots are dealt and dated charges are due. */
export interface ExchangeMarket {
  /** ISO 10383. */
  readonly mic: string;
  readonly instrumentType: 'STOCK' | 'ETF';
  /** Units per board lot; purchases are whole lots. */
  readonly lotSize: Decimal;
  /** Agreed with the broker, a fraction of the traded value. */
  readonly commissionRate: Decimal;
}

export interface Purchase {
  /** All that leaves the account, charges included; 0 when the budget does not reach for one lot. */
  readonly paid: Decimal;
  readonly fee: Decimal;
  readonly units: Decimal;
}

/** How an amount becomes units and back. */
export interface Dealing {
  buy(budget: Decimal, day: PricedDay): Purchase;
  /** Units that may be sold for about `amount`; more than are held is the caller's to cut. */
  unitsFor(amount: Decimal, price: Decimal): Decimal;
  sell(units: Decimal, day: PricedDay): { readonly net: Decimal; readonly fee: Decimal };
}

const NOTHING: Purchase = { paid: ZERO, fee: ZERO, units: ZERO };

/** A fund: the whole amount is subscribed by the outside method; units to 0.01. */
export function fundDealing(terms: { subscriptionRate: Decimal; redemptionRate: Decimal; currency: string }): Dealing {
  const { subscriptionRate, redemptionRate, currency } = terms;
  return {
    buy(budget, { price }) {
      const { fee, shares } = fundSubscription({ amount: budget, rate: subscriptionRate, nav: price, currency });
      return { paid: budget, fee, units: shares };
    },
    unitsFor: (amount, price) => roundHalfUp(amount.div(price), 2),
    sell: (units, { price }) => redeemUnits({ units, nav: price, rate: redemptionRate, decimals: minorUnit(currency) }),
  };
}

/**
 * An exchange: the most whole lots whose value and charges of that day the budget covers. A sale takes whole lots, all units
 * together when it takes all.
 *
 * Formula: lots = ⌊budget / (price × lot size)⌋, less one lot at a time while value + charges > budget.
 * Convention: value half-up to the minor unit; charges by trade date, each line rounded by its own row (see tradeCharges).
 *
 * @throws PublicError RATE_OUT_OF_TABLE for a day that a table of charges does not cover, COMMISSION_ABOVE_CAP
 * @example
 * exchangeDealing({ mic: 'XSHG', instrumentType: 'STOCK', lotSize: decimal('100'), commissionRate: decimal('0.00025') }, 'CNY')
 *   .buy(decimal('1000'), { on: '2024-01-02', price: decimal('9.95') }).paid.toString() // 0
 */
export function exchangeDealing(market: ExchangeMarket, currency: string): Dealing {
  const { mic, instrumentType, lotSize, commissionRate } = market;
  const traded = (side: 'BUY' | 'SELL', quantity: Decimal, { on, price }: PricedDay) => {
    const gross = toMinorUnit(price.mul(quantity), currency);
    const trade = { mic, instrumentType, side, tradeDate: on, quantity, gross, commissionRate };
    return { gross, fee: quantity.isZero() || gross.isZero() ? ZERO : totalCharges(tradeCharges(trade)) };
  };
  const wholeLots = (units: Decimal) => units.div(lotSize).floor().mul(lotSize);
  return {
    buy(budget, day) {
      for (let units = wholeLots(budget.div(day.price)); units.greaterThan(ZERO); units = units.sub(lotSize)) {
        const { gross, fee } = traded('BUY', units, day);
        const paid = gross.add(fee);
        if (paid.lessThanOrEqualTo(budget)) return { paid, fee, units };
      }
      return NOTHING;
    },
    unitsFor: (amount, price) => wholeLots(amount.div(price)),
    sell(units, day) {
      const { gross, fee } = traded('SELL', units, day);
      const net = gross.sub(fee);
      return { net: net.isNegative() ? decimal(0) : net, fee };
    },
  };
}
