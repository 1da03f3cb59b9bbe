/**
 * Density of the standard normal distribution: e^(−x²/2) / √(2π). Float64.
 *
 * @example
 * normalDensity(0).toFixed(10) // 0.3989422804
 */
export function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** Coefficients of Hart's rational approximation 5666, highest power first. */
const NUMERATOR = [
  3.52624965998911e-2, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931,
  220.206867912376,
];
const DENOMINATOR = [
  8.83883476483184e-2, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831,
  793.826512519948, 440.413735824752,
];
const SWITCH = 7.07106781186547; // 10 / √2: beyond it the continued fraction is the better one

/**
 * Cumulative standard normal distribution N(x).
 *
 * Method: J. Hart et al., "Computer Approximations" (1968), algorithm 5666, and a continued fraction in the tails; float64 with an
 * absolute error below 1e−14. Polynomials of five terms, common in textbooks, leave 1e−7, which shows in Greeks.
 * Source: G. West, "Better approximations to cumulative normal functions", Wilmott, May 2005.
 *
 * @example
 * cumulativeNormal(1.96).toFixed(10) // 0.9750021049
 */
export function cumulativeNormal(x: number): number {
  const tail = upperTail(Math.abs(x));
  return x > 0 ? 1 - tail : tail;
}

function upperTail(x: number): number {
  if (x > 37) return 0;
  const bell = Math.exp((-x * x) / 2);
  if (x < SWITCH) return (bell * polynomial(NUMERATOR, x)) / polynomial(DENOMINATOR, x);
  const fraction = x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))));
  return bell / fraction / 2.506628274631; // √(2π)
}

function polynomial(coefficients: readonly number[], x: number): number {
  let total = 0;
  for (const coefficient of coefficients) total = total * x + coefficient;
  return total;
}
