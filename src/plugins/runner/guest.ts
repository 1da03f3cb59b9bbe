import { type GuestAbi, type GuestClock, guestImports, INTRINSICS, LOAD_TIME_MS, limitEngine } from './guest-abi.js';
import { GUEST_PRELUDE } from './guest-prelude.js';
import { readReply } from './guest-reply.js';
import { RUN_LIMITS } from './run-limits.js';
import { type RunResult, refusal } from './run-result.js';

export interface GuestCall {
  readonly tool: string;
  /** JSON text. */
  readonly input: string;
  readonly fuel: number;
  /** The instant that `Date.now()` answers throughout the run, milliseconds since 1970. */
  readonly asOfMs: number;
  readonly outputBytesMax: number;
}

/**
 * One plugin version in one engine instance. Every call starts from the same memory image, so nothing of one call, and
 * nobody's data, can be met by the next; an instance that trapped or grew is thrown away and made again from the image.
 *
 * The image is taken with the entry function, `undefined` and room for arguments in place: handles made per call would
 * have to be freed, and a leak would move every later allocation, and with it the fuel.
 */
export class Guest {
  readonly #module: WebAssembly.Module;
  readonly #image: Image;
  #live: Instance;

  private constructor(module: WebAssembly.Module, live: Instance, image: Image) {
    this.#module = module;
    this.#live = live;
    this.#image = image;
  }

  /** Evaluates the bundle's top level. @returns the refusal PLUGIN_UNLOADABLE when it throws, traps or does not end */
  static load(module: WebAssembly.Module, source: string): Guest | RunResult {
    const live = instantiate(module);
    const { abi } = live;
    abi.fuel.value = BigInt(RUN_LIMITS.fuelLoad) * 4n; // the engine's own start is not the plugin's
    abi._initialize();
    if (abi.qjs_init2(INTRINSICS) !== 0) throw new Error('The engine did not start');
    limitEngine(abi);
    abi.wasm_free(abi.wasm_malloc(RUN_LIMITS.pregrownBytes));
    const entry = evaluate(abi, GUEST_PRELUDE, 'openfolio.js');
    abi.fuel.value = BigInt(RUN_LIMITS.fuelLoad);
    try {
      const value = evaluate(abi, source, 'plugin.js');
      if (abi.qjs_is_exception(value) !== 0) return unloadable(abi, exceptionText(abi));
    } catch (error) {
      return unloadable(abi, trapText(error));
    }
    return new Guest(module, live, takeImage(abi, entry));
  }

  run(call: GuestCall): RunResult {
    const { abi, clock } = this.#live;
    clock.nowMs = call.asOfMs;
    abi.fuel.value = BigInt(call.fuel);
    try {
      const reply = this.#enter(abi, call);
      return readReply(reply, call, fuelUsed(abi, call));
    } catch (error) {
      this.#live = revive(this.#module, this.#image);
      return trapped(abi, call, error);
    } finally {
      this.#reset();
    }
  }

  /** @returns the reply's bytes, a number when it is that long and was not read, `undefined` when the entry itself threw */
  #enter(abi: GuestAbi, call: GuestCall): Uint8Array | number | undefined {
    const { entry, undefinedValue, argumentsAt } = this.#image;
    const tool = newString(abi, call.tool);
    const input = newString(abi, call.input);
    new Uint32Array(abi.memory.buffer, argumentsAt, 2).set([tool, input]);
    const value = abi.qjs_call(entry, undefinedValue, 2, argumentsAt);
    if (abi.qjs_is_exception(value) !== 0) return undefined;
    const text = abi.qjs_get_string_len(value, argumentsAt);
    const length = new DataView(abi.memory.buffer).getUint32(argumentsAt, true);
    if (text === 0) return undefined;
    if (length > call.outputBytesMax + RUN_LIMITS.logChars * 3 + REPLY_HEAD_BYTES) return length;
    return new Uint8Array(abi.memory.buffer, text, length);
  }

  #reset(): void {
    const { abi } = this.#live;
    if (abi.memory.buffer.byteLength === this.#image.memory.byteLength) restore(abi, this.#image);
    else this.#live = revive(this.#module, this.#image);
  }
}

const REPLY_HEAD_BYTES = 8;

interface Instance {
  readonly abi: GuestAbi;
  readonly clock: GuestClock;
}

interface Image {
  readonly memory: Uint8Array;
  readonly stackPointer: number;
  readonly entry: number;
  readonly undefinedValue: number;
  /** Eight bytes for argument pointers, and for the reply's length. */
  readonly argumentsAt: number;
}

function instantiate(module: WebAssembly.Module): Instance {
  const clock = { nowMs: LOAD_TIME_MS };
  const holder: { abi?: GuestAbi } = {};
  const imports = guestImports(clock, () => {
    if (!holder.abi) throw new Error('The engine called out before it stood');
    return holder.abi.memory;
  });
  // The module was made by build-engine.ts, which fails unless it exports exactly this.
  const abi = new WebAssembly.Instance(module, imports).exports as unknown as GuestAbi;
  holder.abi = abi;
  return { abi, clock };
}

function takeImage(abi: GuestAbi, entry: number): Image {
  const undefinedValue = abi.qjs_get_undefined();
  const argumentsAt = abi.wasm_malloc(8);
  const memory = new Uint8Array(abi.memory.buffer).slice();
  return { memory, stackPointer: abi.__stack_pointer.value, entry, undefinedValue, argumentsAt };
}

function revive(module: WebAssembly.Module, image: Image): Instance {
  const live = instantiate(module);
  const missing = image.memory.byteLength - live.abi.memory.buffer.byteLength;
  if (missing > 0) live.abi.memory.grow(missing / 65536);
  restore(live.abi, image);
  return live;
}

function restore(abi: GuestAbi, image: Image): void {
  new Uint8Array(abi.memory.buffer).set(image.memory);
  abi.__stack_pointer.value = image.stackPointer;
}

function evaluate(abi: GuestAbi, source: string, fileName: string): number {
  const code = write(abi, source);
  const name = write(abi, fileName);
  return abi.qjs_eval(code.at, code.length, name.at, 0);
}

function newString(abi: GuestAbi, text: string): number {
  const { at, length } = write(abi, text);
  const value = abi.qjs_new_string(at, length);
  abi.wasm_free(at);
  return value;
}

function write(abi: GuestAbi, text: string): { at: number; length: number } {
  const bytes = new TextEncoder().encode(text);
  const at = abi.wasm_malloc(bytes.length + 1);
  if (at === 0) throw new RangeError('out of memory');
  const memory = new Uint8Array(abi.memory.buffer);
  memory.set(bytes, at);
  memory[at + bytes.length] = 0;
  return { at, length: bytes.length };
}

/** What the bundle's top level threw: the `message` only, read as a property, so that nothing of the plugin runs unmetered. */
function exceptionText(abi: GuestAbi): string {
  const out = abi.wasm_malloc(8);
  const name = write(abi, 'message');
  const message = abi.qjs_get_prop_string(abi.qjs_get_exception(), name.at);
  const text = abi.qjs_get_string_len(message, out);
  if (text === 0) return 'It threw something that can not be described.';
  const length = new DataView(abi.memory.buffer).getUint32(out, true);
  return new TextDecoder().decode(new Uint8Array(abi.memory.buffer, text, Math.min(length, RUN_LIMITS.errorChars)));
}

function fuelUsed(abi: GuestAbi, call: GuestCall): number {
  return Math.min(call.fuel, Number(BigInt(call.fuel) - abi.fuel.value));
}

function unloadable(abi: GuestAbi, message: string): RunResult {
  const used = Math.min(RUN_LIMITS.fuelLoad, Number(BigInt(RUN_LIMITS.fuelLoad) - abi.fuel.value));
  return refusal('PLUGIN_UNLOADABLE', message, { fuelUsed: used });
}

function trapped(abi: GuestAbi, call: GuestCall, error: unknown): RunResult {
  const measure = { fuelUsed: fuelUsed(abi, call) };
  if (abi.fuel.value < 0n) return refusal('OUT_OF_FUEL', `The run used up its ${call.fuel} fuel.`, measure);
  const text = trapText(error);
  if (/call stack/i.test(text)) return refusal('STACK_EXCEEDED', 'The calls are nested too deeply.', measure);
  if (/memory/i.test(text)) return refusal('OUT_OF_MEMORY', 'The run needs more memory than it may have.', measure);
  return refusal('TOOL_THREW', `The engine stopped: ${text}`, measure);
}

function trapText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
