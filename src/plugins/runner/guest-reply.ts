import { RUN_LIMITS } from './run-limits.js';
import { type RunRefusalCode, type RunResult, refusal } from './run-result.js';

/** The reply's letter (see guest-prelude.ts) where it is a refusal, and what it means to the publisher. */
const REFUSALS: Readonly<Record<string, readonly [RunRefusalCode, string]>> = {
  u: ['TOOL_UNKNOWN', 'The bundle exports no function of this name.'],
  a: ['TOOL_ASYNC', 'The tool returned a promise; tools are synchronous, and promise jobs never run.'],
  n: ['RESULT_NOT_JSON', 'The tool returned undefined, a function or a symbol; return an object.'],
};

/** Errors by which the engine itself says that a limit was met; a tool that imitates them only names itself so. */
const LIMITS: readonly (readonly [RegExp, RunRefusalCode])[] = [
  [/^InternalError: out of memory/, 'OUT_OF_MEMORY'],
  [/^RangeError: Maximum call stack size exceeded/, 'STACK_EXCEEDED'],
  [/^InternalError: stack overflow/, 'STACK_EXCEEDED'],
];

/**
 * Takes the guest's reply apart. It comes from the plugin's realm: anything may stand there, and everything but a
 * well-formed reply is a refusal.
 *
 * @param reply bytes in the guest's memory (copied here); a number is the length of a reply that is too long
 */
export function readReply(
  reply: Uint8Array | number | undefined,
  { outputBytesMax }: { readonly outputBytesMax: number },
  fuelUsed: number,
): RunResult {
  if (typeof reply === 'number') return tooLarge(reply, outputBytesMax, { fuelUsed });
  if (!reply) return refusal('TOOL_THREW', 'The tool failed, and what it threw can not be described.', { fuelUsed });
  const text = new TextDecoder().decode(reply);
  const head = /^([a-z])(\d{1,5})\n/.exec(text.slice(0, 8));
  if (!head) return refusal('TOOL_THREW', 'The tool broke the way in which it is called.', { fuelUsed });
  const [whole, kind = '', length] = head;
  const logEnd = whole.length + Math.min(Number(length), RUN_LIMITS.logChars);
  const measure = { fuelUsed, log: text.slice(whole.length, logEnd) };
  const payload = text.slice(logEnd);
  if (kind === 'r') return checkedOutput(payload, outputBytesMax, measure);
  const known = REFUSALS[kind];
  return known ? refusal(...known, measure) : threw(payload.slice(0, RUN_LIMITS.errorChars), measure);
}

type Measure = { readonly fuelUsed: number; readonly log?: string };

function checkedOutput(output: string, max: number, measure: Required<Measure>): RunResult {
  const bytes = Buffer.byteLength(output);
  return bytes > max ? tooLarge(bytes, max, measure) : { ok: true, output, ...measure };
}

function tooLarge(bytes: number, max: number, measure: Measure): RunResult {
  return refusal('OUTPUT_TOO_LARGE', `The result has ${bytes} bytes; ${max} are allowed.`, measure);
}

function threw(description: string, measure: Measure): RunResult {
  const limit = LIMITS.find(([pattern]) => pattern.test(description));
  return refusal(limit?.[1] ?? 'TOOL_THREW', description, measure);
}
