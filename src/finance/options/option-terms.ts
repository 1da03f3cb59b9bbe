/**
 * What a model needs to know of an option. All in float64: the models end in exponentials and normal probabilities anyway.
 * Amounts per unit of the underlying, in one currency; rates continuous and annual as fractions (0.05 is 5 %).
 */
export interface OptionTerms {
  readonly kind: 'CALL' | 'PUT';
  readonly spot: number;
  readonly strike: number;
  /** Time to expiry in years, 0 to 30. */
  readonly years: number;
  /** Annual volatility as a fraction, 0.0001 to 3. */
  readonly volatility: number;
  /** Riskless rate r, continuously compounded; may be negative. */
  readonly rate: number;
  /** Dividend yield q (for a currency: the foreign rate), continuously compounded. */
  readonly dividendYield: number;
}

/** Outside of these a model answers with noise, or not at all: refused instead. */
const BOUNDS: readonly [name: Exclude<keyof OptionTerms, 'kind'>, min: number, max: number][] = [
  ['spot', 1e-6, 1e12],
  ['strike', 1e-6, 1e12],
  ['years', 0, 30],
  ['volatility', 1e-4, 3],
  ['rate', -1, 1],
  ['dividendYield', -1, 1],
];

/** @throws RangeError for a number that is none, or outside of what the models hold for */
export function checkTerms(terms: OptionTerms): void {
  for (const [name, min, max] of BOUNDS) {
    const value = terms[name];
    if (!(value >= min && value <= max)) throw new RangeError(`${name} must lie in [${min}, ${max}], not ${value}`);
  }
}
