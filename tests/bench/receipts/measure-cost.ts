import pg from 'pg';
import { GroupCommitAuditLog, SealReceipts } from '../../../src/audit/index.js';
import { systemClock } from '../../../src/kernel/clock.js';
import type { AuditLog } from '../../../src/operation/index.js';
import { backendCpu } from '../measure/process-cpu.js';
import { BENCH_SECRET } from './receipt-world.js';

export interface CostRun {
  /** Executes one operation with this record keeper; the same work each time. */
  readonly operate: (audit: AuditLog) => Promise<void>;
  readonly url: string;
  readonly operations: number;
  readonly rounds: number;
}

const CONCURRENCY = 32;
const NOBODY: AuditLog = { record: () => Promise.resolve() };

/** Microseconds per operation. */
interface Spent {
  readonly process: number;
  /** CPU of the database's backends. */
  readonly database: number;
  readonly wall: number;
}

const SUMS: Readonly<Record<string, (spent: Spent) => number>> = {
  'CPU of the process': ({ process }) => process,
  'CPU of process and database': ({ process, database }) => process + database,
  'time by the clock': ({ wall }) => wall,
};

/**
 * The same operations without a record, with one, and with one while a sealer works. Each round runs all three, beginning with
 * another one each time, and is compared within itself: what else the machine does falls on all alike. CPU is what counts on a
 * busy machine; the clock also shows waiting for the disk.
 */
export async function measureCost(
  { operate, url, operations, rounds }: CostRun,
  say: (line: string) => void,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const pool = new pg.Pool({ connectionString: url, options: '-c role=openfolio_ops' });
  const log = new GroupCommitAuditLog({ connectionString: url, secret: BENCH_SECRET });
  const sealer = new SealReceipts({ pool, clock: systemClock, secret: BENCH_SECRET });
  const variants: readonly (readonly [string, () => Promise<void>])[] = [
    ['without a record', () => inParallel(operations, () => operate(NOBODY))],
    ['with a record', () => inParallel(operations, () => operate(log))],
    [
      'with a record, sealed',
      async () => {
        await inParallel(operations, () => operate(log));
        await sealer.sealAll();
      },
    ],
  ];
  const measured: Map<string, Spent>[] = [];
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const spent = new Map<string, Spent>();
      for (let turn = 0; turn < variants.length; turn += 1) {
        const [name, run] = variants[(round + turn) % variants.length] ?? ['', async () => {}];
        spent.set(name, await spentBy(client, operations, run));
        await sealer.sealAll();
      }
      if (round > 0) measured.push(spent); // the first round warms up
    }
  } finally {
    await log.close();
    await pool.end();
    await client.end();
  }
  for (const [name] of variants) report(name, measured, say);
}

const NONE: Spent = { process: Number.NaN, database: Number.NaN, wall: Number.NaN };

function report(name: string, rounds: readonly Map<string, Spent>[], say: (line: string) => void): void {
  const of = (round: Map<string, Spent>, variant: string) => round.get(variant) ?? NONE;
  const median = (pick: (spent: Spent) => number) =>
    quantile(
      rounds.map((round) => pick(of(round, name))),
      0.5,
    ).toFixed(0);
  say(
    `${name}: ${median(({ process }) => process)} µs of the process, ${median(({ database }) => database)} µs of the database, ${median(({ wall }) => wall)} µs by the clock per operation`,
  );
  if (name === 'without a record') return;
  for (const [what, sum] of Object.entries(SUMS)) {
    const ratios = rounds.map((round) => sum(of(round, name)) / sum(of(round, 'without a record')));
    const [low, middle, high] = [0.25, 0.5, 0.75].map((at) => percent(quantile(ratios, at)));
    say(`  ${what}: ${middle} (middle half of ${ratios.length} rounds: ${low} to ${high})`);
  }
}

function quantile(values: readonly number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN;
}

function percent(ratio: number): string {
  return `${ratio >= 1 ? '+' : ''}${((ratio - 1) * 100).toFixed(1)} %`;
}

async function spentBy(client: pg.Client, operations: number, run: () => Promise<void>): Promise<Spent> {
  const before = await backendCpu(client);
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  await run();
  const wall = ((performance.now() - startedAt) * 1000) / operations;
  const { user, system } = process.cpuUsage(cpu);
  const after = await backendCpu(client);
  let database = 0;
  for (const [pid, us] of after ?? []) database += us - (before?.get(pid) ?? 0);
  return { process: (user + system) / operations, database: database / operations, wall };
}

async function inParallel(count: number, work: () => Promise<void>): Promise<void> {
  let left = count;
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      while (left-- > 0) await work();
    }),
  );
}
