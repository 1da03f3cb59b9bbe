import { Listr } from 'listr2';

export type OnProgress = (done: number, of: number) => void;

/** Runs one long piece of work and shows how far it is, with its rate; silent where output is not a terminal. */
export async function showProgress<T>(title: string, work: (onProgress: OnProgress) => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  let show: (text: string) => void = () => {};
  const running = work((done, of) => show(progressText(done, of, performance.now() - startedAt)));
  running.catch(() => {}); // told below, once
  const shown = new Listr(
    [
      {
        title,
        rendererOptions: { persistentOutput: true },
        task: async (_, task) => {
          show = (text) => {
            task.output = text;
          };
          await running;
        },
      },
    ],
    {
      registerSignalListeners: false, // it would end the process before the connection is closed
      fallbackRenderer: 'silent',
      rendererOptions: { showErrorMessage: false },
    },
  );
  await shown.run().catch(() => {}); // the same error as that of `running`
  return running;
}

export function progressText(done: number, of: number, elapsedMs: number): string {
  const perSecond = done / (elapsedMs / 1000);
  const left = perSecond > 0 ? `, ${Math.ceil(Math.max(0, of - done) / perSecond)} s left` : '';
  return `${done.toLocaleString('en')} of ${of.toLocaleString('en')}, ${Math.round(perSecond).toLocaleString('en')} per second${left}`;
}
