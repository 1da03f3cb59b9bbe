import { open, readFile, rm, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { storageError } from '../storage.errors.js';

/** Starting takes seconds. A lock as old as this belongs to nobody, even if its process id lives on in another program. */
const STALE_AFTER_MS = 180_000;

/** One process at a time creates, starts or stops the server of a directory. A dead holder's lock is taken over. */
export async function withStartLock<T>(file: string, timeoutMs: number, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  while (!(await take(file))) {
    if (await isStale(file)) await rm(file, { force: true });
    else if (Date.now() > deadline) throw busy(file);
    else await sleep(50);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw storageError('DATA_DIRECTORY_UNUSABLE', { params: { directory: file, reason: String(error) }, cause: error });
  }
}

async function isStale(file: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(file);
    const age = Date.now() - mtimeMs;
    const pid = Number(await readFile(file, 'utf8'));
    if (pid === 0) return age > 2_000; // created, but its holder died before it wrote its id
    return age > STALE_AFTER_MS || !isAlive(pid);
  } catch {
    return false; // released in between
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function busy(file: string) {
  return storageError('EMBEDDED_DATABASE_UNUSABLE', {
    params: {
      reason: 'another process has been starting or stopping it for too long',
      remedy: `End that process; its id stands in ${file}`,
    },
  });
}
