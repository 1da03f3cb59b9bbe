import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../support/run-openfolio.js';

/** A process of the campaign that may be killed and comes back. Messages go both ways; those to a dead process are lost. */
export class Victim {
  readonly #file: string;
  readonly #onMessage: (message: Record<string, unknown>) => void;
  #child: ChildProcess | undefined;
  deaths = 0;

  constructor(file: string, onMessage: (message: Record<string, unknown>) => void = () => {}) {
    this.#file = file;
    this.#onMessage = onMessage;
  }

  get isAlive(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** @returns its first message, which says that it is ready */
  async start(args: readonly string[]): Promise<Record<string, unknown>> {
    const child = fork(join(root, 'tests/faults', this.#file), [...args], {
      cwd: root,
      execArgv: ['--import', 'tsx'],
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child = child;
    child.once('exit', () => (this.deaths += 1));
    const ready = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error(`${this.#file} ended before it was ready`))),
    ])) as [Record<string, unknown>];
    child.on('message', (message) => this.#onMessage(message as Record<string, unknown>));
    return ready[0];
  }

  tell(message: Record<string, unknown>): void {
    if (this.isAlive) this.#child?.send(message, () => {});
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || !this.isAlive) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}
