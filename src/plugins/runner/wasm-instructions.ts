import type { WasmReader } from './wasm-bytes.js';

/** How an instruction takes part in control flow; everything else is plain. */
export type Flow = 'plain' | 'block' | 'loop' | 'if' | 'else' | 'end' | 'branch';

export interface Instruction {
  readonly opcode: number;
  /** Second opcode behind the prefix 0xFC, otherwise `undefined`. */
  readonly sub: number | undefined;
  readonly flow: Flow;
  /** Fuel. In the proportion of what the instruction costs on a current machine; an ordinary one costs 2. */
  readonly weight: number;
}

export const OP = {
  unreachable: 0x00,
  if: 0x04,
  end: 0x0b,
  call: 0x10,
  localGet: 0x20,
  globalGet: 0x23,
  globalSet: 0x24,
  tableSet: 0x26,
  memoryGrow: 0x40,
  i64Const: 0x42,
  i64LessThanSigned: 0x53,
  i64Sub: 0x7d,
  i64Mul: 0x7e,
  i64ExtendI32Unsigned: 0xad,
  prefix: 0xfc,
  voidBlock: 0x40,
} as const;

/** Behind the prefix 0xFC. */
export const SUB = {
  memoryInit: 8,
  memoryCopy: 10,
  memoryFill: 11,
  tableInit: 12,
  tableCopy: 14,
  tableGrow: 15,
  tableFill: 17,
} as const;

const FLOWS: Readonly<Record<number, Flow>> = {
  0x00: 'branch',
  0x02: 'block',
  0x03: 'loop',
  0x04: 'if',
  0x05: 'else',
  0x0b: 'end',
  0x0c: 'branch',
  0x0d: 'branch',
  0x0e: 'branch',
  0x0f: 'branch',
};

/** [first opcode, last opcode, fuel]; the first row that holds the opcode counts. */
const WEIGHTS: readonly (readonly [number, number, number])[] = [
  [0x00, 0x05, 0], // unreachable, nop, block, loop, if, else: what follows is charged
  [0x0b, 0x0b, 0],
  [0x0e, 0x0e, 10], // br_table
  [0x10, 0x10, 10], // call
  [0x11, 0x11, 30], // call_indirect: table and type checks
  [0x28, 0x3e, 3], // loads, stores
  [0x40, 0x40, 500], // memory.grow, besides its pages
  [0x6d, 0x70, 30], // i32 division, remainder
  [0x7f, 0x82, 50], // i64 division, remainder
  [0x91, 0x91, 20], // f32.sqrt
  [0x95, 0x95, 15], // f32.div
  [0x9f, 0x9f, 20], // f64.sqrt
  [0xa3, 0xa3, 15], // f64.div
  [0xfc, 0xfc, 20], // bulk memory, besides its bytes
];
const ORDINARY = 2;

type Immediate = (reader: WasmReader) => void;
const none: Immediate = () => undefined;
const leb: Immediate = (reader) => reader.skipLeb();
const twoLebs: Immediate = (reader) => (reader.skipLeb(), reader.skipLeb());
const lebs: Immediate = (reader) => {
  for (let count = reader.u32() + 1; count > 0; count -= 1) reader.skipLeb();
};
const types: Immediate = (reader) => reader.skip(reader.u32());

/** [first opcode, last opcode, what stands behind it]; opcodes in no row are refused. */
const IMMEDIATES: readonly (readonly [number, number, Immediate])[] = [
  [0x00, 0x01, none],
  [0x02, 0x04, leb], // block type
  [0x05, 0x05, none],
  [0x0b, 0x0b, none],
  [0x0c, 0x0d, leb],
  [0x0e, 0x0e, lebs],
  [0x0f, 0x0f, none],
  [0x10, 0x10, leb],
  [0x11, 0x11, twoLebs],
  [0x1a, 0x1b, none],
  [0x1c, 0x1c, types],
  [0x20, 0x26, leb],
  [0x28, 0x3e, twoLebs],
  [0x3f, 0x42, leb],
  [0x43, 0x43, (reader) => reader.skip(4)],
  [0x44, 0x44, (reader) => reader.skip(8)],
  [0x45, 0xc4, none],
  [0xd0, 0xd0, leb],
  [0xd1, 0xd1, none],
  [0xd2, 0xd2, leb],
];

/** [first, last, number of integers] behind the prefix 0xFC. */
const PREFIXED: readonly (readonly [number, number, Immediate])[] = [
  [0, 7, none],
  [SUB.memoryInit, SUB.memoryInit, twoLebs],
  [9, 9, leb],
  [SUB.memoryCopy, SUB.memoryCopy, twoLebs],
  [SUB.memoryFill, SUB.memoryFill, leb],
  [SUB.tableInit, SUB.tableInit, twoLebs],
  [13, 13, leb],
  [SUB.tableCopy, SUB.tableCopy, twoLebs],
  [SUB.tableGrow, SUB.tableFill, leb],
];

/**
 * Reads the instruction at the reader and passes over its immediates.
 *
 * @throws RangeError for an instruction that the meter has no price for: vectors, threads, exceptions
 */
export function readInstruction(reader: WasmReader): Instruction {
  const opcode = reader.byte();
  const sub = opcode === OP.prefix ? reader.u32() : undefined;
  const rows = sub === undefined ? IMMEDIATES : PREFIXED;
  const searched = sub ?? opcode;
  const row = rows.find(([first, last]) => first <= searched && searched <= last);
  if (!row) throw new RangeError(`Wasm instruction 0x${opcode.toString(16)} ${sub ?? ''} is not metered`);
  row[2](reader);
  return { opcode, sub, flow: FLOWS[opcode] ?? 'plain', weight: weightOf(opcode, sub) };
}

function weightOf(opcode: number, sub: number | undefined): number {
  if (sub !== undefined && sub <= 7) return ORDINARY; // saturating conversions
  return WEIGHTS.find(([first, last]) => first <= opcode && opcode <= last)?.[2] ?? ORDINARY;
}
