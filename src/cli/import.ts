import { Command } from 'commander';
import { Listr, type ListrTask } from 'listr2';
import {
  type ImportDependencies,
  type ImportPhase,
  type ImportProgress,
  type ImportReport,
  importRows,
  sourcesOf,
} from '../imports/index.js';

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

const STEPS: readonly { readonly title: string; readonly phases: readonly ImportPhase[] }[] = [
  { title: 'Read', phases: ['stage'] },
  { title: 'Check and apply', phases: ['check', 'apply'] },
  { title: 'Derive positions, lots and balances', phases: ['derive', 'quotes'] },
];

/** Shows the phases as they follow one another; a step is done when a later one begins. */
async function withProgress(
  work: (onProgress: (progress: ImportProgress) => void) => Promise<ImportReport>,
): Promise<ImportReport> {
  const steps = STEPS.map((step) => ({ ...step, show: (_text: string) => {}, done: Promise.withResolvers<void>() }));
  const rate = rowRate();
  const running = work((progress) => {
    const current = steps.findIndex((step) => step.phases.includes(progress.phase));
    for (const earlier of steps.slice(0, current)) earlier.done.resolve();
    steps[current]?.show(rate(progress));
  });
  const finish = running.then(
    () => steps.forEach((step) => step.done.resolve()),
    (error: unknown) => steps.forEach((step) => step.done.reject(error)),
  );
  const tasks = steps.map(
    (step): ListrTask => ({
      title: step.title,
      rendererOptions: { persistentOutput: true },
      task: (_, task) => {
        step.show = (text) => {
          task.output = text;
        };
        return step.done.promise;
      },
    }),
  );
  for (const step of steps) step.done.promise.catch(() => {}); // a step that never began has no one else to hear it
  await new Listr(tasks, {
    concurrent: false,
    registerSignalListeners: false, // it would end the process before the connection is closed
    exitOnError: true,
    collectErrors: false,
    fallbackRenderer: 'silent',
    rendererOptions: { showErrorMessage: false },
  })
    .run()
    .catch(() => {}); // `running` carries the same error
  await finish;
  return running;
}

function rowRate(): (progress: ImportProgress) => string {
  const started = new Map<string, number>();
  return ({ phase, file, rows }) => {
    const key = `${phase} ${file ?? ''}`;
    const since = started.get(key) ?? performance.now();
    started.set(key, since);
    const seconds = (performance.now() - since) / 1000;
    const perSecond = seconds > 0.2 ? `, ${Math.round(rows / seconds).toLocaleString('en')} rows/s` : '';
    return `${file ?? phase}: ${rows.toLocaleString('en')}${perSecond}`;
  };
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
