import { type Decimal, roundHalfUp, sum, ZERO } from '../kernel/decimal.js';
import type { LocalDate } from '../kernel/local-date.js';

/** Units that were acquired together. `cost` is what they cost in all, fees included, in one currency. */
export interface CostLot {
  /** Id of the transaction that opened it. */
  readonly openedBy: string;
  readonly acquiredOn: LocalDate;
  readonly quantity: Decimal;
  readonly cost: Decimal;
}

/** Decimal places that units are kept to when a corporate action divides them. */
export const QUANTITY_DECIMALS = 8;

/**
 * Adds a lot in FIFO order: behind all lots of the same or an earlier acquisition day (units that were transferred in keep theirs).
 *
 * Source: 财税〔2012〕85号 art. 2 and US Treas. Reg. § 1.1012-1(c): first acquired, first sold.
 */
export function addLot(lots: readonly CostLot[], lot: CostLot): CostLot[] {
  let at = lots.length;
  while (at > 0 && (lots[at - 1]?.acquiredOn ?? '') > lot.acquiredOn) at -= 1;
  return at === lots.length ? [...lots, lot] : [...lots.slice(0, at), lot, ...lots.slice(at)];
}

/**
 * Takes units out, first in first out.
 *
 * Formula: of a lot taken in part, cost out = round(cost × taken / quantity); what stays keeps the rest, so that nothing is lost
 * and a lot taken whole leaves residue 0. Unit: `costDecimals` is the currency's minor unit; half-up.
 *
 * @param quantity positive units
 * @returns `undefined` when less is held
 * @example
 * takeLots([{ openedBy: 'a', acquiredOn: '2024-01-02', quantity: decimal('3'), cost: decimal('10.00') }], decimal('1'), 2)?.cost // 3.33
 */
export function takeLots(
  lots: readonly CostLot[],
  quantity: Decimal,
  costDecimals: number,
): { left: CostLot[]; cost: Decimal } | undefined {
  let wanted = quantity;
  let cost: Decimal = ZERO;
  for (const [index, lot] of lots.entries()) {
    if (wanted.lessThan(lot.quantity)) {
      const part = roundHalfUp(lot.cost.mul(wanted).div(lot.quantity), costDecimals);
      const rest = { ...lot, quantity: lot.quantity.sub(wanted), cost: lot.cost.sub(part) };
      return { left: wanted.isZero() ? lots.slice(index) : [rest, ...lots.slice(index + 1)], cost: cost.add(part) };
    }
    wanted = wanted.sub(lot.quantity);
    cost = cost.add(lot.cost);
  }
  return wanted.isZero() ? { left: [], cost } : undefined;
}

/**
 * Scales all lots to a new total of units (split, bonus issue); days and costs stay.
 *
 * Formula: running totals Cᵢ become round(Cᵢ × total / C, 8 decimals), lots are their differences: the units add up to exactly
 * `total` and the cost to exactly what it was. A lot that would round to no units gives its cost to its neighbour.
 *
 * @param total positive units
 * @example
 * scaleLots([{ openedBy: 'a', acquiredOn: '2024-01-02', quantity: decimal('3'), cost: decimal('10') }], decimal('6'))[0]?.quantity // 6
 */
export function scaleLots(lots: readonly CostLot[], total: Decimal): CostLot[] {
  const held = sum(lots.map((lot) => lot.quantity));
  const scaled: CostLot[] = [];
  let running: Decimal = ZERO;
  let given: Decimal = ZERO;
  let orphanCost: Decimal = ZERO;
  lots.forEach((lot, index) => {
    running = running.add(lot.quantity);
    const upTo = index === lots.length - 1 ? total : roundHalfUp(running.mul(total).div(held), QUANTITY_DECIMALS);
    const cost = lot.cost.add(orphanCost);
    if (upTo.lessThanOrEqualTo(given)) orphanCost = cost;
    else {
      scaled.push({ ...lot, quantity: upTo.sub(given), cost });
      [given, orphanCost] = [upTo, ZERO];
    }
  });
  const last = scaled.at(-1);
  if (last && !orphanCost.isZero()) scaled[scaled.length - 1] = { ...last, cost: last.cost.add(orphanCost) };
  return scaled;
}
