import { watch } from 'node:fs';

const SETTLE_MS = 150;

/** Calls back at start and after changes to sources, one call at a time, until the signal ends it. */
export async function watchProject(folder: string, signal: AbortSignal, changed: () => Promise<void>): Promise<void> {
  let wake: () => void = () => undefined;
  const watcher = watch(folder, { recursive: true }, (_event, path) => {
    if (
      path !== null &&
      /^(src|queries|mutations|schemas|fixtures)[\\/]|^manifest\.json$/.test(path) &&
      !path.includes('generated')
    )
      wake();
  });
  signal.addEventListener('abort', () => wake());
  try {
    while (!signal.aborted) {
      const change = new Promise<void>((resolve) => (wake = resolve));
      await changed();
      await change;
      await new Promise((resolve) => setTimeout(resolve, signal.aborted ? 0 : SETTLE_MS));
    }
  } finally {
    watcher.close();
  }
}
