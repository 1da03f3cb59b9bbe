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
 * it read; and since it may also write there what looks like a place, only one that the bundle has is believed, in one spelling.
 *
 * @param bundle its source, as the engine counts its lines and columns, from 1
 */
export function placeOf(message: string, bundle: string): string | null {
  const [, line, column] = /plugin\.js:(\d{1,7})(?::(\d{1,7}))?/.exec(message) ?? [];
  const text = bundle.split('\n')[Number(line) - 1];
  if (text === undefined || Number(column ?? 0) > text.length + 1) return null; // the engine also names the end of a line
  return column === undefined ? `plugin.js:${Number(line)}` : `plugin.js:${Number(line)}:${Number(column)}`;
}
