import type { InvokeTool } from '../invocation/invoke-tool.js';
import type { InspectedPackage } from '../package/inspect-package.js';
import { runnable } from './test-project.js';

export interface BenchRow {
  readonly path: string;
  readonly tool: string;
  readonly scale: number;
  readonly inputBytes: number;
  readonly fuelUsed: number;
  /** Median of five. */
  readonly ms: number;
  /** Fuel relative to the first scale, divided by the input relative to it: about 1 is linear. */
  readonly growth: number;
  readonly refusal: string | undefined;
}

const RUNS = 5;

/**
 * Runs every fixture with its lists repeated: what the tool costs a customer with ten or a hundred times the data.
 *
 * @param lists names of the lists to repeat wherever they stand, e.g. lots; the outermost lists when left out
 */
export async function benchPackage(
  inspected: InspectedPackage,
  invoke: InvokeTool,
  scales: readonly number[],
  lists?: ReadonlySet<string>,
): Promise<readonly BenchRow[]> {
  const version = runnable(inspected);
  const rows: BenchRow[] = [];
  for (const { fixtures } of inspected.tools)
    for (const [path, { tool, input }] of fixtures) {
      let first: BenchRow | undefined;
      for (const scale of scales) {
        const scaled = {
          ...input,
          data: lists ? repeatNamed(input.data, scale, lists) : repeatLists(input.data, scale),
        };
        const inputBytes = Buffer.byteLength(JSON.stringify(scaled));
        const measured: number[] = [];
        let outcome = await invoke({ version, tool, input: scaled });
        for (let run = 0; run < RUNS; run += 1) {
          const start = performance.now();
          outcome = await invoke({ version, tool, input: scaled });
          measured.push(performance.now() - start);
        }
        const ms = measured.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
        const growth: number = first ? outcome.fuelUsed / first.fuelUsed / (inputBytes / first.inputBytes) : 1;
        const row: BenchRow = {
          path,
          tool,
          scale,
          inputBytes,
          fuelUsed: outcome.fuelUsed,
          ms,
          growth,
          refusal: outcome.ok ? undefined : outcome.code,
        };
        first ??= row;
        rows.push(row);
      }
    }
  return rows;
}

/** The outermost lists only: a hundred times the accounts, each as it was. */
export function repeatLists(value: unknown, times: number): unknown {
  if (Array.isArray(value)) return Array.from({ length: times }, () => value as unknown[]).flat();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, repeatLists(part, times)]));
}

/** Lists of these names, at any depth: a hundred times the lots of each account. */
export function repeatNamed(value: unknown, times: number, names: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => repeatNamed(item, times, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      names.has(key) ? repeatLists(part, times) : repeatNamed(part, times, names),
    ]),
  );
}
