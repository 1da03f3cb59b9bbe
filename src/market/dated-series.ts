import type { Decimal } from '../kernel/decimal.js';
import type { LocalDate } from '../kernel/local-date.js';

/** A value from `date` on, until the next one. */
export interface DatedValue {
  readonly date: LocalDate;
  readonly value: Decimal;
}

/** Oldest first, one value a day. */
export type DatedSeries = readonly DatedValue[];

/**
 * The value valid on `date`: the latest on or before it. Its `date` tells how old it is.
 *
 * @returns `undefined` when the series begins later
 */
export function valueOn(series: DatedSeries, date: LocalDate): DatedValue | undefined {
  let low = 0;
  let high = series.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((series[middle]?.date ?? '') <= date) low = middle + 1;
    else high = middle;
  }
  return series[low - 1];
}
