import { Listr, type ListrTask } from 'listr2';
import type { ImportPhase, ImportProgress, ImportReport } from '../imports/index.js';

const STEPS: readonly { readonly title: string; readonly phases: readonly ImportPhase[] }[] = [
  { title: 'Read', phases: ['stage'] },
  { title: 'Check and apply', phases: ['check', 'apply'] },
  { title: 'Derive positions, lots and balances', phases: ['derive', 'quotes'] },
];

/** Runs an import and shows its steps on a terminal, with rows a second; silent where output is not a terminal. */
export async function withProgress(
  work: (onProgress: (progress: ImportProgress) => void) => Promise<ImportReport>,
): Promise<ImportReport> {
  const steps = STEPS.map((step) => new Step(step.title, step.phases));
  const rate = rowRate();
  const running = work((progress) => {
    const current = steps.findIndex((step) => step.phases.includes(progress.phase));
    for (const earlier of steps.slice(0, current)) earlier.done.resolve();
    steps[current]?.show(rate(progress));
  });
  const shown = new Listr(
    steps.map((step) => step.task()),
    {
      registerSignalListeners: false, // it would end the process before the connection is closed
      collectErrors: false,
      fallbackRenderer: 'silent',
      rendererOptions: { showErrorMessage: false },
    },
  ).run();
  await running.then(
    () => steps.forEach((step) => step.done.resolve()),
    (error: unknown) => steps.forEach((step) => step.done.reject(error)),
  );
  await shown.catch(() => {}); // the same error as that of `running`
  return running;
}

/** One line of the list. It is done when a later step begins or the import ends. */
class Step {
  readonly title: string;
  readonly phases: readonly ImportPhase[];
  readonly done = Promise.withResolvers<void>();
  #show: (text: string) => void = () => {};

  constructor(title: string, phases: readonly ImportPhase[]) {
    this.title = title;
    this.phases = phases;
    this.done.promise.catch(() => {}); // a step that never began has no one else to hear of its end
  }

  show(text: string): void {
    this.#show(text);
  }

  task(): ListrTask {
    return {
      title: this.title,
      rendererOptions: { persistentOutput: true },
      task: (_, task) => {
        this.#show = (text) => {
          task.output = text;
        };
        return this.done.promise;
      },
    };
  }
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
