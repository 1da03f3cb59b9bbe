import { isUtf8 } from 'node:buffer';
import { RECORD_BYTES_MAX } from './find-csv-record.js';
import type { Layout } from './layouts.js';
import { csvField, type StagingReader, type Unreadable, unreadableLine } from './staging-lines.js';

/**
 * NDJSON to staging lines: one JSON object a line, keys as the CSV columns, every value a string or null.
 *
 * Numbers are refused: a JSON parser has already rounded them to a double, and nobody can tell any more what was meant.
 * `charges` may be an array of `{code, amount, rateRowFrom?}`.
 */
export class NdjsonReader implements StagingReader {
  readonly columns: readonly string[];
  rows = 0;
  readonly #known: ReadonlySet<string>;
  #line = 0;

  constructor(layout: Layout) {
    this.columns = layout.columns.map((column) => column.name);
    this.#known = new Set(this.columns);
  }

  async *read(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of bytes) {
      const block = Buffer.concat([rest, chunk]);
      const end = block.lastIndexOf(NEWLINE) + 1;
      rest = block.subarray(end);
      if (end > 0) yield Buffer.from(this.#lines(block.subarray(0, end - 1)));
      else if (rest.length > RECORD_BYTES_MAX) rest = rest.subarray(0, RECORD_BYTES_MAX + 1); // refused below, whatever follows
    }
    yield Buffer.from(rest.length > 0 ? this.#lines(rest) : '');
  }

  #lines(block: Buffer): string {
    if (isUtf8(block))
      return block
        .toString('utf8')
        .split('\n')
        .map((text) => this.#record(text))
        .join('');
    const lines: string[] = [];
    for (let start = 0; start <= block.length; ) {
      const newline = block.indexOf(NEWLINE, start);
      const end = newline < 0 ? block.length : newline;
      const bytes = block.subarray(start, end);
      const text = bytes.toString('utf8');
      lines.push(isUtf8(bytes) ? this.#record(text) : this.#refused({ reason: 'is not valid UTF-8', raw: text }));
      start = end + 1;
    }
    return lines.join('');
  }

  #record(text: string): string {
    if (text.trim() === '') {
      this.#line += 1;
      return '';
    }
    const row = parseObject(text);
    if (!row) return this.#refused({ reason: 'is not a JSON object', raw: text });
    for (const key of Object.keys(row)) {
      if (!this.#known.has(key))
        return this.#refused({ column: key, reason: 'is not a column of this file', raw: text });
    }
    let fields = '';
    for (const column of this.columns) {
      const value = column === 'charges' ? chargesText(row[column]) : (row[column] ?? '');
      if (typeof value !== 'string')
        return this.#refused({ column, reason: 'must be a JSON string or null', raw: text });
      if (value.includes('\0') || !value.isWellFormed())
        return this.#refused({ column, reason: 'holds a character that is no text', raw: text });
      fields += `,${csvField(value)}`;
    }
    this.#line += 1;
    this.rows += 1;
    return `${this.#line},,,${fields}\n`;
  }

  #refused(problem: Unreadable): string {
    this.#line += 1;
    this.rows += 1;
    return unreadableLine(this.#line, this.columns.length, problem);
  }
}

const NEWLINE = 10;

function parseObject(text: string): Record<string, unknown> | undefined {
  if (text.length > RECORD_BYTES_MAX) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined; // the caller names file and line; the parser's own words depend on its version
  }
}

/** `[{code, amount, rateRowFrom}]` in the notation of the CSV column: `code=amount@rateRowFrom;…`. */
function chargesText(value: unknown): unknown {
  if (!Array.isArray(value)) return value ?? '';
  return value.map((charge: unknown) => chargeText(charge)).join(';');
}

function chargeText(charge: unknown): string {
  if (typeof charge !== 'object' || charge === null) return '?';
  const { code, amount, rateRowFrom } = charge as Record<string, unknown>;
  if (typeof code !== 'string' || typeof amount !== 'string') return '?';
  return typeof rateRowFrom === 'string' ? `${code}=${amount}@${rateRowFrom}` : `${code}=${amount}`;
}
