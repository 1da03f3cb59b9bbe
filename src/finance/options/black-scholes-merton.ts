import { type Decimal, decimal, ZERO } from '../../kernel/decimal.js';
import { cumulativeNormal, normalDensity } from './normal-distribution.js';
import { checkTerms, type OptionTerms } from './option-terms.js';

export interface OptionValue {
  /** Per unit of the underlying, in its currency. */
  readonly value: Decimal;
  /** Change of value per 1 of the underlying. */
  readonly delta: Decimal;
  /** Change of delta per 1 of the underlying. */
  readonly gamma: Decimal;
  /** Change of value per 1.00 of volatility (100 percentage points; divide by 100 for one). */
  readonly vega: Decimal;
  /** Change of value per year that passes (divide by 365 for a calendar day). */
  readonly theta: Decimal;
  /** Change of value per 1.00 of the riskless rate. */
  readonly rho: Decimal;
}

export const BLACK_SCHOLES_MERTON_CONVENTION =
  'Black–Scholes–Merton: European exercise, continuous r and q, years to expiry, theta per year, vega and rho per 1.00';

/** Digits that a table of prices prints, and more than float64 noise: every result is rounded to it, half-up. */
const RESULT_DECIMALS = 8;

/**
 * Value and Greeks of a European option.
 *
 * Formula: c = S e^(−qT) N(d₁) − K e^(−rT) N(d₂), p = K e^(−rT) N(−d₂) − S e^(−qT) N(−d₁);
 * d₁ = (ln(S/K) + (r − q + σ²/2) T) / (σ√T), d₂ = d₁ − σ√T.
 * Convention: continuous r and q, lognormal price with constant σ; float64 inside, rounded half-up to 8 decimals. At expiry the value
 * is the intrinsic one, delta 1, 0 (½ on the strike) and the other Greeks 0.
 * Source: R. Merton, "Theory of rational option pricing", Bell Journal 4 (1973); Greeks as in J. Hull, "Options, Futures, and Other
 * Derivatives", "The Greek letters".
 *
 * @throws RangeError for terms outside of what the model holds for
 * @example
 * blackScholesMerton({ kind: 'CALL', spot: 42, strike: 40, years: 0.5, volatility: 0.2, rate: 0.1, dividendYield: 0 }).value // 4.75942239
 */
export function blackScholesMerton(terms: OptionTerms): OptionValue {
  const { value, delta, gamma, vega, theta, rho } = europeanFigures(terms);
  return {
    value: rounded(value),
    delta: rounded(delta),
    gamma: rounded(gamma),
    vega: rounded(vega),
    theta: rounded(theta),
    rho: rounded(rho),
  };
}

/** The same in float64, unrounded, for models that go on calculating. */
export function europeanFigures(terms: OptionTerms): Readonly<Record<keyof OptionValue, number>> {
  checkTerms(terms);
  const { spot, strike, years, volatility, rate, dividendYield } = terms;
  const sign = terms.kind === 'CALL' ? 1 : -1;
  if (years === 0) return atExpiry(sign * (spot - strike), sign);
  const deviation = volatility * Math.sqrt(years);
  const d1 = Math.log(spot / strike) / deviation + ((rate - dividendYield) * years) / deviation + deviation / 2;
  const asset = spot * Math.exp(-dividendYield * years);
  const cash = strike * Math.exp(-rate * years);
  const [inAsset, inCash] = [cumulativeNormal(sign * d1), cumulativeNormal(sign * (d1 - deviation))];
  const density = asset * normalDensity(d1);
  const decay = (density * volatility) / (2 * Math.sqrt(years));
  return {
    value: Math.max(0, sign * (asset * inAsset - cash * inCash)), // float64 can leave −1e−17
    delta: (sign * asset * inAsset) / spot,
    gamma: density / (spot * spot * deviation),
    vega: density * Math.sqrt(years),
    theta: sign * (dividendYield * asset * inAsset - rate * cash * inCash) - decay,
    rho: sign * years * cash * inCash,
  };
}

function atExpiry(moneyness: number, sign: number) {
  const exercised = moneyness > 0 ? 1 : moneyness === 0 ? 0.5 : 0;
  return { value: Math.max(0, moneyness), delta: sign * exercised, gamma: 0, vega: 0, theta: 0, rho: 0 };
}

/** Adding 0 turns −0 into 0. */
function rounded(figure: number): Decimal {
  return decimal(figure).toDecimalPlaces(RESULT_DECIMALS).add(ZERO);
}
