import { maxDrawdown } from '../../../src/finance/max-drawdown.js';
import { type Decimal, decimal, ONE, ZERO } from '../../../src/kernel/decimal.js';
import type { CheckUpData } from './generated/checkUp.js';

type Day = CheckUpData['portfolio']['performance']['days'][number];

export interface DrawdownDays {
  readonly peakOn: string;
  readonly troughOn: string;
  /** First listed day on which the peak was reached again; `null` while it was not. */
  readonly recoveredOn: string | null;
  /** From the latest peak to the last day, ≤ 0. */
  readonly now: Decimal;
}

/**
 * When the deepest fall of the time-weighted index began, ended and was made good.
 *
 * Formula: that of `maxDrawdown`. The days are those that the platform lists, every n-th of a long
 * history, so dates are as fine as that; the depth itself comes from all days.
 *
 * @returns `undefined` where the index never fell
 */
export function drawdownDays(days: readonly Day[]): DrawdownDays | undefined {
  const indices = days.map(({ index }) => decimal(index));
  const { depth, peakIndex, troughIndex } = maxDrawdown(indices);
  const peak = indices[peakIndex] ?? ZERO;
  if (depth.isZero()) return undefined;
  const recovered = indices.findIndex((index, at) => at > troughIndex && index.greaterThanOrEqualTo(peak));
  const highest = indices.reduce((most, index) => (index.greaterThan(most) ? index : most), peak);
  return {
    peakOn: days[peakIndex]?.date ?? '',
    troughOn: days[troughIndex]?.date ?? '',
    recoveredOn: days[recovered]?.date ?? null,
    now: (indices.at(-1) ?? highest).div(highest).sub(ONE),
  };
}
