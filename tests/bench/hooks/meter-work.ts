import { cpuUsage, memoryUsage } from 'node:process';
import pg from 'pg';
import { backendCpu } from '../measure/process-cpu.js';

/** What a piece of work cost. CPU times in microseconds. */
export interface Work {
  readonly seconds: number;
  readonly processUs: number;
  readonly databaseUs: number;
  /** Resident memory at its highest, bytes. */
  readonly rssMax: number;
}

const SAMPLE_MS = 100;

/** Measures this process and the backends of one database from outside. */
export class WorkMeter {
  readonly #observer: pg.Client;

  private constructor(observer: pg.Client) {
    this.#observer = observer;
  }

  static async open(url: string): Promise<WorkMeter> {
    const observer = new pg.Client({ connectionString: url });
    await observer.connect();
    return new WorkMeter(observer);
  }

  async measure(work: () => Promise<void>): Promise<Work> {
    globalThis.gc?.();
    let rssMax = memoryUsage.rss();
    const sampler = setInterval(() => {
      rssMax = Math.max(rssMax, memoryUsage.rss());
    }, SAMPLE_MS);
    const before = (await backendCpu(this.#observer)) ?? new Map<number, number>();
    const cpu = cpuUsage();
    const started = performance.now();
    await work();
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = cpuUsage(cpu);
    clearInterval(sampler);
    let databaseUs = 0;
    for (const [pid, spent] of (await backendCpu(this.#observer)) ?? []) databaseUs += spent - (before.get(pid) ?? 0);
    return { seconds, processUs: user + system, databaseUs, rssMax };
  }

  async close(): Promise<void> {
    await this.#observer.end();
  }
}
