/** Why a run gave no output. The publisher's fault unless the name starts with RUNNER_. */
export type RunRefusalCode =
  | 'PLUGIN_UNLOADABLE' // the bundle's top level throws, or does not end
  | 'TOOL_UNKNOWN'
  | 'TOOL_THREW'
  | 'TOOL_ASYNC'
  | 'ARGUMENTS_INVALID'
  | 'RESULT_NOT_JSON'
  | 'RESULT_INVALID'
  | 'OUT_OF_FUEL'
  | 'OUT_OF_MEMORY'
  | 'STACK_EXCEEDED'
  | 'INPUT_TOO_LARGE'
  | 'OUTPUT_TOO_LARGE'
  | 'WALL_CLOCK_EXCEEDED'
  | 'RUNNER_BUSY'
  | 'VERSION_RESTS' // it used up all it may, time after time
  | 'RUNNER_UNAVAILABLE';

export interface RunMeasure {
  /** Exact and the same on every machine, for the same engine, bundle, tool, input and instant. */
  readonly fuelUsed: number;
  /** What the tool wrote with `console.log`, at most 4096 characters. */
  readonly log: string;
}

export type RunResult = RunMeasure &
  (
    | { readonly ok: true /** JSON text. */; readonly output: string }
    | {
        readonly ok: false;
        readonly code: RunRefusalCode /** For the publisher, at most 1 KB. */;
        readonly message: string;
        /** When it may be tried again; only where waiting helps. */
        readonly retryAfterMs?: number;
      }
  );

/** A version that used up all it may, time after time, is not started for a while. */
export function resting(retryAfterMs: number): RunResult {
  const seconds = Math.ceil(retryAfterMs / 1000);
  const message = `This version used up its fuel, memory or time again and again. It may run in ${seconds} s.`;
  return { ...refusal('VERSION_RESTS', message), ok: false, code: 'VERSION_RESTS', message, retryAfterMs };
}

export function refusal(code: RunRefusalCode, message: string, measure: Partial<RunMeasure> = {}): RunResult {
  return { ok: false, code, message, fuelUsed: measure.fuelUsed ?? 0, log: measure.log ?? '' };
}
