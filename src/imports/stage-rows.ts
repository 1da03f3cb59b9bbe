import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { ImportSession } from './import-session.js';
import type { ImportSource } from './import-sources.js';
import type { Layout } from './layouts.js';
import { CsvReader } from './read-csv.js';
import { NdjsonReader } from './read-ndjson.js';
import { STAGING_PREFIX, type StagingReader } from './staging-lines.js';

/**
 * Streams a source into its staging table by COPY, as text. PostgreSQL's pace holds the reader back (the pipeline's
 * backpressure), so memory does not grow with the file.
 *
 * @returns how many records the file holds
 * @throws PublicError IMPORT_FILES_UNUSABLE for a header that is not of this layout
 */
export async function stageRows(
  session: ImportSession,
  source: ImportSource,
  onRows: (rows: number) => void,
): Promise<number> {
  const { layout } = source;
  const table = `stage_${layout.name}`;
  await session.run(
    `CREATE TEMP TABLE ${table} (line bigint NOT NULL, problem_column text, problem text, raw text, ${columnsOf(layout)})`,
  );
  const reader: StagingReader = source.format === 'csv' ? new CsvReader(source.name, layout) : new NdjsonReader(layout);
  const chunks = reader.read(source.open());
  const first = await chunks.next(); // the header is read by now
  const columns = [...STAGING_PREFIX, ...reader.columns].join(', ');
  const copy = session.client.query(
    copyFrom(`COPY ${table} (${columns}) FROM STDIN (FORMAT csv, FORCE_NULL (${columns}))`),
  );
  await pipeline(
    counted(first.done ? undefined : first.value, chunks, () => onRows(reader.rows)),
    copy,
  );
  onRows(reader.rows);
  await session.run(`ANALYZE ${table}`);
  return reader.rows;
}

function columnsOf(layout: Layout): string {
  return layout.columns.map((column) => `${column.name} text`).join(', ');
}

async function* counted(
  first: Buffer | undefined,
  rest: AsyncIterable<Buffer>,
  onChunk: () => void,
): AsyncGenerator<Buffer> {
  if (first && first.length > 0) yield first;
  for await (const chunk of rest) {
    onChunk();
    if (chunk.length > 0) yield chunk;
  }
}
