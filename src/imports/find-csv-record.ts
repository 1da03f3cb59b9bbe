/** One record of a CSV block, by offsets. */
export interface CsvRecord {
  /** Behind the last byte of the record, without its line end. */
  readonly end: number;
  /** Where the next record begins. */
  readonly next: number;
  /** Line ends passed; more than 1 when a quoted field holds newlines. */
  readonly lines: number;
  readonly fields: number;
  readonly problem?: string;
}

/** A longer record is refused, so that the reader's memory is bounded whatever the file holds. */
export const RECORD_BYTES_MAX = 1 << 20;

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
const COMMA = 44;

/**
 * Finds the record that begins at `start` (RFC 4180, section 2). A record with stray quotes is cut at its first line
 * end, so that an opening quote without an end costs one line and not the rest of the file.
 *
 * @param isLast no further bytes follow the block
 * @returns undefined when the record's end is not in this block yet
 */
export function findCsvRecord(block: Buffer, start: number, isLast: boolean): CsvRecord | undefined {
  const complete = isLast || block.length - start > RECORD_BYTES_MAX;
  let position = start;
  let fields = 1;
  let lines = 1;
  let fieldStart = true;
  for (; position < block.length; position += 1) {
    const byte = block[position];
    if (byte === NEWLINE) break;
    if (byte === COMMA) {
      fields += 1;
      fieldStart = true;
      continue;
    }
    if (byte === QUOTE) {
      if (!fieldStart) return refused(block, start, 'has a quote inside an unquoted field');
      const closed = findClosingQuote(block, position + 1);
      if (!closed) return complete ? refused(block, start, 'has a quote that is never closed') : undefined;
      if (!endsField(block, closed.at + 1)) return refused(block, start, 'has text behind a closing quote');
      lines += closed.newlines;
      position = closed.at;
    } else if (byte === RETURN && !endsField(block, position)) {
      return refused(block, start, 'has a carriage return inside an unquoted field');
    }
    fieldStart = false;
  }
  if (position >= block.length && !complete) return undefined;
  if (position - start > RECORD_BYTES_MAX) return refused(block, start, 'is longer than 1 MB');
  const end = position > start && block[position - 1] === RETURN ? position - 1 : position;
  return { end, next: position + 1, lines, fields };
}

function findClosingQuote(block: Buffer, from: number): { at: number; newlines: number } | undefined {
  let newlines = 0;
  for (let position = from; position < block.length; position += 1) {
    const byte = block[position];
    if (byte === NEWLINE) newlines += 1;
    if (byte !== QUOTE) continue;
    if (block[position + 1] !== QUOTE) return { at: position, newlines };
    position += 1;
  }
  return undefined;
}

/** A field ends before a comma, a line end, or the end of what is known so far. */
function endsField(block: Buffer, position: number): boolean {
  const byte = block[position];
  if (byte === RETURN) return (block[position + 1] ?? NEWLINE) === NEWLINE;
  return byte === undefined || byte === COMMA || byte === NEWLINE;
}

function refused(block: Buffer, start: number, problem: string): CsvRecord {
  const newline = block.indexOf(NEWLINE, start);
  if (newline < 0) return { end: block.length, next: block.length, lines: 0, fields: 0, problem };
  return { end: newline, next: newline + 1, lines: 1, fields: 0, problem };
}
