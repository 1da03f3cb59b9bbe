import type { Frame } from './frame.js';
import type { GuestCall } from './guest.js';
import type { RunRefusalCode, RunResult } from './run-result.js';

/**
 * What goes over both hops, platform → supervisor (unix socket) and supervisor → runner (pipes).
 * Input, output and bundle travel as the frame's body. `need` asks for the bundle, which travels only once.
 */
export type RunHeader = Omit<GuestCall, 'input'> & {
  readonly type: 'run';
  readonly id: number;
  /** sha256 of the bundle, hex. */
  readonly bundle: string;
};
export interface LoadHeader {
  readonly type: 'load';
  readonly id: number;
  readonly bundle: string;
}
export interface NeedHeader {
  readonly type: 'need';
  readonly id: number;
  readonly bundle: string;
}
export interface DoneHeader {
  readonly type: 'done';
  readonly id: number;
  readonly ok: boolean;
  readonly code?: RunRefusalCode;
  readonly message?: string;
  readonly retryAfterMs?: number;
  readonly fuelUsed: number;
  readonly log: string;
}

export interface RunCall extends GuestCall {
  readonly bundle: { readonly digest: string; readonly source: string };
}

/** The one way to a plugin's code. Never rejects for what a plugin does; a stopped runner is a refusal too. */
export type RunTool = (call: RunCall) => Promise<RunResult>;

export function runHeader(id: number, { tool, fuel, asOfMs, outputBytesMax, bundle }: RunCall): RunHeader {
  return { type: 'run', id, bundle: bundle.digest, tool, fuel, asOfMs, outputBytesMax };
}

export function doneHeader(id: number, result: RunResult): DoneHeader {
  const { fuelUsed, log } = result;
  if (result.ok) return { type: 'done', id, ok: true, fuelUsed, log };
  const { code, message, retryAfterMs } = result;
  return {
    type: 'done',
    id,
    ok: false,
    code,
    message,
    fuelUsed,
    log,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** What a runner answered. Its process is not trusted: whatever is not of the form throws, and the process is killed. */
export function readDone({ header, body }: Frame, call: RunCall): RunResult {
  const { ok, code, message, retryAfterMs, fuelUsed, log } = header;
  if (typeof fuelUsed !== 'number' || !Number.isSafeInteger(fuelUsed) || fuelUsed < 0 || fuelUsed > MOST_FUEL)
    throw new RangeError('A runner answered with an impossible fuel');
  if (typeof log !== 'string' || log.length > LOG_MAX) throw new RangeError('A runner answered with an impossible log');
  if (ok === true) {
    if (body.length > call.outputBytesMax) throw new RangeError('A runner answered with too much');
    return { ok: true, output: body.toString('utf8'), fuelUsed, log };
  }
  if (typeof code !== 'string' || typeof message !== 'string') throw new RangeError('A runner answered with nothing');
  const wait = typeof retryAfterMs === 'number' && Number.isFinite(retryAfterMs) ? { retryAfterMs } : {};
  return { ok: false, code: code as RunRefusalCode, message: message.slice(0, MESSAGE_MAX), fuelUsed, log, ...wait };
}

const MOST_FUEL = 1e11;
const LOG_MAX = 4096;
const MESSAGE_MAX = 1024;

export function readRunHeader({ header }: Frame): RunHeader {
  const { type, id, bundle, tool, fuel, asOfMs, outputBytesMax } = header;
  const numbers = [id, fuel, asOfMs, outputBytesMax];
  const wellFormed = numbers.every((value) => Number.isSafeInteger(value)) && /^[0-9a-f]{64}$/.test(String(bundle));
  if (type !== 'run' || typeof tool !== 'string' || !wellFormed) throw new RangeError('Not a run');
  return header as unknown as RunHeader;
}
