import { type Decimal, decimal, ONE, sum } from '../../kernel/decimal.js';

/** Trading days of the average that orders are measured against. */
export const SMART_AVERAGE_DAYS = 250;

/** From this deviation on (a fraction, −0.1 is 10 % below the average) the order is `multiplier` times the base amount. */
export interface SmartBand {
  readonly from: Decimal;
  readonly multiplier: Decimal;
}

export interface SmartMultiplier {
  readonly multiplier: Decimal;
  /** Close of the day before ÷ moving average − 1, to 6 decimals; `undefined` while the past is too short. */
  readonly deviation: Decimal | undefined;
}

export const SMART_CONVENTION = 'smart plan: multiplier by close / MA(250) − 1, both of the day before the order';

/**
 * How many times the base amount a smart plan orders.
 *
 * Formula: deviation = Cₜ₋₁ / mean(Cₜ₋₂₅₀ … Cₜ₋₁) − 1; the multiplier of the highest band whose `from` is not above it.
 * Convention: closes up to the day *before* the order, so that nothing is used that the order's day would reveal; the unrounded
 * deviation decides; 1 while fewer than 250 closes are known. The bands are the product's own terms, none is built in.
 * Source: moving average as of J. Murphy, "Technical Analysis of the Financial Markets"; the deviation is the "bias" (乖离率).
 *
 * @param closes ascending in time, ending on the day before the order
 * @param bands ascending by `from`; below the first one its multiplier holds
 * @throws RangeError without bands, or when they don't ascend, or for a negative multiplier
 * @example
 * smartMultiplier([...Array(249).fill(decimal('100')), decimal('80')],
 *   [{ from: decimal('-0.2'), multiplier: decimal('1.5') }, { from: decimal('0'), multiplier: decimal('0.8') }])
 * // { multiplier: 1.5, deviation: -0.199359 }
 */
export function smartMultiplier(closes: readonly Decimal[], bands: readonly SmartBand[]): SmartMultiplier {
  const lowest = bands[0];
  if (
    !lowest ||
    bands.some(({ from, multiplier }, i) => multiplier.lessThan(0) || (i > 0 && !from.gt(bands[i - 1]?.from ?? from)))
  )
    throw new RangeError('Bands must ascend, and multipliers be 0 or more');
  const last = closes.at(-1);
  if (!last || closes.length < SMART_AVERAGE_DAYS) return { multiplier: ONE, deviation: undefined };
  const average = sum(closes.slice(-SMART_AVERAGE_DAYS)).div(decimal(SMART_AVERAGE_DAYS));
  const deviation = last.div(average).sub(ONE);
  const band = bands.findLast(({ from }) => from.lessThanOrEqualTo(deviation)) ?? lowest;
  return { multiplier: band.multiplier, deviation: deviation.toDecimalPlaces(6) };
}
