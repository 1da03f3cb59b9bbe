import { checkTerms, type OptionTerms } from './option-terms.js';

export type ExerciseStyle = 'AMERICAN' | 'EUROPEAN';

/** Odd, as the method asks. */
export const TREE_STEPS = 201;

/** More would leave float64 at the outer nodes of the wildest terms that are admitted. */
const STEPS_MAX = 1001;

/** Probabilities are kept this far from 0 and 1: the tree is a certain path there, but must not divide by 0. */
const PROBABILITY_MIN = 1e-10;

/**
 * Value of an option on the binomial tree of Leisen and Reimer, in float64, not rounded.
 *
 * Method: p = h(d₂), p′ = h(d₁) with h the Peizer–Pratt inversion 2; up factor e^((r−q)Δt) p′/p, down factor
 * e^((r−q)Δt) (1 − p′)/(1 − p); values are discounted backwards, an American one is at least its intrinsic value at every node.
 * Why this tree: it is centred on the strike, so that a European value converges smoothly at about 1/n²; Cox–Ross–Rubinstein's
 * oscillates with 1/n and needs thousands of steps, quadratic in time, for the same digits.
 * Source: D. Leisen, M. Reimer, "Binomial models for option valuation: examining and improving convergence", Applied
 * Mathematical Finance 3 (1996).
 *
 * @param steps odd, 3 to 1,001
 * @throws RangeError for other steps, or for terms outside of what the models hold for
 * @example
 * leisenReimer({ kind: 'CALL', spot: 42, strike: 40, years: 0.5, volatility: 0.2, rate: 0.1, dividendYield: 0 }, 'EUROPEAN').toFixed(3) // 4.759
 */
export function leisenReimer(terms: OptionTerms, style: ExerciseStyle, steps: number = TREE_STEPS): number {
  checkTerms(terms);
  if (!Number.isInteger(steps) || steps % 2 === 0 || steps < 3 || steps > STEPS_MAX)
    throw new RangeError(`Steps must be odd, from 3 to ${STEPS_MAX}, not ${steps}`);
  const exercise = exerciseValues(terms);
  if (terms.years === 0) return exercise(terms.spot);
  return rollBack(branches(terms, steps), terms.spot, steps, exercise, style === 'AMERICAN');
}

interface Branches {
  readonly up: number;
  readonly down: number;
  /** Discounted probabilities. */
  readonly upWeight: number;
  readonly downWeight: number;
}

function branches({ spot, strike, years, volatility, rate, dividendYield }: OptionTerms, steps: number): Branches {
  const deviation = volatility * Math.sqrt(years);
  const d2 = (Math.log(spot / strike) + (rate - dividendYield) * years) / deviation - deviation / 2;
  const [p, pAsset] = [inversion(d2, steps), inversion(d2 + deviation, steps)];
  const growth = Math.exp(((rate - dividendYield) * years) / steps);
  const discount = Math.exp((-rate * years) / steps);
  return {
    up: (growth * pAsset) / p,
    down: (growth * (1 - pAsset)) / (1 - p),
    upWeight: discount * p,
    downWeight: discount * (1 - p),
  };
}

/** Peizer–Pratt method 2: the probability whose binomial distribution of n trials has the normal quantile z. */
function inversion(z: number, n: number): number {
  const scaled = z / (n + 1 / 3 + 0.1 / (n + 1));
  const p = 0.5 + Math.sign(z) * Math.sqrt(0.25 - 0.25 * Math.exp(-scaled * scaled * (n + 1 / 6)));
  return Math.max(PROBABILITY_MIN, Math.min(1 - PROBABILITY_MIN, p));
}

function rollBack(
  tree: Branches,
  spot: number,
  steps: number,
  exercise: (s: number) => number,
  early: boolean,
): number {
  const { up, down, upWeight, downWeight } = tree;
  const ratio = up / down;
  const values = new Float64Array(steps + 1);
  let lowest = spot * down ** steps;
  for (let i = 0, price = lowest; i <= steps; i += 1, price *= ratio) values[i] = exercise(price);
  for (let step = steps - 1; step >= 0; step -= 1) {
    lowest /= down;
    for (let i = 0, price = lowest; i <= step; i += 1, price *= ratio) {
      const held = upWeight * (values[i + 1] ?? 0) + downWeight * (values[i] ?? 0);
      values[i] = early ? Math.max(held, exercise(price)) : held;
    }
  }
  return values[0] ?? 0;
}

function exerciseValues({ kind, strike }: OptionTerms): (spot: number) => number {
  return kind === 'CALL' ? (spot) => Math.max(0, spot - strike) : (spot) => Math.max(0, strike - spot);
}
