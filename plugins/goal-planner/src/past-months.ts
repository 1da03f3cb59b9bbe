import { type Decimal, decimal } from '../../../src/kernel/decimal.js';

export interface PastMonths {
  readonly from: string;
  readonly to: string;
  /** Close ÷ close of the month before − 1, in float64 to 12 decimals. */
  readonly returns: readonly Decimal[];
}

/** Fewer say little about a year, and nothing about a crisis. */
const MONTHS_MIN = 60;
const DECIMALS = 12;

/** Returns of neighbouring months, each month once; a missing one is a refusal, not a return over two. */
export function pastMonths({
  dates,
  closes,
}: {
  readonly dates: readonly string[];
  readonly closes: readonly string[];
}): PastMonths | 'SHORT_PAST' | 'GAP' {
  const months = new Map<string, { on: string; close: number }>();
  dates.forEach((on, index) => months.set(on.slice(0, 7), { on, close: Number(closes[index]) }));
  const sorted = [...months.values()].sort((a, b) => (a.on < b.on ? -1 : 1));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last || sorted.length <= MONTHS_MIN) return 'SHORT_PAST';
  if (monthNumber(last.on) - monthNumber(first.on) !== sorted.length - 1) return 'GAP';
  const returns = sorted
    .slice(1)
    .map(({ close }, index) => decimal((close / (sorted[index]?.close ?? close) - 1).toFixed(DECIMALS)));
  return { from: first.on, to: last.on, returns };
}

function monthNumber(on: string): number {
  return Number(on.slice(0, 4)) * 12 + Number(on.slice(5, 7));
}
