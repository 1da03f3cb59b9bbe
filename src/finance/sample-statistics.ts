/**
 * Arithmetic mean in float64. Unit: that of the values. Source: ISO 3534-1.
 *
 * @example
 * meanOf([1, 2, 3]) // 2
 */
export function meanOf(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total / values.length;
}

/**
 * Sample standard deviation √(Σ (x − x̄)² / (n − 1)) in float64, two passes (one pass loses digits when the mean is
 * large against the spread). Unit: that of the values. Needs n ≥ 2. Source: ISO 3534-1.
 *
 * @example
 * sampleDeviation([1, 2, 3], 2) // 1
 */
export function sampleDeviation(values: readonly number[], mean: number): number {
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}
