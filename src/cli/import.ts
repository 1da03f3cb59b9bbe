import { Command } from 'commander';
import { type ImportDependencies, type ImportReport, importRows, sourcesOf } from '../imports/index.js';
import { withProgress } from './import-progress.js';

/** What the composition root opens for one run of the command. */
export interface ImportRuntime {
  readonly dependencies: ImportDependencies;
  close(): Promise<void>;
}

/**
 * `openfolio import DIR [--rejects FILE]`: loads instruments, prices, exchange rates, customers, accounts and transactions.
 * The first Ctrl-C ends the import; its transaction is rolled back.
 *
 * @throws PublicError IMPORT_FILES_UNUSABLE, IMPORT_ROWS_REFUSED: the caller prints the message and exits with 1
 */
export function importCommand(open: () => Promise<ImportRuntime>): Command {
  return new Command('import')
    .description(
      'Load instruments, prices, exchange rates, customers, accounts and transactions from CSV or NDJSON files.',
    )
    .argument('<dir>', 'directory with instruments, prices, fx, customers, accounts, transactions (.csv or .ndjson)')
    .option('--rejects <file>', 'write refused rows with their reasons to this NDJSON file and apply the rest')
    .action(async (directory: string, options: { rejects?: string }) => {
      const sources = await sourcesOf(directory);
      const runtime = await open();
      const abort = new AbortController();
      const interrupt = () =>
        abort.abort(
          new Error('Interrupted. Nothing was applied, unless the last message says so; importing again is safe.'),
        );
      process.once('SIGINT', interrupt);
      try {
        const report = await withProgress((onProgress) =>
          importRows(runtime.dependencies, sources, { rejectsFile: options.rejects, onProgress, signal: abort.signal }),
        );
        process.stdout.write(reportText(report, options.rejects));
      } finally {
        process.off('SIGINT', interrupt);
        await runtime.close();
      }
    });
}

function reportText(report: ImportReport, rejects: string | undefined): string {
  const lines = report.files.map(
    (file) =>
      `${file.file.padEnd(20)} ${file.rows} rows: ${file.applied} applied, ${file.unchanged} unchanged, ${file.refused} refused`,
  );
  const times = Object.entries(report.milliseconds).map(([phase, ms]) => `${phase} ${(ms / 1000).toFixed(1)} s`);
  const refused = report.files.reduce((total, file) => total + file.refused, 0);
  const setAside = refused > 0 && rejects !== undefined ? [`${refused} refused rows stand in ${rejects}.`] : [];
  return `${[...lines, `${report.accountsDerived} accounts derived; ${times.join(', ')}.`, ...setAside].join('\n')}\n`;
}
