import { setTimeout as pause } from 'node:timers/promises';
import { type BenchWorld, startBenchWorld } from '../measure/bench-world.js';
import { measureRound, type RoundFigures } from '../measure/measure.js';
import { readOptions } from '../options.js';
import type { RecordOrder } from './answer-record-orders.js';

export interface DoorRun {
  readonly question: string;
  readonly concurrency: number;
  readonly rounds: number;
  readonly seconds: number;
}

/** Longer than the sealer waits, so that what a round recorded is not sealed in the next one. */
const SEALED_MS = 6000;

const MEASURES: Readonly<Record<string, (figures: RoundFigures) => number>> = {
  'CPU of the server process': ({ serverUs }) => serverUs,
  'CPU of server and database': ({ serverUs, databaseUs }) => serverUs + (databaseUs ?? 0),
  'time per request at full load': ({ requestsPerSecond }) => 1e6 / requestsPerSecond,
};

/**
 * What recording costs of the throughput: one running platform with its real door (tokens, proofs, HTTP), whose recording is switched
 * off and on. Pairs of rounds, each pair in the other order than the one before, each compared within itself.
 */
export async function measureDoor(
  { question, concurrency, rounds, seconds }: DoorRun,
  say: (line: string) => void,
): Promise<void> {
  const world = await startBenchWorld(readOptions(['--quick', '--questions', question]), say);
  try {
    const round = { question, server: 'platform', concurrency } as const;
    await measureRound(world, { ...round, seconds: 2 });
    const pairs: { without: RoundFigures; recorded: RoundFigures }[] = [];
    for (let pair = 0; pair < rounds; pair += 1) {
      const figures = new Map<boolean, RoundFigures>();
      for (const record of pair % 2 === 0 ? [true, false] : [false, true]) {
        await switchRecording(world, record);
        figures.set(record, await measureRound(world, { ...round, seconds }));
        if (record) await pause(SEALED_MS);
      }
      const [without, recorded] = [figures.get(false), figures.get(true)];
      if (without && recorded) pairs.push({ without, recorded });
    }
    say(`${question}, ${concurrency} connections, ${pairs.length} pairs of ${seconds} s`);
    for (const [what, of] of Object.entries(MEASURES)) {
      const ratios = pairs.map(({ without, recorded }) => of(recorded) / of(without) - 1).sort((a, b) => a - b);
      const shown = [0.25, 0.5, 0.75].map(
        (at) => `${((ratios[Math.floor((ratios.length - 1) * at)] ?? 0) * 100).toFixed(1)} %`,
      );
      const median = (side: 'without' | 'recorded') => middle(pairs.map((each) => of(each[side]))).toFixed(0);
      say(
        `  ${what}: ${median('without')} → ${median('recorded')} µs, ${shown[1]} (middle half ${shown[0]} to ${shown[2]})`,
      );
    }
    const { rows } = await world.observer.query<{ size: string }>(
      'SELECT round(count(*)::numeric / count(DISTINCT xmin::text), 1) AS size FROM operation_record',
    );
    say(`  ${rows[0]?.size} records share an insert`);
  } finally {
    await world.close();
  }
}

async function switchRecording({ servers }: BenchWorld, record: boolean): Promise<void> {
  servers.platform.send({ order: 'record', record } satisfies RecordOrder);
  await servers.platform.next();
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
}
