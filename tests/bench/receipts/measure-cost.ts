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

interface Spent {
  /** Microseconds of CPU per operation, of this process and of the database's backends. */
  readonly process: number;
  readonly database: number;
}

/**
 * The same operations without a record, with one, and with one while a sealer works: rounds take turns, so that what else the
 * machine does falls on all alike. CPU time and not clock time, for the same reason.
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
  const variants: Readonly<Record<string, () => Promise<void>>> = {
    'without a record': () => inParallel(operations, () => operate(NOBODY)),
    'with a record': () => inParallel(operations, () => operate(log)),
    'with a record, sealed': async () => {
      await inParallel(operations, () => operate(log));
      await sealer.sealAll();
    },
  };
  const spent = new Map<string, Spent[]>(Object.keys(variants).map((name) => [name, []]));
  try {
    for (let round = 0; round <= rounds; round += 1)
      for (const [name, run] of Object.entries(variants)) {
        const each = await spentBy(client, operations, run);
        if (round > 0) spent.get(name)?.push(each); // the first round warms up
        await sealer.sealAll();
      }
  } finally {
    await log.close();
    await pool.end();
    await client.end();
  }
  const base = medianOf(spent.get('without a record') ?? []);
  for (const [name, each] of spent) {
    const { process, database } = medianOf(each);
    const ratio = (process + database) / (base.process + base.database);
    say(
      `${name}: ${process.toFixed(0)} µs of the process and ${database.toFixed(0)} µs of the database per operation; ${ratio.toFixed(3)} of the first`,
    );
  }
}

async function spentBy(client: pg.Client, operations: number, run: () => Promise<void>): Promise<Spent> {
  const before = await backendCpu(client);
  const cpu = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(cpu);
  const after = await backendCpu(client);
  let database = 0;
  for (const [pid, us] of after ?? []) database += us - (before?.get(pid) ?? 0);
  return { process: (user + system) / operations, database: database / operations };
}

async function inParallel(count: number, work: () => Promise<void>): Promise<void> {
  let left = count;
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      while (left-- > 0) await work();
    }),
  );
}

function medianOf(each: readonly Spent[]): Spent {
  const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  return { process: median(each.map((of) => of.process)), database: median(each.map((of) => of.database)) };
}
