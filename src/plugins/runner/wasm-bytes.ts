/** Reads a Wasm binary's primitive values in order. All reads are bounds-checked by `byteAt`. */
export class WasmReader {
  offset: number;

  constructor(
    readonly bytes: Uint8Array,
    offset = 0,
    readonly end = bytes.length,
  ) {
    this.offset = offset;
  }

  get done(): boolean {
    return this.offset >= this.end;
  }

  byte(): number {
    const value = this.bytes[this.offset];
    if (value === undefined || this.offset >= this.end) throw new RangeError('Wasm binary ends too early');
    this.offset += 1;
    return value;
  }

  /** Unsigned LEB128 of at most 32 bits. */
  u32(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError('Wasm integer is too long');
  }

  /** Passes over a LEB128 of any sign and up to 64 bits. */
  skipLeb(): void {
    for (let length = 0; length < 10; length += 1) if (this.byte() < 0x80) return;
    throw new RangeError('Wasm integer is too long');
  }

  skip(length: number): void {
    if (this.offset + length > this.end) throw new RangeError('Wasm binary ends too early');
    this.offset += length;
  }

  take(length: number): Uint8Array {
    const start = this.offset;
    this.skip(length);
    return this.bytes.subarray(start, this.offset);
  }

  name(): string {
    return new TextDecoder().decode(this.take(this.u32()));
  }
}

/** Unsigned LEB128. */
export function u32(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low | 0x80 : low);
  } while (rest > 0);
  return bytes;
}

/** Signed LEB128, as `i64.const` takes it, for values ≥ 0. */
export function s64(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    if (rest === 0 && low < 64) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

/** A length-prefixed list of parts, as Wasm writes vectors and sections. */
export function vector(count: number, parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return concat([u32(count), ...parts]);
}

export function concat(parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
