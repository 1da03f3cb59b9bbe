import { setTimeout as pause } from 'node:timers/promises';
import type { LoadOrder } from '../load/messages.js';
import { type BenchWorld, startBenchWorld } from '../measure/bench-world.js';
import { assertAllAnswered, expectReport } from '../measure/measure.js';
import { backendCpu } from '../measure/process-cpu.js';
import { readOptions } from '../options.js';
import type { RecordOrder, WorkDone } from './answer-record-orders.js';

export interface DoorRun {
  readonly question: string;
  readonly concurrency: number;
  /** Pairs of slices, one recorded and one not. */
  readonly pairs: number;
  /** Of one slice. */
  readonly seconds: number;
}

/** What was under way when recording was switched has ended by then. */
const SETTLES_MS = 400;

/** Pairs under one load: its proofs are made beforehand, and must not grow old. */
const PAIRS_PER_LOAD = 4;

const SEALED_LATER = { OPENFOLIO_SEAL_SECONDS: '3600' };

/** Microseconds for each request. */
interface Slice {
  readonly server: number;
  readonly database: number;
  readonly clock: number;
}

const MEASURES: Readonly<Record<string, (slice: Slice) => number>> = {
  'CPU of the server process': ({ server }) => server,
  'CPU of server and database': ({ server, database }) => server + database,
  'time per request at full load': ({ clock }) => clock,
};

/**
 * What recording costs of the throughput: one running platform with its real door (tokens, proofs, HTTP) under full load, whose recording is
 * switched off and on. Short slices, because what a shared machine gives changes within seconds: each recorded slice is compared with its
 * neighbour, and the pairs begin in turns. Sealing happens afterwards and is measured elsewhere.
 */
export async function measureDoor(run: DoorRun, say: (line: string) => void): Promise<void> {
  const world = await startBenchWorld(readOptions(['--quick', '--questions', run.question]), say, SEALED_LATER);
  try {
    await underLoad(world, run, 4, async () => {});
    const pairs: { without: Slice; recorded: Slice }[] = [];
    while (pairs.length < run.pairs) {
      await underLoad(world, run, PAIRS_PER_LOAD * 2 * (run.seconds + SETTLES_MS / 1000) + 1, async () => {
        for (let pair = 0; pair < PAIRS_PER_LOAD; pair += 1) {
          const slices = new Map<boolean, Slice>();
          for (const record of pair % 2 === 0 ? [true, false] : [false, true])
            slices.set(record, await measureSlice(world, record, run.seconds));
          const [without, recorded] = [slices.get(false), slices.get(true)];
          if (without && recorded) pairs.push({ without, recorded });
        }
      });
    }
    say(`${run.question}, ${run.concurrency} connections, ${pairs.length} pairs of ${run.seconds} s`);
    for (const [what, of] of Object.entries(MEASURES)) say(`  ${what}: ${described(pairs, of)}`);
    const { rows } = await world.observer.query<{ size: string }>(
      'SELECT round(count(*)::numeric / count(DISTINCT xmin::text), 1) AS size FROM operation_record',
    );
    say(`  ${rows[0]?.size} records share an insert`);
  } finally {
    await world.close();
  }
}

async function underLoad(
  world: BenchWorld,
  { question, concurrency }: DoorRun,
  seconds: number,
  work: () => Promise<void>,
): Promise<void> {
  const round = { question, server: 'platform', concurrency, seconds } as const;
  world.load.send({ order: 'round', round } satisfies LoadOrder);
  await expectReport(world, 'started');
  await work();
  const { result } = await expectReport(world, 'result');
  assertAllAnswered(result, round);
}

async function measureSlice(world: BenchWorld, record: boolean, seconds: number): Promise<Slice> {
  await workDone(world, record);
  await pause(SETTLES_MS);
  const [before, databaseBefore, startedAt] = [
    await workDone(world, record),
    await databaseCpu(world),
    performance.now(),
  ];
  await pause(seconds * 1000);
  const [after, databaseAfter, endedAt] = [await workDone(world, record), await databaseCpu(world), performance.now()];
  const requests = after.requests - before.requests;
  return {
    server: (after.cpuUs - before.cpuUs) / requests,
    database: (databaseAfter - databaseBefore) / requests,
    clock: ((endedAt - startedAt) * 1000) / requests,
  };
}

/** Switches recording, or leaves it as it is. */
function workDone({ servers }: BenchWorld, record: boolean): Promise<WorkDone> {
  servers.platform.send({ order: 'record', record } satisfies RecordOrder);
  return servers.platform.next<WorkDone>();
}

/** The pools are full from the warm-up on, so no backend comes or goes meanwhile. */
async function databaseCpu({ observer }: BenchWorld): Promise<number> {
  let sum = 0;
  for (const us of (await backendCpu(observer))?.values() ?? []) sum += us;
  return sum;
}

/** The median of the pairs' ratios with its 95 % confidence interval, which order statistics give without any assumption. */
function described(pairs: readonly { without: Slice; recorded: Slice }[], of: (slice: Slice) => number): string {
  const ratios = pairs.map(({ without, recorded }) => of(recorded) / of(without) - 1).sort((a, b) => a - b);
  const half = 0.98 * Math.sqrt(ratios.length);
  const at = (rank: number) => {
    const ratio = ratios[Math.min(ratios.length - 1, Math.max(0, Math.round(rank)))] ?? Number.NaN;
    return `${ratio >= 0 ? '+' : ''}${(ratio * 100).toFixed(1)} %`;
  };
  const middle = (ratios.length - 1) / 2;
  const median = (side: 'without' | 'recorded') => medianOf(pairs.map((pair) => of(pair[side]))).toFixed(0);
  return `${median('without')} → ${median('recorded')} µs, ${at(middle)} (95 %: ${at(middle - half)} to ${at(middle + half)})`;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
}
