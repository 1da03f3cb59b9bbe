import { concat, s64, u32, WasmReader } from './wasm-bytes.js';
import { type Instruction, OP, readInstruction, SUB } from './wasm-instructions.js';

/** Where the meter's additions stand in the module that they were made for. */
export interface MeterIndices {
  readonly fuelGlobal: number;
  /** (i32 bytes) → the same i32, having charged for them. */
  readonly chargeBytes: number;
  /** (i32 pages) → the same i32, having charged for them. */
  readonly chargePages: number;
}

/**
 * Rewrites one function so that each basic block pays for its instructions before it runs.
 *
 * Every block charges. Only function starts and loop heads also look whether anything is left: no execution is long
 * without passing one of them, the sum is the same, and a third of the code is saved. Bulk memory instructions pay by
 * length as well: without it a loop of `memory.fill` over 30 MB did a second's work for a few hundred instructions.
 *
 * @param body the function's locals and code, without its length
 */
export function meterFunction(body: Uint8Array, indices: MeterIndices): Uint8Array {
  const reader = new WasmReader(body);
  skipLocals(reader);
  const parts: (Uint8Array | readonly number[])[] = [body.subarray(0, reader.offset)];
  let block = openBlock(reader.offset, true);
  while (!reader.done) {
    const at = reader.offset;
    const instruction = readInstruction(reader);
    block.fuel += instruction.weight;
    const charge = chargeBefore(instruction, indices);
    if (charge) {
      block.code.push(body.subarray(block.from, at), charge);
      block.from = at;
    }
    if (instruction.flow === 'plain' || instruction.flow === 'block') continue;
    flush(reader.offset);
    block = openBlock(reader.offset, instruction.flow === 'loop');
  }
  return concat(parts);

  function flush(end: number): void {
    if (block.fuel > 0 || block.checks) parts.push(payment(block.fuel, block.checks, indices.fuelGlobal));
    parts.push(...block.code, body.subarray(block.from, end));
  }
}

/** `fuel -= amount`, and a trap where `checks` and nothing is left. */
export function payment(amount: number, checks: boolean, fuelGlobal: number): readonly number[] {
  const get = [OP.globalGet, ...u32(fuelGlobal)];
  const pay = [...get, OP.i64Const, ...s64(amount), OP.i64Sub, OP.globalSet, ...u32(fuelGlobal)];
  return checks ? [...pay, ...trapWhenEmpty(fuelGlobal)] : pay;
}

export function trapWhenEmpty(fuelGlobal: number): readonly number[] {
  const empty = [OP.globalGet, ...u32(fuelGlobal), OP.i64Const, ...s64(0), OP.i64LessThanSigned];
  return [...empty, OP.if, OP.voidBlock, OP.unreachable, OP.end];
}

interface OpenBlock {
  readonly checks: boolean;
  readonly code: (Uint8Array | readonly number[])[];
  from: number;
  fuel: number;
}

function openBlock(from: number, checks: boolean): OpenBlock {
  return { checks, code: [], from, fuel: 0 };
}

/** The length is on top of the stack for each of these. */
function chargeBefore({ opcode, sub }: Instruction, indices: MeterIndices): readonly number[] | undefined {
  if (opcode === OP.memoryGrow) return [OP.call, ...u32(indices.chargePages)];
  if (sub === SUB.memoryCopy || sub === SUB.memoryFill || sub === SUB.memoryInit)
    return [OP.call, ...u32(indices.chargeBytes)];
  return undefined;
}

function skipLocals(reader: WasmReader): void {
  for (let groups = reader.u32(); groups > 0; groups -= 1) {
    reader.skipLeb();
    reader.byte();
  }
}
