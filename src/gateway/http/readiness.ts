import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../kernel/log.js';

/** Resolves when the part works, rejects (or takes longer than two seconds) when it doesn't. */
export type ReadinessCheck = () => Promise<unknown>;

export type ReadinessReport = { readonly ready: boolean; readonly checks: Readonly<Record<string, 'ok' | 'failed'>> };

const CHECK_TIMEOUT_MS = 2_000;
/** Anybody may ask; the database is asked at most this often. */
const REPORT_KEPT_MS = 1_000;

/** Can this process serve now? False from the moment that it begins to stop, so that a balancer sends no more to it. */
export class Readiness {
  readonly #checks: Readonly<Record<string, ReadinessCheck>>;
  readonly #logger: Logger;
  #stopping = false;
  #report: Promise<ReadinessReport> | undefined;

  constructor(options: { checks: Readonly<Record<string, ReadinessCheck>>; logger: Logger }) {
    this.#checks = options.checks;
    this.#logger = options.logger;
  }

  stopping(): void {
    this.#stopping = true;
  }

  async report(): Promise<ReadinessReport> {
    if (this.#stopping) return { ready: false, checks: { process: 'failed' } };
    this.#report ??= this.#run();
    return this.#report;
  }

  async #run(): Promise<ReadinessReport> {
    const names = Object.keys(this.#checks);
    const results = await Promise.all(names.map(async (name) => [name, await this.#passes(name)] as const));
    setTimeout(() => (this.#report = undefined), REPORT_KEPT_MS).unref();
    return { ready: results.every(([, state]) => state === 'ok'), checks: Object.fromEntries(results) };
  }

  async #passes(name: string): Promise<'ok' | 'failed'> {
    const late = new AbortController();
    try {
      const timeout = sleep(CHECK_TIMEOUT_MS, undefined, { signal: late.signal, ref: false }).then(() => {
        throw new Error(`no answer within ${CHECK_TIMEOUT_MS} ms`);
      });
      await Promise.race([this.#checks[name]?.(), timeout]);
      return 'ok';
    } catch (error) {
      this.#logger.warn({ err: error, check: name }, 'not ready');
      return 'failed';
    } finally {
      late.abort();
    }
  }
}
