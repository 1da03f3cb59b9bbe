import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ended, root, runToEnd } from './run-openfolio.js';

export interface RunningPlatform {
  /** Origin, without a trailing slash. */
  readonly url: string;
  /** Runs `openfolio …` as the operator of this platform. */
  readonly operator: (...args: string[]) => Promise<Ended>;
  /** The same with settings changed. */
  readonly operatorWith: (changed: Readonly<Record<string, string>>, ...args: string[]) => Promise<Ended>;
  /** All that the process wrote so far, to both its outputs. */
  output(): string;
  stop(): Promise<void>;
}

/**
 * The platform as its own process on a free port, with a data directory of its own, reached like any other: by HTTP.
 *
 * @param environment e.g. DATABASE_URL of an empty database; without it the platform starts its embedded one
 */
export async function startPlatform(environment: Readonly<Record<string, string>> = {}): Promise<RunningPlatform> {
  const dataDir = await mkdtemp(join(tmpdir(), 'openfolio-platform-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = {
    PORT: String(port),
    OPENFOLIO_PUBLIC_URL: url,
    OPENFOLIO_DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    ...environment,
  };
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      written += chunk.toString();
    });
  const output = () => written;
  const stop = async () => {
    await end(child);
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await ready(child, url, output);
  } catch (error) {
    await stop();
    throw error;
  }
  const operatorWith = (changed: Readonly<Record<string, string>>, ...args: string[]) =>
    runToEnd(['src/cli/main.ts', ...args], { ...settings, ...changed });
  return { url, operator: (...args) => operatorWith({}, ...args), operatorWith, output, stop };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}

const READY_WITHIN_MS = 60_000;

async function ready(child: ChildProcess, url: string, output: () => string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The platform ended before it was ready:\n${output()}`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The platform was not ready within ${READY_WITHIN_MS} ms:\n${output()}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
