import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { encodeFrame, type Frame, FrameDecoder } from './frame.js';
import type { Jail } from './jail.js';
import { type LoadHeader, type RunCall, readDone, runHeader } from './protocol.js';
import { type RunResult, refusal } from './run-result.js';

export interface RunnerProcessParts {
  readonly folder: string;
  readonly jail: Jail;
  readonly wallClockMs: number;
}

interface Running {
  readonly id: number;
  readonly call: RunCall;
  readonly settle: (result: RunResult) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * One jailed process and the one call that it works on. It is killed when a call outlasts the wall clock, and when it
 * says anything that the protocol does not foresee: a runner that was taken over can not talk its way further.
 */
export class RunnerProcess {
  readonly ready: Promise<void>;
  /** When the process is gone, whatever the reason. */
  readonly ended: Promise<void>;
  readonly #parts: RunnerProcessParts;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #decoder = new FrameDecoder();
  #running: Running | undefined;
  #sentId = 0;
  #becomeReady: () => void = () => undefined;

  constructor(parts: RunnerProcessParts) {
    this.#parts = parts;
    const [file = '', ...rest] = parts.jail.command;
    this.#child = spawn(file, [...rest, join(parts.folder, 'runner.mjs')], {
      env: {},
      cwd: parts.folder,
      stdio: 'pipe',
    });
    this.ready = new Promise((resolve, reject) => {
      this.#becomeReady = resolve;
      this.#child.once('close', () => reject(new Error('A plugin runner ended before it was ready')));
    });
    this.ready.catch(() => undefined); // `ended` tells it to the supervisor
    this.ended = new Promise((resolve) => {
      for (const event of ['error', 'close']) this.#child.once(event, () => resolve(this.#end()));
    });
    this.#child.stdout.on('data', (chunk: Buffer) => this.#receive(chunk));
    this.#child.stderr.resume();
    this.#child.stdin.on('error', () => this.kill());
  }

  /** One call at a time; the supervisor sees to that. */
  run(call: RunCall): Promise<RunResult> {
    this.#sentId += 1;
    const id = this.#sentId;
    return new Promise((settle) => {
      const timer = setTimeout(() => this.#outlast(), this.#parts.wallClockMs);
      this.#running = { id, call, settle, timer };
      this.#child.stdin.write(encodeFrame(runHeader(id, call), call.input));
    });
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #outlast(): void {
    const { wallClockMs } = this.#parts;
    this.#settle(refusal('WALL_CLOCK_EXCEEDED', `The run was stopped after ${wallClockMs} ms.`));
    this.kill();
  }

  #receive(chunk: Buffer): void {
    try {
      for (const frame of this.#decoder.push(chunk)) this.#answer(frame);
    } catch {
      this.kill();
    }
  }

  #answer(frame: Frame): void {
    const { type, id, bundle } = frame.header;
    if (type === 'ready') return this.#becomeReady();
    const running = this.#running;
    if (!running || id !== running.id) throw new RangeError('A runner answered what was not asked');
    const { call } = running;
    if (type === 'done') return this.#settle(readDone(frame, call));
    if (type !== 'need' || bundle !== call.bundle.digest) throw new RangeError('A runner asked for another bundle');
    const load: LoadHeader = { type: 'load', id: running.id, bundle: call.bundle.digest };
    this.#child.stdin.write(encodeFrame(load, call.bundle.source));
  }

  #settle(result: RunResult): void {
    const running = this.#running;
    if (!running) return;
    this.#running = undefined;
    clearTimeout(running.timer);
    running.settle(result);
  }

  #end(): void {
    this.#settle(refusal('RUNNER_UNAVAILABLE', 'The runner process ended during the run.'));
  }
}
