import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { connectRunner } from './connect-runner.js';
import type { RunTool } from './protocol.js';
import { runnerError } from './runner.errors.js';

export interface LaunchedRunner {
  readonly runTool: RunTool;
  /** Of the supervisor's process. */
  readonly pid: number;
  stop(): Promise<void>;
}

export interface LaunchOptions {
  readonly mode: 'sandbox' | 'live';
  readonly runners?: number;
  /** Default: two seconds. More where the host is expected to be busy with other things, as in tests. */
  readonly wallClockMs?: number;
  readonly warn?: (message: string) => void;
}

export type SupervisorArguments = Omit<LaunchOptions, 'warn'> & { readonly socketPath: string };

/**
 * Starts a supervisor beside the platform, in a process of its own, so that nothing which a plugin provokes runs in the
 * process that holds tokens and the database. It ends with its parent: its stdin closes.
 *
 * @throws PublicError RUNNER_UNAVAILABLE when it does not get ready; the reason was given to `warn`
 */
export async function launchRunner({ warn, ...options }: LaunchOptions): Promise<LaunchedRunner> {
  const folder = await mkdtemp(join(tmpdir(), 'openfolio-supervisor-'));
  const socketPath = join(folder, 'runner.sock');
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const main = fileURLToPath(new URL('supervisor-main.ts', import.meta.url));
  const settings: SupervisorArguments = { ...options, socketPath };
  const child = spawn(process.execPath, ['--import', tsx, main, JSON.stringify(settings)], {
    stdio: 'pipe',
    env: { PATH: process.env['PATH'] },
  });
  child.stderr.on('data', (text: Buffer) => warn?.(text.toString().trim()));
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const clean = () => rm(folder, { recursive: true, force: true });
  if (!(await becomesReady(child))) {
    await clean();
    throw runnerError('RUNNER_UNAVAILABLE');
  }
  const connection = connectRunner(socketPath);
  const stop = async () => {
    connection.close();
    child.stdin.end();
    await gone;
    await clean();
  };
  return { runTool: connection.runTool, pid: child.pid ?? 0, stop };
}

function becomesReady(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    child.stdout?.once('data', () => resolve(true));
    child.once('close', () => resolve(false));
  });
}
