import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const HERE = new URL('./', import.meta.url);

/** A process of the benchmark. What it writes to its error output is shown when it ends unasked. */
export class Child {
  readonly pid: number;
  readonly #name: string;
  readonly #process: ChildProcess;
  readonly #inbox: unknown[] = [];
  #waiting: { resolve(message: unknown): void; reject(error: Error): void } | undefined;
  #ended: Error | undefined;
  #output = '';

  constructor(file: string, environment: Readonly<Record<string, string>>) {
    this.#name = file;
    this.#process = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL(file, HERE))], {
      env: { PATH: process.env['PATH'] ?? '', ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.pid = this.#process.pid ?? 0;
    for (const stream of [this.#process.stdout, this.#process.stderr])
      stream?.on('data', (chunk: Buffer) => (this.#output = (this.#output + chunk.toString()).slice(-4000)));
    this.#process.on('message', (message) => this.#received(message));
    this.#process.once('exit', (code) => this.#fail(code));
  }

  send(message: object): void {
    this.#process.send(message);
  }

  /** The next message. @throws when the process ends first */
  next<T>(): Promise<T> {
    if (this.#inbox.length > 0) return Promise.resolve(this.#inbox.shift() as T);
    if (this.#ended) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  async stop(): Promise<void> {
    if (this.#ended) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL'); // its database is dropped next, there is nothing to end well
    await ended;
  }

  #received(message: unknown): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) waiting.resolve(message);
    else this.#inbox.push(message);
  }

  #fail(code: number | null): void {
    this.#ended = new Error(`${this.#name} ended with ${code}:\n${this.#output}`);
    this.#waiting?.reject(this.#ended);
  }
}
