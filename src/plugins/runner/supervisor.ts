import { availableParallelism } from 'node:os';
import { systemClock } from '../../kernel/clock.js';
import { FairQueue } from './fair-queue.js';
import { findJail, insistOnJail, type Jail } from './jail.js';
import type { RunCall, RunTool } from './protocol.js';
import { RUN_LIMITS } from './run-limits.js';
import { type RunResult, refusal, resting } from './run-result.js';
import { Runaways } from './runaways.js';
import { runnerError } from './runner.errors.js';
import { makeRunnerFolder } from './runner-folder.js';
import { RunnerProcess } from './runner-process.js';

export interface SupervisorOptions {
  /** Live mode: refuse to start where a wall of the jail is missing. */
  readonly requireJail: boolean;
  /** Default: one per core, and one core left to the platform. */
  readonly runners?: number;
  readonly wallClockMs?: number;
  /** Whether versions rest that use up all they may, again and again. Off only where that is to be watched. */
  readonly restRunaways?: boolean;
  /** Told when a wall is missing in sandbox mode, and when a runner had to be replaced. */
  readonly warn?: (message: string) => void;
}

export interface Supervisor {
  readonly runTool: RunTool;
  readonly jail: Jail;
  readonly engineDigest: string;
  stop(): Promise<void>;
}

/** Calls that may wait per plugin version; the next is refused with RUNNER_BUSY. */
const WAITING_PER_BUNDLE_MAX = 64;
const RESTART_DELAY_MS = 100;
/** Ends in a row before the first call: the host is broken, and trying faster does not mend it. */
const RESTART_DELAY_MAX_MS = 10_000;

/**
 * Starts the jailed runners and gives each call to a free one.
 *
 * @throws PublicError RUNNER_JAIL_UNAVAILABLE, ENGINE_DIGEST_MISMATCH, RUNNER_UNAVAILABLE when no runner gets ready
 */
export async function startSupervisor(options: SupervisorOptions): Promise<Supervisor> {
  const folder = await makeRunnerFolder();
  try {
    const jail = findJail(folder.path);
    insistOnJail(jail, options);
    const pool = new RunnerPool(folder.path, jail, options);
    await pool.start();
    const stop = async () => {
      await pool.stop();
      await folder.remove();
    };
    return { runTool: (call) => pool.run(call), jail, engineDigest: folder.engineDigest, stop };
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

interface Waiting {
  readonly call: RunCall;
  readonly settle: (result: RunResult) => void;
}

class RunnerPool {
  readonly #folder: string;
  readonly #jail: Jail;
  readonly #options: SupervisorOptions;
  readonly #queue = new FairQueue<Waiting>({ perKeyMax: WAITING_PER_BUNDLE_MAX });
  readonly #processes = new Set<RunnerProcess>();
  readonly #free: RunnerProcess[] = [];
  readonly #runaways = new Runaways({ clock: systemClock });
  readonly #restarts = new Set<NodeJS.Timeout>();
  #restartDelayMs = RESTART_DELAY_MS;
  #stopping = false;

  constructor(folder: string, jail: Jail, options: SupervisorOptions) {
    this.#folder = folder;
    this.#jail = jail;
    this.#options = options;
  }

  async start(): Promise<void> {
    const count = this.#options.runners ?? Math.max(1, availableParallelism() - 1);
    const started = Array.from({ length: count }, () => this.#startOne());
    try {
      await Promise.all(started.map((runner) => runner.ready));
    } catch (cause) {
      await this.stop();
      throw runnerError('RUNNER_UNAVAILABLE', { cause });
    }
  }

  run(call: RunCall): Promise<RunResult> {
    if (Buffer.byteLength(call.input) > RUN_LIMITS.inputBytesReviewed)
      return Promise.resolve(
        refusal('INPUT_TOO_LARGE', `The input has more than ${RUN_LIMITS.inputBytesReviewed} bytes.`),
      );
    const restMs = this.#restOf(call);
    if (restMs > 0) return Promise.resolve(resting(restMs));
    return new Promise((settle) => {
      const taken = !this.#stopping && this.#queue.add(call.bundle.digest, { call, settle });
      if (!taken) return settle(refusal('RUNNER_BUSY', 'Too many calls of this plugin wait already. Try again.'));
      this.#dispatch();
    });
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    for (const timer of this.#restarts) clearTimeout(timer);
    for (let waiting = this.#queue.take(); waiting; waiting = this.#queue.take())
      waiting.settle(refusal('RUNNER_UNAVAILABLE', 'The platform stops.'));
    const ends = [...this.#processes].map((runner) => runner.ended);
    for (const runner of this.#processes) runner.kill();
    await Promise.all(ends);
  }

  #startOne(): RunnerProcess {
    const { wallClockMs = RUN_LIMITS.wallClockMs } = this.#options;
    const runner = new RunnerProcess({ folder: this.#folder, jail: this.#jail, wallClockMs });
    this.#processes.add(runner);
    void runner.ended.then(() => this.#replace(runner));
    runner.ready.then(
      () => this.#release(runner),
      () => undefined, // told by `ended`
    );
    return runner;
  }

  #replace(runner: RunnerProcess): void {
    this.#processes.delete(runner);
    const index = this.#free.indexOf(runner);
    if (index >= 0) this.#free.splice(index, 1);
    if (this.#stopping) return;
    this.#options.warn?.('A plugin runner ended and is replaced.');
    const timer = setTimeout(() => {
      this.#restarts.delete(timer);
      this.#startOne();
    }, this.#restartDelayMs);
    this.#restarts.add(timer);
    this.#restartDelayMs = Math.min(this.#restartDelayMs * 2, RESTART_DELAY_MAX_MS);
  }

  #release(runner: RunnerProcess): void {
    if (!this.#processes.has(runner)) return;
    this.#free.push(runner);
    this.#dispatch();
  }

  #dispatch(): void {
    while (this.#free.length > 0 && this.#queue.length > 0) {
      const waiting = this.#queue.take();
      if (!waiting) return;
      const restMs = this.#restOf(waiting.call);
      if (restMs > 0) waiting.settle(resting(restMs));
      else this.#start(waiting);
    }
  }

  #restOf({ bundle }: RunCall): number {
    return this.#options.restRunaways === false ? 0 : this.#runaways.restOf(bundle.digest);
  }

  #start(waiting: Waiting): void {
    const runner = this.#free.pop();
    if (runner) void this.#give(runner, waiting);
  }

  async #give(runner: RunnerProcess, { call, settle }: Waiting): Promise<void> {
    const result = await runner.run(call);
    this.#runaways.ended(call.bundle.digest, result);
    settle(result);
    if (!result.ok && (result.code === 'WALL_CLOCK_EXCEEDED' || result.code === 'RUNNER_UNAVAILABLE')) return;
    this.#restartDelayMs = RESTART_DELAY_MS;
    this.#release(runner);
  }
}
