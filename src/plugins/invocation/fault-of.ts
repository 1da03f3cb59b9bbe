import type { RunRefusalCode } from '../runner/run-result.js';

export type Fault = 'PLUGIN' | 'CALLER' | 'PLATFORM';

/** Whose fault a run without a result is: only the plugin's own count against its version. */
const NOT_THE_PLUGINS: Readonly<Partial<Record<RunRefusalCode, Fault>>> = {
  ARGUMENTS_INVALID: 'CALLER',
  TOOL_UNKNOWN: 'CALLER',
  INPUT_TOO_LARGE: 'CALLER',
  RUNNER_BUSY: 'PLATFORM',
  RUNNER_UNAVAILABLE: 'PLATFORM',
};

export function faultOf(code: RunRefusalCode): Fault {
  return NOT_THE_PLUGINS[code] ?? 'PLUGIN';
}

/**
 * What a publisher learns of a failure: where in its own bundle. The message is thrown away, because a tool may put into it what
 * it read.
 */
export function placeOf(message: string): string | null {
  return /plugin\.js:\d+(:\d+)?/.exec(message)?.[0] ?? null;
}
