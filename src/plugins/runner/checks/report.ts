/** What a check command prints, and whether it exits with 0. */
export interface CheckReport {
  readonly lines: readonly string[];
  readonly passed: boolean;
}

export function table(rows: readonly (readonly (string | number)[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, String(cell).length)));
  return rows.map((row) =>
    row
      .map((cell, column) => String(cell).padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Milliseconds of each of `count` runs of `act`, ascending. */
export async function timings(count: number, act: () => Promise<unknown>): Promise<number[]> {
  const measured: number[] = [];
  for (let round = 0; round < count; round += 1) {
    const start = performance.now();
    await act();
    measured.push(performance.now() - start);
  }
  return measured.sort((a, b) => a - b);
}
