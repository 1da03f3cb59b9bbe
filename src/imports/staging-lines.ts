/**
 * The form in which every record travels to its staging table: one line of PostgreSQL's COPY CSV,
 * `line,problem_column,problem,raw,<columns>`. A record that can't be read as a row travels in the same stream with
 * its problem and raw text, so that neither memory nor order depends on how many there are.
 */
export const STAGING_PREFIX = ['line', 'problem_column', 'problem', 'raw'] as const;

/** Turns a file's bytes into staging lines. `columns` is known when the first chunk comes out. */
export interface StagingReader {
  /** The layout's columns in the order of the lines. */
  readonly columns: readonly string[];
  /** Records read so far. */
  readonly rows: number;
  /** @throws PublicError IMPORT_FILES_UNUSABLE when the file as a whole is not what its name says */
  read(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer>;
}

export interface Unreadable {
  readonly column?: string;
  readonly reason: string;
  readonly raw: string;
}

/** How much of an unreadable record is kept for the rejects file. */
const RAW_CHARS_MAX = 1_000;

/** Quoted only where CSV needs it; empty text is NULL. */
export function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function unreadableLine(line: number, columns: number, problem: Unreadable): string {
  const raw = problem.raw.slice(0, RAW_CHARS_MAX).replaceAll('\0', '').toWellFormed();
  return `${line},${csvField(problem.column ?? '')},${csvField(problem.reason)},${csvField(raw)}${','.repeat(columns)}\n`;
}
