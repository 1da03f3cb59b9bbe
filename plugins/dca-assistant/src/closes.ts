import type { PricedDay } from '../../../src/finance/plans/plan-terms.js';
import { decimal } from '../../../src/kernel/decimal.js';

export interface Series {
  readonly dates: readonly string[];
  readonly closes: readonly string[];
}

/** Each day once, oldest first. */
export function pricedDays({ dates, closes }: Series): PricedDay[] {
  const days = new Map<string, string>();
  dates.forEach((on, index) => {
    const close = closes[index];
    if (close !== undefined) days.set(on, close);
  });
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([on, close]) => ({ on, price: decimal(close) }));
}
