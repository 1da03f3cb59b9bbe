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
  const head = /^([a-z])(\d{1,5})\n/.exec(textOf(reply.subarray(0, 8)));
  if (!head) return refusal('TOOL_THREW', 'The tool broke the way in which it is called.', { fuelUsed });
  const [whole, kind = '', length] = head;
  const logEnd = afterUnits(reply, whole.length, Math.min(Number(length), RUN_LIMITS.logChars));
  const log = textOf(reply.subarray(whole.length, logEnd)).slice(0, RUN_LIMITS.logChars);
  const measure = { fuelUsed, log };
  const payload = textOf(reply.subarray(logEnd));
  if (kind === 'r') return checkedOutput(payload, outputBytesMax, measure);
  const known = REFUSALS[kind];
  return known ? refusal(...known, measure) : threw(payload.slice(0, RUN_LIMITS.errorChars), measure);
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/**
 * The guest counts its log in UTF-16 units, and a log that was cut may end in half of a surrogate pair. The engine writes that half
 * as three bytes, which no decoder takes for one sign: so units are counted in the bytes.
 *
 * @returns where in the bytes so many units have passed
 */
function afterUnits(bytes: Uint8Array, from: number, units: number): number {
  let at = from;
  for (let left = units; left > 0 && at < bytes.length; ) {
    const size = sizeOf(bytes[at] ?? 0);
    at += size;
    left -= size === 4 ? 2 : 1;
  }
  return at;
}

/** Bytes of the sign that begins with this one. */
function sizeOf(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
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
