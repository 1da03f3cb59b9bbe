import { buildEngine, ENGINE_OPTIONS, readOriginalEngine } from '../build-engine.js';
import { ENGINE_DIGEST } from '../engine-digest.js';
import { guestImports } from '../guest-abi.js';
import { WasmReader } from '../wasm-bytes.js';
import { readInstruction, SUB } from '../wasm-instructions.js';
import { readModule, type WasmModule } from '../wasm-module.js';
import type { CheckReport } from './report.js';

const TABLE_SET = 0x26;
const TABLE_WRITES: readonly number[] = [SUB.tableInit, SUB.tableCopy, SUB.tableGrow, SUB.tableFill];

/**
 * What the reset relies on, read out of the engine's own bytes: memory and `__stack_pointer` are all the state there is.
 * A second mutable global, or a write to the function table, would survive a reset.
 */
export async function auditEngine(): Promise<CheckReport> {
  const original = readModule(await readOriginalEngine());
  const { wasm, digest } = await buildEngine();
  const metered = readModule(wasm);
  const known = Object.entries(guestImports({ nowMs: 0 }, () => missing())).flatMap(([module, functions]) =>
    Object.keys(functions).map((name) => `${module}.${name}`),
  );
  const unknownImports = original.imports.filter((name) => !known.includes(name));
  const facts: readonly (readonly [string, string | number, boolean])[] = [
    ['mutable globals of the engine', original.mutableGlobals, original.mutableGlobals === 1],
    ['mutable globals with the meter', metered.mutableGlobals, metered.mutableGlobals === 2],
    ['writes to the function table', tableWrites(original), tableWrites(original) === 0],
    [
      'functions metered',
      `${metered.bodies.length - 2} of ${original.bodies.length}`,
      metered.bodies.length - 2 === original.bodies.length,
    ],
    ['imports that are not stubbed', unknownImports.join(', ') || 0, unknownImports.length === 0],
    [
      'exports',
      `${metered.exports.size} of ${original.exports.size}`,
      metered.exports.size === ENGINE_OPTIONS.keepExports.length + 1,
    ],
    [
      'function table exported',
      String(metered.exports.has('__indirect_function_table')),
      !metered.exports.has('__indirect_function_table'),
    ],
    ['memory limit, pages', metered.memoryPagesMax ?? 'none', metered.memoryPagesMax === ENGINE_OPTIONS.memoryPagesMax],
    ['engine and meter, digest', digest, digest === ENGINE_DIGEST],
    ['built a second time', 'compared', (await buildEngine()).digest === digest],
  ];
  return {
    lines: facts.map(([fact, value, holds]) => `${holds ? 'ok      ' : 'FAILED  '}${fact}: ${value}`),
    passed: facts.every(([, , holds]) => holds),
  };
}

function tableWrites(module: WasmModule): number {
  let writes = 0;
  for (const body of module.bodies) {
    const reader = new WasmReader(body);
    for (let groups = reader.u32(); groups > 0; groups -= 1) {
      reader.skipLeb();
      reader.byte();
    }
    while (!reader.done) {
      const { opcode, sub } = readInstruction(reader);
      if (opcode === TABLE_SET || (sub !== undefined && TABLE_WRITES.includes(sub))) writes += 1;
    }
  }
  return writes;
}

function missing(): never {
  throw new Error('Nothing runs in an audit');
}
