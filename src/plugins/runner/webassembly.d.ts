/** The part of the WebAssembly API that the runner uses; TypeScript has it only in its library for browsers. */
declare namespace WebAssembly {
  interface Memory {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  interface Global<T extends 'i32' | 'i64'> {
    value: T extends 'i64' ? bigint : number;
  }
  type Imports = Record<string, Record<string, Function>>;
  interface Instance {
    readonly exports: Record<string, unknown>;
  }
  const Module: { new (bytes: Uint8Array): Module };
  const Instance: { new (module: Module, imports: Imports): Instance };
  function validate(bytes: Uint8Array): boolean;
}
