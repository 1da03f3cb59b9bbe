import type { PositionLeg } from '../../../src/finance/options/option-leg.js';
import { PAYOFF_CONVENTION, payoffAtExpiry } from '../../../src/finance/options/payoff-at-expiry.js';
import { payoffProfile } from '../../../src/finance/options/payoff-profile.js';
import { payoffSeries } from '../../../src/finance/options/payoff-series.js';
import { type Decimal, decimal, roundHalfUp, ZERO } from '../../../src/kernel/decimal.js';
import type { PayoffArgs, PayoffInput, PayoffResult } from './generated/payoff.js';
import { legWords } from './leg-words.js';
import { spotOf } from './spot.js';
import { PAYOFF_DISCLAIMER } from './texts.js';

/**
 * Profit and loss of a position at expiry: break-even prices, greatest gain and loss, a series for a chart, and what each leg's exercise
 * price means in words.
 */
export function payoff({ args, data }: PayoffInput): PayoffResult {
  const spot = spotOf(data, args.spot);
  const legs = args.legs.map(positionLeg);
  const fees = decimal(args.fees);
  const { breakEvens, maxProfit, maxLoss } = payoffProfile(legs, fees);
  const money = (amount: Decimal) => roundHalfUp(amount, spot.decimals).toFixed(spot.decimals);
  const prices = chartPrices(legs, spot.price, breakEvens, args.points);
  const payoffs = payoffSeries(legs, prices, fees);
  const chart = prices.map((price, index) => ({ price: price.toFixed(), payoff: money(payoffs[index] ?? ZERO) }));
  return {
    underlying: spot.printed,
    breakEvens: breakEvens.map((price) => roundHalfUp(price, 4).toFixed()),
    maxProfit: maxProfit ? money(maxProfit) : null,
    maxLoss: maxLoss ? money(maxLoss) : null,
    payoffAtSpot: money(payoffAtExpiry(legs, spot.price, fees)),
    chart,
    words: args.legs.map((leg) => legWords(leg, spot.printed.currency)),
    convention: PAYOFF_CONVENTION,
    disclaimer: PAYOFF_DISCLAIMER,
  };
}

export function positionLeg({ kind, strike, quantity, price, multiplier }: PayoffArgs['legs'][number]): PositionLeg {
  const common = { quantity: decimal(quantity), price: decimal(price), multiplier: decimal(multiplier) };
  if (kind === 'UNDERLYING') return { kind, ...common };
  if (strike === undefined) throw new Error('An option needs its strike.');
  return { kind, strike: decimal(strike), ...common };
}

/** Even steps from half the lowest to one and a half times the highest price that matters, and every corner and zero of the line itself. */
function chartPrices(
  legs: readonly PositionLeg[],
  spot: Decimal,
  breakEvens: readonly Decimal[],
  points: number,
): Decimal[] {
  const strikes = legs.flatMap((leg) => (leg.kind === 'UNDERLYING' ? [] : [leg.strike]));
  const marks = [spot, ...strikes, ...breakEvens.map((price) => roundHalfUp(price, 4))].filter((price) =>
    price.greaterThan(ZERO),
  );
  const sorted = ascending(marks);
  const low = (sorted[0] ?? spot).div(2);
  const step = (sorted.at(-1) ?? spot)
    .mul(1.5)
    .sub(low)
    .div(points - 1);
  const even = Array.from({ length: points }, (_, index) => roundHalfUp(low.add(step.mul(index)), 4));
  return ascending([...even, ...sorted]);
}

function ascending(prices: readonly Decimal[]): Decimal[] {
  const sorted = [...prices].sort((a, b) => a.comparedTo(b));
  return sorted.filter((price, index) => !sorted[index - 1]?.equals(price));
}
