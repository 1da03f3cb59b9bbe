import { RUN_LIMITS } from './run-limits.js';

/** What the runner calls of the engine. Pointers are addresses in its memory; values are addresses of boxed JSValues. */
export interface GuestAbi {
  readonly memory: WebAssembly.Memory;
  readonly fuel: WebAssembly.Global<'i64'>;
  readonly __stack_pointer: WebAssembly.Global<'i32'>;
  _initialize(): void;
  qjs_init2(intrinsics: number): number;
  qjs_set_memory_limit(bytes: number): void;
  qjs_set_max_stack_size(bytes: number): void;
  qjs_eval(source: number, length: number, fileName: number, flags: number): number;
  qjs_new_string(text: number, length: number): number;
  qjs_get_string_len(value: number, lengthOut: number): number;
  qjs_call(callee: number, receiver: number, count: number, values: number): number;
  qjs_is_exception(value: number): number;
  qjs_get_exception(): number;
  qjs_get_prop_string(value: number, name: number): number;
  qjs_get_undefined(): number;
  wasm_malloc(bytes: number): number;
  wasm_free(pointer: number): void;
}

/** Everything that stays exported. The function table does not: no host code can change what a call leads to. */
export const ABI_EXPORTS: readonly Exclude<keyof GuestAbi, 'fuel'>[] = [
  'memory',
  '__stack_pointer',
  '_initialize',
  'qjs_init2',
  'qjs_set_memory_limit',
  'qjs_set_max_stack_size',
  'qjs_eval',
  'qjs_new_string',
  'qjs_get_string_len',
  'qjs_call',
  'qjs_is_exception',
  'qjs_get_exception',
  'qjs_get_prop_string',
  'qjs_get_undefined',
  'wasm_malloc',
  'wasm_free',
];

/** Date, eval (the engine's own way in), RegExp, JSON, Proxy and Reflect, Map and Set, typed arrays, Promise, BigInt. */
export const INTRINSICS = 0b1_1111_1111;

const ERRNO = { success: 0, badDescriptor: 8, notSupported: 52 } as const;

/** The clock as the guest sees it: one instant for the whole run. */
export interface GuestClock {
  nowMs: number;
}

/**
 * All that the engine can call, none of it reachable by a plugin as a function: a fixed clock, fixed random bytes, UTC,
 * and refusals. Output that the engine itself would print is dropped.
 */
export function guestImports(clock: GuestClock, memory: () => WebAssembly.Memory): WebAssembly.Imports {
  const view = () => new DataView(memory().buffer);
  return {
    env: {
      host_get_timezone_offset: () => 0,
      host_interrupt: () => 0,
      host_promise_rejection: () => undefined,
      host_module_normalize: () => 0,
      host_module_load: () => 0,
      host_call: () => 0,
    },
    wasi_snapshot_preview1: {
      clock_time_get: (_clock: number, _precision: bigint, out: number) => {
        view().setBigUint64(out, BigInt(Math.trunc(clock.nowMs)) * 1_000_000n, true);
        return ERRNO.success;
      },
      random_get: (out: number, length: number) => {
        new Uint8Array(memory().buffer, out, length).fill(SEED_BYTE);
        return ERRNO.success;
      },
      fd_write: (_descriptor: number, _vectors: number, _count: number, written: number) => {
        view().setUint32(written, 0, true);
        return ERRNO.badDescriptor;
      },
      fd_close: () => ERRNO.notSupported,
      fd_fdstat_get: () => ERRNO.notSupported,
      fd_seek: () => ERRNO.notSupported,
    },
  };
}

const SEED_BYTE = 0x5a;

/** The instant that a bundle's top level sees, and the seed of `Math.random`: 2026-01-01T00:00:00Z for every version. */
export const LOAD_TIME_MS = 1_767_225_600_000;

export function limitEngine(abi: GuestAbi): void {
  abi.qjs_set_memory_limit(RUN_LIMITS.heapBytes);
  abi.qjs_set_max_stack_size(RUN_LIMITS.stackBytes);
}
