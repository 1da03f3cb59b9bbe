import { type Decimal, roundHalfUp, ZERO } from '../../kernel/decimal.js';
import { intrinsicValue } from './intrinsic-value.js';

export interface ExerciseOrSell {
  /** Proceeds of exercising now, after its fees. */
  readonly exercise: Decimal;
  /** Proceeds of selling the option now, after its fees. */
  readonly sale: Decimal;
  readonly better: 'EXERCISE' | 'SELL' | 'EQUAL' | 'NEITHER';
  /** Time value that exercising gives away: (bid − intrinsic) × units; negative where the bid lies below the intrinsic value. */
  readonly timeValue: Decimal;
}

/**
 * Early exercise against selling the option at the bid.
 *
 * Formula: exercise = intrinsic × contracts × multiplier − its fees; sale = bid × contracts × multiplier − its fees.
 * Convention: an American option held, today's prices, no tax; money rounded half-up to `decimals` at the end. NEITHER when both
 * would cost more than they bring. Without fees selling wins whenever the bid is above the intrinsic value: exercising
 * throws the time value away.
 * Source: R. Merton, "Theory of rational option pricing", Bell Journal 4 (1973), theorem 2.
 *
 * @param decimals minor unit of the currency
 * @example
 * exerciseOrSell({ kind: 'CALL', strike: decimal('100'), spot: decimal('112'), bid: decimal('12.5'), contracts: decimal('2'),
 *   multiplier: decimal('100'), exerciseFees: decimal('10'), saleFees: decimal('3'), decimals: 2 })
 * // { exercise: 2390, sale: 2497, better: SELL, timeValue: 100 }
 */
export function exerciseOrSell(position: {
  kind: 'CALL' | 'PUT';
  strike: Decimal;
  spot: Decimal;
  bid: Decimal;
  contracts: Decimal;
  multiplier: Decimal;
  exerciseFees: Decimal;
  saleFees: Decimal;
  decimals: number;
}): ExerciseOrSell {
  const { kind, strike, spot, bid, contracts, multiplier, exerciseFees, saleFees, decimals } = position;
  const units = contracts.mul(multiplier);
  const intrinsic = intrinsicValue(kind, strike, spot).mul(units);
  const exercise = roundHalfUp(intrinsic.sub(exerciseFees), decimals);
  const sale = roundHalfUp(bid.mul(units).sub(saleFees), decimals);
  const timeValue = roundHalfUp(bid.mul(units).sub(intrinsic), decimals);
  return { exercise, sale, better: betterOf(exercise, sale), timeValue };
}

function betterOf(exercise: Decimal, sale: Decimal): ExerciseOrSell['better'] {
  if (exercise.lessThanOrEqualTo(ZERO) && sale.lessThanOrEqualTo(ZERO)) return 'NEITHER';
  if (exercise.equals(sale)) return 'EQUAL';
  return exercise.greaterThan(sale) ? 'EXERCISE' : 'SELL';
}
