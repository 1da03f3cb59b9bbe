import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Place } from './prepare-place.js';
import { runProgram } from './run-program.js';
import { isAlive } from './start-lock.js';

/** After a kill -9 of the postmaster its children need a moment to notice; until then the cluster counts as in use. */
const START_TRIES = 10;

/**
 * Its log tells of the server and not of statements: an error quotes the values and the row that it refuses, and whoever sent the
 * statement gets it anyway. At each start, because a cluster may be older than this setting.
 */
const LOG_WITHOUT_ROWS = '-c log_min_messages=log';

/** @returns the port where the cluster's server answers, be it a running one or one started now */
export async function ensureRunning(place: Place, password: string, timeoutMs: number): Promise<number> {
  const running = await runningServer(place);
  if (running) {
    if (await answers(running.port, password, 10_000)) return running.port;
    await stopServer(place); // it runs but doesn't answer us
  }
  return startServer(place, timeoutMs);
}

/** Disconnects clients and ends cleanly; if that takes too long, ends at once and recovers on the next start. */
export async function stopServer(place: Place): Promise<void> {
  const stop = (mode: string) =>
    runProgram(place, place.programs.pgCtl, ['stop', '-D', place.data, '-m', mode, '-w', '-t', '20']);
  await stop('fast').catch(() => stop('immediate'));
}

/** `postmaster.pid` names process and port. A file whose process is dead, or is another program by now, names nothing. */
async function runningServer(place: Place): Promise<{ port: number } | undefined> {
  const file = join(place.data, 'postmaster.pid');
  const lines = await readFile(file, 'utf8').then(
    (text) => text.split('\n'),
    () => [],
  );
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined;
  if (!(await commandLine(pid)).includes(place.data)) {
    await rm(file, { force: true });
    return undefined;
  }
  return { port: Number(lines[3]) };
}

async function commandLine(pid: number): Promise<string> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
  } catch {
    const listed = await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)]).catch(() => undefined);
    return listed?.stdout ?? '';
  }
}

async function startServer(place: Place, timeoutMs: number): Promise<number> {
  const seconds = String(Math.ceil(timeoutMs / 1000));
  for (let tried = 1; ; tried += 1) {
    const port = await choosePort(place);
    try {
      await runProgram(place, place.programs.pgCtl, [
        'start',
        '-D',
        place.data,
        '-w',
        '-t',
        seconds,
        '-l',
        place.logFile,
        '-o',
        `-p ${port} ${LOG_WITHOUT_ROWS}`,
      ]);
      return port;
    } catch (error) {
      if (tried === START_TRIES) throw error;
      await sleep(300);
    }
  }
}

/** The port of last time, so that URLs noted elsewhere stay valid; another one if someone took it meanwhile. */
async function choosePort(place: Place): Promise<number> {
  const kept = Number(await readFile(place.portFile, 'utf8').catch(() => '0'));
  const port = (await bindable(kept)) || (await bindable(0));
  await writeFile(place.portFile, String(port), { mode: 0o600 });
  return port;
}

/** @returns the port that could be bound (any free one for 0), or 0 */
function bindable(port: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(0));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function answers(port: number, password: string, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  do {
    const client = new pg.Client({
      host: '127.0.0.1',
      port,
      user: 'postgres',
      password,
      database: 'postgres',
      connectionTimeoutMillis: 2_000,
    });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      await sleep(100);
    }
  } while (Date.now() < deadline);
  return false;
}
