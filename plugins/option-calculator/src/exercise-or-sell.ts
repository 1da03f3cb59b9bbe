import { exerciseOrSell as compare } from '../../../src/finance/options/exercise-or-sell.js';
import { type Decimal, decimal } from '../../../src/kernel/decimal.js';
import type { ExerciseOrSellInput, ExerciseOrSellResult } from './generated/exerciseOrSell.js';
import { spotOf } from './spot.js';
import { EARLY_EXERCISE, PAYOFF_DISCLAIMER } from './texts.js';

/** What exercising a held option today would bring, beside selling it at the bid. It compares two sums and recommends neither. */
export function exerciseOrSell({ args, data }: ExerciseOrSellInput): ExerciseOrSellResult {
  const spot = spotOf(data, args.spot);
  const contracts = decimal(args.contracts);
  const multiplier = decimal(args.multiplier);
  const strike = decimal(args.strike);
  const { exercise, sale, better, timeValue } = compare({
    kind: args.kind,
    strike,
    spot: spot.price,
    bid: decimal(args.bid),
    contracts,
    multiplier,
    exerciseFees: decimal(args.exerciseFees),
    saleFees: decimal(args.saleFees),
    decimals: spot.decimals,
  });
  const money = (amount: Decimal) => amount.toFixed(spot.decimals);
  return {
    underlying: spot.printed,
    exerciseNet: money(exercise),
    saleNet: money(sale),
    higher: better,
    timeValueGivenUp: money(timeValue),
    exercisePayment: money(contracts.mul(multiplier).mul(strike)),
    words: EARLY_EXERCISE[args.kind],
    disclaimer: PAYOFF_DISCLAIMER,
  };
}
