import { type Decimal, roundHalfUp, ZERO } from '../kernel/decimal.js';

/** Decimal places of a moving average: part of its definition, so that a stored average goes on exactly like one in memory. */
export const AVERAGE_COST_DECIMALS = 12;

/**
 * Moving average price per unit after units came in.
 *
 * Formula: (average × held + paid) / (held + bought).
 * Convention: `paid` excludes fees (a "diluted cost" is another figure); per unit, in the currency of `paid`; rounded half-up to
 * 12 decimals at each step. Units that go out leave the average as it is; at quantity 0 it is 0.
 * Source: IAS 2 § 27, weighted average calculated as each additional shipment is received.
 *
 * @example
 * averageAfterPurchase({ held: decimal('100'), average: decimal('10') }, decimal('50'), decimal('650')) // 11
 */
export function averageAfterPurchase(
  before: { held: Decimal; average: Decimal },
  bought: Decimal,
  paid: Decimal,
): Decimal {
  const units = before.held.add(bought);
  if (units.lessThanOrEqualTo(ZERO)) return ZERO;
  return roundHalfUp(before.average.mul(before.held).add(paid).div(units), AVERAGE_COST_DECIMALS);
}

/**
 * The same average on other units (split, bonus issue): average × old units / new units, rounded half-up to 12 decimals.
 *
 * @example
 * averageAfterScaling(decimal('30'), decimal('100'), decimal('300')) // 10
 */
export function averageAfterScaling(average: Decimal, oldUnits: Decimal, newUnits: Decimal): Decimal {
  return roundHalfUp(average.mul(oldUnits).div(newUnits), AVERAGE_COST_DECIMALS);
}
