import { WasmReader } from './wasm-bytes.js';

export const SECTION = {
  custom: 0,
  types: 1,
  imports: 2,
  functions: 3,
  table: 4,
  memory: 5,
  globals: 6,
  exports: 7,
  code: 10,
} as const;

/** What the meter and the audit need to know of a Wasm module. Bodies are without their length. */
export interface WasmModule {
  readonly sections: readonly { readonly id: number; readonly body: Uint8Array }[];
  section(id: number): Uint8Array;
  /** `module.name` */
  readonly imports: readonly string[];
  readonly importedFunctions: number;
  readonly functionTypes: readonly number[];
  /** Index of the type (i32) → i32. */
  readonly typeOfIdentityI32: number;
  readonly globals: number;
  readonly mutableGlobals: number;
  readonly memoryPagesMin: number;
  readonly memoryPagesMax: number | undefined;
  /** Entry of the export section by name. */
  readonly exports: ReadonlyMap<string, Uint8Array>;
  readonly bodies: readonly Uint8Array[];
}

/** @throws RangeError for a module of another kind than the engine's: imported memories or tables, several memories */
export function readModule(bytes: Uint8Array): WasmModule {
  const sections = readSections(bytes);
  const section = (id: number) => sections.find((found) => found.id === id)?.body ?? new Uint8Array([0]);
  const imports = readImports(section(SECTION.imports));
  const globals = readGlobals(section(SECTION.globals));
  const memory = readMemory(section(SECTION.memory));
  return {
    sections,
    section,
    imports,
    importedFunctions: imports.length,
    functionTypes: list(section(SECTION.functions), (reader) => reader.u32()),
    typeOfIdentityI32: readTypes(section(SECTION.types)).indexOf('7f>7f'),
    globals: globals.length,
    mutableGlobals: globals.filter((mutable) => mutable).length,
    memoryPagesMin: memory.min,
    memoryPagesMax: memory.max,
    exports: readExports(section(SECTION.exports)),
    bodies: list(section(SECTION.code), (reader) => reader.take(reader.u32())),
  };
}

function readSections(bytes: Uint8Array): { id: number; body: Uint8Array }[] {
  const reader = new WasmReader(bytes, 8);
  const sections: { id: number; body: Uint8Array }[] = [];
  while (!reader.done) sections.push({ id: reader.byte(), body: reader.take(reader.u32()) });
  return sections;
}

function list<T>(section: Uint8Array, read: (reader: WasmReader) => T): T[] {
  const reader = new WasmReader(section);
  return Array.from({ length: reader.u32() }, () => read(reader));
}

function readTypes(section: Uint8Array): string[] {
  const half = (reader: WasmReader) => Array.from(reader.take(reader.u32()), (type) => type.toString(16)).join(',');
  return list(section, (reader) => {
    reader.byte();
    const parameters = half(reader);
    return `${parameters}>${half(reader)}`;
  });
}

function readImports(section: Uint8Array): string[] {
  return list(section, (reader) => {
    const name = `${reader.name()}.${reader.name()}`;
    if (reader.byte() !== 0) throw new RangeError(`The engine imports ${name}, which is not a function`);
    reader.u32();
    return name;
  });
}

function readGlobals(section: Uint8Array): boolean[] {
  return list(section, (reader) => {
    reader.byte();
    const mutable = reader.byte() === 1;
    while (reader.byte() !== 0x0b) reader.skipLeb(); // i32.const value, end
    return mutable;
  });
}

function readMemory(section: Uint8Array): { min: number; max: number | undefined } {
  const memories = list(section, (reader) => {
    const limited = reader.byte() === 1;
    return { min: reader.u32(), max: limited ? reader.u32() : undefined };
  });
  const [memory] = memories;
  if (!memory || memories.length !== 1) throw new RangeError('The engine has not exactly one memory');
  return memory;
}

function readExports(section: Uint8Array): Map<string, Uint8Array> {
  const entries = list(section, (reader) => {
    const start = reader.offset;
    const name = reader.name();
    reader.byte();
    reader.u32();
    return [name, section.subarray(start, reader.offset)] as const;
  });
  return new Map(entries);
}
