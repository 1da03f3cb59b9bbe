import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { importError } from './imports.errors.js';
import { LAYOUTS, type Layout } from './layouts.js';

export type Format = 'csv' | 'ndjson';

/** Rows of one layout, as bytes: a file, or a generator that writes the same bytes. Opened once per import. */
export interface ImportSource {
  readonly layout: Layout;
  readonly format: Format;
  /** What a message calls it, e.g. `transactions.csv`. */
  readonly name: string;
  open(): AsyncIterable<Uint8Array>;
}

const FORMATS: readonly Format[] = ['csv', 'ndjson'];

/**
 * The import files of a directory, in the order of their references. Other files are left alone.
 *
 * @throws PublicError IMPORT_FILES_UNUSABLE when the directory can't be read, holds none, or holds one name in both formats
 */
export async function sourcesOf(directory: string): Promise<ImportSource[]> {
  const present = new Set(
    await readdir(directory).catch((cause: unknown) => refuse(directory, 'can not be read', cause)),
  );
  const sources = LAYOUTS.flatMap((layout) => {
    const found = FORMATS.filter((format) => present.has(`${layout.name}.${format}`));
    if (found.length > 1) refuse(directory, `holds ${layout.name}.csv and ${layout.name}.ndjson, keep one of them`);
    return found.map((format) => fileSource(directory, layout, format));
  });
  if (sources.length === 0)
    refuse(directory, `holds none of ${LAYOUTS.map((layout) => `${layout.name}.csv|ndjson`).join(', ')}`);
  return sources;
}

function fileSource(directory: string, layout: Layout, format: Format): ImportSource {
  const name = `${layout.name}.${format}`;
  return { layout, format, name, open: () => createReadStream(join(directory, name), { highWaterMark: 1 << 18 }) };
}

function refuse(source: string, reason: string, cause?: unknown): never {
  throw importError('IMPORT_FILES_UNUSABLE', { params: { source, reason }, cause });
}
