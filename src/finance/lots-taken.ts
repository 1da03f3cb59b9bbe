import { ZERO } from '../kernel/decimal.js';
import type { CostLot } from './fifo-lots.js';

/**
 * Which units left, lot by lot, between two states of the same lots (before and after a sale).
 *
 * Formula: quantity and cost of a lot before, less what is left of it. Lots are the same when the same transaction opened them.
 * Convention: nothing came in and no split happened in between.
 * Source: follows {@link takeLots}; first acquired, first sold.
 *
 * @example
 * lotsTaken([{ openedBy: 'a', acquiredOn: '2024-01-02', quantity: decimal('3'), cost: decimal('10') }], [])[0]?.cost // 10
 */
export function lotsTaken(before: readonly CostLot[], after: readonly CostLot[]): CostLot[] {
  const left = new Map(after.map((lot) => [lot.openedBy, lot]));
  return before.flatMap((lot) => {
    const rest = left.get(lot.openedBy);
    const quantity = lot.quantity.sub(rest?.quantity ?? ZERO);
    return quantity.greaterThan(ZERO) ? [{ ...lot, quantity, cost: lot.cost.sub(rest?.cost ?? ZERO) }] : [];
  });
}
