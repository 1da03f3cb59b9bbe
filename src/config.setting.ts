import type { z } from 'zod';

/** One setting. A `refuse` entry names a value that is fine in a sandbox and unsafe in live mode. */
export interface Setting<T> {
  /** As text, as one would write it in the environment; `undefined` for "not set". */
  readonly default: string | undefined;
  readonly read: z.ZodType<T, string | undefined>;
  /** What it decides, in which unit. */
  readonly meaning: string;
  /** Live mode: why this value may not be used, with what to do, or `undefined` when it may. */
  readonly refuse?: (value: T) => string | undefined;
  /** Never printed. */
  readonly secret?: true;
}

export function setting<T>(entry: Setting<T>): Setting<T> {
  return entry;
}
