import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { to as copyTo } from 'pg-copy-streams';
import type { ImportSession } from './import-session.js';
import type { ImportSource } from './import-sources.js';

/**
 * Writes the refused rows as NDJSON, in the order of files and lines:
 * `{"file", "line", "problems": [{"column", "reason"}], "row": {column: text} | null, "raw": text | null}`.
 * Readable for the owner alone, since it holds what customers' rows hold.
 */
export async function writeRejects(
  session: ImportSession,
  sources: readonly ImportSource[],
  file: string,
): Promise<void> {
  const out = createWriteStream(file, { mode: 0o600 });
  const selects = sources.map(
    (
      { layout, name },
      order,
    ) => `SELECT ${order} AS file_order, s.line, json_build_object('file', '${name}', 'line', s.line, 'problems', p.problems,
      'row', CASE WHEN s.problem IS NULL THEN jsonb_strip_nulls(to_jsonb(s) - ARRAY['line', 'problem_column', 'problem', 'raw']) END, 'raw', s.raw)::text AS reject
    FROM (SELECT line, json_agg(json_build_object('column', "column", 'reason', reason) ORDER BY n) AS problems FROM import_problem WHERE file = '${layout.name}' GROUP BY line) p
    JOIN stage_${layout.name} s USING (line)`,
  );
  const query = `SELECT reject FROM (${selects.join(' UNION ALL ')}) x ORDER BY file_order, line`;
  // JSON text holds no control character, so with these two as quote and delimiter COPY writes it unchanged.
  await pipeline(
    session.client.query(copyTo(`COPY (${query}) TO STDOUT (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')`)),
    out,
  );
}
