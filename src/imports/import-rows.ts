import { rename, rm } from 'node:fs/promises';
import { type ImportDependencies, type ImportProgress, type ImportReport, ImportRun } from './import-run.js';
import { ImportSession } from './import-session.js';
import type { ImportSource } from './import-sources.js';
import { importError } from './imports.errors.js';
import { writeRejects } from './write-rejects.js';

export interface ImportOptions {
  /** Where refused rows go; the others are then applied. Without it one bad row refuses the import. */
  readonly rejectsFile?: string;
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly signal?: AbortSignal;
}

/** Any fixed number: two imports apply one after the other, so that each checks against what the other has done. */
const IMPORT_LOCK = 7_305_011_007;
const PROBLEMS_SHOWN_MAX = 20;

/**
 * Stages the sources, then checks, applies and derives in one transaction: all of it holds afterwards, or nothing does.
 * Repeating an import changes nothing.
 *
 * @throws PublicError IMPORT_FILES_UNUSABLE, IMPORT_ROWS_REFUSED
 */
export async function importRows(
  dependencies: ImportDependencies,
  sources: readonly ImportSource[],
  options: ImportOptions = {},
): Promise<ImportReport> {
  const { signal, onProgress = () => {} } = options;
  const session = await ImportSession.open(dependencies.ops, dependencies.clock.now(), signal);
  const run = new ImportRun(session, dependencies, sources, onProgress);
  try {
    await run.stage();
    await session.run('BEGIN');
    await session.run(`SELECT pg_advisory_xact_lock(${IMPORT_LOCK})`);
    await run.checkAndApply(options.rejectsFile !== undefined);
    if (run.refused > 0 && options.rejectsFile === undefined) throw await rowsRefused(session, sources, run);
    await run.derive();
    await commit(session, sources, options.rejectsFile);
    return run.report();
  } catch (error) {
    signal?.throwIfAborted(); // a broken connection is the consequence, the abort is the reason
    throw error;
  } finally {
    session.close();
  }
}

/** The rejects file stands complete before the rows count as applied; it goes again if they don't. */
async function commit(
  session: ImportSession,
  sources: readonly ImportSource[],
  rejectsFile: string | undefined,
): Promise<void> {
  if (rejectsFile === undefined) return void (await session.run('COMMIT'));
  const partial = `${rejectsFile}.partial`;
  try {
    await writeRejects(session, sources, partial);
    await session.run('COMMIT');
    await rename(partial, rejectsFile);
  } finally {
    await rm(partial, { force: true });
  }
}

async function rowsRefused(session: ImportSession, sources: readonly ImportSource[], run: ImportRun) {
  const order = sources.map((source) => source.layout.name);
  const { rows } = await session.client.query<{ file: string; line: string; column: string | null; reason: string }>(
    `SELECT file, line, "column", reason FROM import_problem ORDER BY array_position($1::text[], file), line, n LIMIT ${PROBLEMS_SHOWN_MAX}`,
    [order],
  );
  const problems = rows.map((row) => ({
    file: sources.find((source) => source.layout.name === row.file)?.name ?? row.file,
    line: Number(row.line),
    column: row.column,
    reason: row.reason,
  }));
  const text = problems
    .map(({ file, line, column, reason }) => `${file}:${line}: ${column === null ? 'the row' : column} ${reason}`)
    .join('\n');
  return importError('IMPORT_ROWS_REFUSED', {
    params: { rows: run.refused, total: run.total, problems: text },
    extensions: { problems },
  });
}
