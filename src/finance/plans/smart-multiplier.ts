import { type Decimal, ONE, sum, ZERO } from '../../kernel/decimal.js';

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
  checkBands(bands);
  const last = closes.at(-1);
  const total = closes.length < SMART_AVERAGE_DAYS ? undefined : sum(closes.slice(-SMART_AVERAGE_DAYS));
  return multiplierAt(last, total, bands);
}

/** The same from the sum of the last 250 closes, `undefined` while there are fewer: see {@link rollingSums}. Bands as checked there. */
export function multiplierAt(
  last: Decimal | undefined,
  total: Decimal | undefined,
  bands: readonly SmartBand[],
): SmartMultiplier {
  if (!last || !total) return { multiplier: ONE, deviation: undefined };
  const [lowest] = bands;
  const deviation = last.div(total.div(SMART_AVERAGE_DAYS)).sub(ONE);
  const band = bands.findLast(({ from }) => from.lessThanOrEqualTo(deviation)) ?? lowest;
  return { multiplier: band?.multiplier ?? ONE, deviation: deviation.toDecimalPlaces(6) };
}

/**
 * For each close the sum of the last `days` up to it, `undefined` where there are fewer: one addition and one subtraction each,
 * instead of `days` additions.
 *
 * @example
 * rollingSums(['1', '2', '4', '8'].map(decimal), 3) // [undefined, undefined, 7, 14]
 */
export function rollingSums(closes: readonly Decimal[], days: number): (Decimal | undefined)[] {
  let total = ZERO;
  return closes.map((close, index) => {
    total = total.add(close);
    const gone = closes[index - days];
    if (gone) total = total.sub(gone);
    return index + 1 < days ? undefined : total;
  });
}

/** @throws RangeError without bands, or when they don't ascend, or for a negative multiplier */
export function checkBands(bands: readonly SmartBand[]): void {
  const descends = bands.some(({ from }, index) => index > 0 && !from.gt(bands[index - 1]?.from ?? from));
  if (bands.length === 0 || descends || bands.some(({ multiplier }) => multiplier.lessThan(0)))
    throw new RangeError('Bands must ascend, and multipliers be 0 or more');
}
