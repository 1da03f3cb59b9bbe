import { type MeterIndices, meterFunction, trapWhenEmpty } from './meter-function.js';
import { concat, s64, u32, vector, WasmReader } from './wasm-bytes.js';
import { OP } from './wasm-instructions.js';
import { readModule, SECTION, type WasmModule } from './wasm-module.js';

/** Name of the exported mutable i64 that holds what is left. */
export const FUEL_EXPORT = 'fuel';

export interface InstrumentOptions {
  /** Exports that stay; everything else becomes unreachable for the host, the function table above all. */
  readonly keepExports: readonly string[];
  /** Pages of 64 KiB that the memory can grow to. */
  readonly memoryPagesMax: number;
}

/** Fuel for a byte written by a bulk instruction, and for a byte of new memory (zeroed, and later copied back). */
const FUEL_PER_BYTE = 1;
const FUEL_PER_PAGE = 65536;

/**
 * Adds exact fuel to a Wasm module: a mutable i64 global, charged per basic block and trapping below zero.
 * The output is a pure function of the input; its digest is pinned in `engine-digest.ts`.
 *
 * Own code instead of binaryen: 4 small files against a 10 MB compiler whose output changes with its version, and
 * whose optimiser would make what is charged depend on it.
 */
export function instrumentWasm(bytes: Uint8Array, options: InstrumentOptions): Uint8Array {
  const module = readModule(bytes);
  const functions = module.importedFunctions + module.functionTypes.length;
  const indices = { fuelGlobal: module.globals, chargeBytes: functions, chargePages: functions + 1 };
  const replaced: Readonly<Record<number, () => Uint8Array>> = {
    [SECTION.custom]: () => new Uint8Array(),
    [SECTION.functions]: () => withChargeTypes(module),
    [SECTION.memory]: () => vector(1, [[1, ...u32(module.memoryPagesMin), ...u32(options.memoryPagesMax)]]),
    [SECTION.globals]: () => appended(module.section(SECTION.globals), [[0x7e, 1, OP.i64Const, ...s64(0), OP.end]]),
    [SECTION.exports]: () => keptExports(module, options.keepExports, indices.fuelGlobal),
    [SECTION.code]: () => meteredCode(module, indices),
  };
  const sections = module.sections.flatMap(({ id, body }) => {
    const written = replaced[id]?.() ?? body;
    return id === SECTION.custom ? [] : [[id, ...u32(written.length)], written];
  });
  return concat([bytes.subarray(0, 8), ...sections]);
}

function withChargeTypes(module: WasmModule): Uint8Array {
  const type = u32(module.typeOfIdentityI32);
  return appended(module.section(SECTION.functions), [type, type]);
}

function meteredCode(module: WasmModule, indices: MeterIndices): Uint8Array {
  const bodies = [
    ...module.bodies.map((body) => meterFunction(body, indices)),
    chargeBody(FUEL_PER_BYTE, indices.fuelGlobal),
    chargeBody(FUEL_PER_PAGE, indices.fuelGlobal),
  ];
  return vector(
    bodies.length,
    bodies.flatMap((body) => [u32(body.length), body]),
  );
}

/** (n: i32) → n; fuel -= n × weight, trap below zero. */
function chargeBody(weight: number, fuelGlobal: number): Uint8Array {
  return concat([
    [0, OP.globalGet, ...u32(fuelGlobal), OP.localGet, 0, OP.i64ExtendI32Unsigned, OP.i64Const, ...s64(weight)],
    [OP.i64Mul, OP.i64Sub, OP.globalSet, ...u32(fuelGlobal)],
    trapWhenEmpty(fuelGlobal),
    [OP.localGet, 0, OP.end],
  ]);
}

function keptExports(module: WasmModule, keep: readonly string[], fuelGlobal: number): Uint8Array {
  const missing = keep.filter((name) => !module.exports.has(name));
  if (missing.length > 0 || module.exports.has(FUEL_EXPORT))
    throw new RangeError(`The engine does not export ${missing.join(', ')}, or exports ${FUEL_EXPORT} itself`);
  const name = new TextEncoder().encode(FUEL_EXPORT);
  const kept = keep.map((wanted) => module.exports.get(wanted) ?? new Uint8Array());
  return vector(kept.length + 1, [...kept, [name.length, ...name, 3, ...u32(fuelGlobal)]]);
}

function appended(section: Uint8Array, more: readonly (readonly number[])[]): Uint8Array {
  const reader = new WasmReader(section);
  const count = reader.u32();
  return vector(count + more.length, [section.subarray(reader.offset), ...more]);
}
