import { isUtf8 } from 'node:buffer';
import { findCsvRecord, RECORD_BYTES_MAX } from './find-csv-record.js';
import { importError } from './imports.errors.js';
import type { Layout } from './layouts.js';
import { type StagingReader, unreadableLine } from './staging-lines.js';

/**
 * CSV to staging lines (RFC 4180: comma, double quotes, CRLF or LF, a header line; columns in any order).
 *
 * PostgreSQL parses the fields; this only finds where records begin and end, counts lines as an editor does (a quoted
 * newline counts), and keeps from COPY what would make it fail as a whole: wrong number of fields, stray quotes,
 * invalid UTF-8, NUL. Measured against csv-parse in docs/decisions/0007-import.md.
 */
export class CsvReader implements StagingReader {
  columns: readonly string[] = [];
  rows = 0;
  readonly #source: string;
  readonly #layout: Layout;
  #line = 1;
  #out = Buffer.allocUnsafe(OUT_BYTES);
  #filled = 0;

  constructor(source: string, layout: Layout) {
    this.#source = source;
    this.#layout = layout;
  }

  async *read(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of bytes) {
      const block = Buffer.concat([rest, chunk]);
      const consumed = yield* this.#records(block, false);
      rest = block.subarray(consumed);
    }
    yield* this.#records(rest, true);
    if (this.columns.length === 0) this.#refuse('the header line is missing');
    yield this.#flush();
  }

  /** @returns how many bytes of the block were whole records */
  *#records(block: Buffer, isLast: boolean): Generator<Buffer, number> {
    const isClean = isUtf8(isLast ? block : withoutTornEnd(block)) && !block.includes(0);
    let position = 0;
    while (position < block.length) {
      const record = findCsvRecord(block, position, isLast);
      if (!record) break;
      const bytes = block.subarray(position, record.end);
      if (this.columns.length === 0) this.#readHeader(bytes);
      else if (bytes.length > 0) {
        if (OUT_BYTES - this.#filled < bytes.length + PREFIX_BYTES_MAX && this.#filled > 0) yield this.#flush();
        this.#append(bytes, record.problem ?? problemOf(bytes, record.fields, this.columns.length, isClean));
      }
      this.#line += record.lines;
      position = record.next;
    }
    return Math.min(position, block.length);
  }

  #append(bytes: Buffer, problem: string | undefined): void {
    this.rows += 1;
    if (problem !== undefined) {
      const line = unreadableLine(this.#line, this.columns.length, {
        reason: problem,
        raw: bytes.toString('utf8', 0, RAW_BYTES_MAX),
      });
      this.#filled += this.#out.write(line, this.#filled);
      return;
    }
    this.#filled += this.#out.write(`${this.#line},,,,`, this.#filled, 'latin1');
    this.#filled += bytes.copy(this.#out, this.#filled);
    this.#out[this.#filled++] = NEWLINE;
  }

  #flush(): Buffer {
    const full = this.#out.subarray(0, this.#filled);
    this.#out = Buffer.allocUnsafe(OUT_BYTES);
    this.#filled = 0;
    return full;
  }

  #readHeader(bytes: Buffer): void {
    const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
    const names = text.split(',').map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
    const known = this.#layout.columns.map((column) => column.name);
    const unknown = names.find((name) => !known.includes(name));
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    const missing = this.#layout.columns.find((column) => column.required && !names.includes(column.name));
    if (unknown !== undefined) this.#refuse(`column ${JSON.stringify(unknown)} is not one of ${known.join(', ')}`);
    if (twice !== undefined) this.#refuse(`column ${twice} stands twice`);
    if (missing) this.#refuse(`column ${missing.name} is missing`);
    this.columns = names;
  }

  #refuse(reason: string): never {
    throw importError('IMPORT_FILES_UNUSABLE', { params: { source: `${this.#source}, line ${this.#line}`, reason } });
  }
}

const NEWLINE = 10;
const RAW_BYTES_MAX = 4_000;
/** Room for a line number, or for an unreadable record with its reason. */
const PREFIX_BYTES_MAX = 10_000;
const OUT_BYTES = RECORD_BYTES_MAX + PREFIX_BYTES_MAX;

function problemOf(bytes: Buffer, fields: number, expected: number, isClean: boolean): string | undefined {
  if (fields !== expected) return `has ${fields} fields, the header has ${expected}`;
  if (isClean) return undefined;
  if (bytes.includes(0)) return 'holds a NUL character';
  return isUtf8(bytes) ? undefined : 'is not valid UTF-8';
}

/** The block without the bytes of a character that may go on in the next one. */
function withoutTornEnd(block: Buffer): Buffer {
  for (let back = 1; back <= 3 && back <= block.length; back += 1) {
    const byte = block[block.length - back] ?? 0;
    if (byte >= 0xc0) return block.subarray(0, block.length - back);
    if (byte < 0x80) break;
  }
  return block;
}
