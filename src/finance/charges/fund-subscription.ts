import { type Decimal, ONE, roundHalfUp } from '../../kernel/decimal.js';
import { toMinorUnit } from '../../kernel/money.js';

export interface FundSubscription {
  /** What is invested after the fee, in the currency of the amount. */
  readonly net: Decimal;
  readonly fee: Decimal;
  /** Fund units, to two places. */
  readonly shares: Decimal;
}

/**
 * Splits a subscription by the outside method: the fee is charged on the net amount, not on what is paid in.
 *
 *     net = round(amount / (1 + rate), minor unit) · fee = amount − net · shares = round(net / nav, 2)
 *
 * 10,000 at 1.5 % and a NAV of 1.0150 give 9,852.22, 147.78 and 9,706.62 units.
 *
 * @param rate subscription fee as a fraction of the net amount
 * @param nav net asset value per unit on the day of confirmation
 */
export function fundSubscription(order: {
  amount: Decimal;
  rate: Decimal;
  nav: Decimal;
  currency: string;
}): FundSubscription {
  const { amount, rate, nav, currency } = order;
  if (!amount.gt(0) || rate.lt(0) || !nav.gt(0))
    throw new RangeError('A subscription has a positive amount and NAV and no negative rate');
  const net = rate.isZero() ? toMinorUnit(amount, currency) : toMinorUnit(amount.div(ONE.add(rate)), currency);
  return { net, fee: amount.sub(net), shares: roundHalfUp(net.div(nav), 2) };
}
