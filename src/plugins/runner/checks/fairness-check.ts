import { launchRunner } from '../launch-runner.js';
import type { RunTool } from '../protocol.js';
import { callOf } from './attack-check.js';
import { CHECK_FIXTURES } from './fixtures.js';
import { type CheckReport, percentile, table, timings } from './report.js';

export interface FairnessOptions {
  /** Rounds of each kind, in turn, so that the machine's own mood falls on both. */
  readonly rounds: number;
  readonly callsPerRound: number;
  /** Callers of the other plugin at once, each calling again as soon as it is answered. */
  readonly flood: number;
  readonly warn: (message: string) => void;
}

/** One call under way can't be interrupted, and what it left in the processor's caches costs a little more. */
const DELAY_MAX_CALLS = 1.5;

/**
 * What a plugin that is called without end costs another one: plugin B alone, then beside the flood of plugin A, on one runner
 * process, so that they have to share it. The delay is given in calls of A: a fair queue costs one at most, a plain one as many as wait.
 */
export async function checkFairness(options: FairnessOptions): Promise<CheckReport> {
  const runner = await launchRunner({ mode: 'sandbox', runners: 1, warn: options.warn });
  try {
    return report(await measure(runner.runTool, options), options);
  } finally {
    await runner.stop();
  }
}

interface Measured {
  readonly ofA: readonly number[];
  readonly alone: readonly number[];
  readonly beside: readonly number[];
  readonly floodRuns: number;
}

async function measure(runTool: RunTool, { rounds, callsPerRound, flood }: FairnessOptions): Promise<Measured> {
  const [a, b] = [call('FIFO 2000 lots', 'A'), call('echo 10 KB', 'B')];
  const [callA, callB] = [() => runTool(a), () => runTool(b)];
  for (const each of [callA, callB]) await timings(50, each);
  const ofA: number[] = [];
  const alone: number[] = [];
  const beside: number[] = [];
  let floodRuns = 0;
  for (let round = 0; round < rounds; round += 1) {
    ofA.push(...(await timings(callsPerRound, callA)));
    alone.push(...(await timings(callsPerRound, callB)));
    const flooding = startFlood(callA, flood);
    beside.push(...(await timings(callsPerRound, callB)));
    floodRuns += await flooding.stop();
  }
  return { ofA: sorted(ofA), alone: sorted(alone), beside: sorted(beside), floodRuns };
}

function report({ ofA, alone, beside, floodRuns }: Measured, { flood }: FairnessOptions): CheckReport {
  const delays = [0.5, 0.99].map((share) => {
    const [one, quiet, busy] = [ofA, alone, beside].map((values) => percentile(values, share));
    return { one, quiet, busy, calls: ((busy ?? 0) - (quiet ?? 0)) / (one ?? 1) };
  });
  const row = (name: string, pick: (delay: (typeof delays)[number]) => number | undefined, unit: string) => [
    name,
    ...delays.map((delay) => `${(pick(delay) ?? 0).toFixed(2)}${unit}`),
  ];
  const passed = delays.every(({ calls }) => calls <= DELAY_MAX_CALLS) && floodRuns > 0;
  return {
    lines: [
      ...table([
        ['', 'p50', 'p99'],
        row('a call of plugin A, alone', ({ one }) => one, ' ms'),
        row('plugin B, alone', ({ quiet }) => quiet, ' ms'),
        row(`plugin B, beside ${flood} callers of A`, ({ busy }) => busy, ' ms'),
        row('ratio', ({ busy = 0, quiet = 1 }) => busy / quiet, ' ×'),
        row('delay, in calls of A', ({ calls }) => calls, ''),
      ]),
      `${floodRuns} calls of A were answered meanwhile; at most ${DELAY_MAX_CALLS} calls of delay (a queue in order of arrival: ${flood})`,
    ],
    passed,
  };
}

/** The same tool under another digest is another plugin. */
function call(fixtureName: string, plugin: string) {
  const fixture = CHECK_FIXTURES.find(({ name }) => name === fixtureName);
  if (!fixture) throw new Error(`No fixture ${fixtureName}`);
  return callOf(`${fixture.source}\n// ${plugin}`, 'tool', fixture.input);
}

function startFlood(callA: () => Promise<unknown>, flood: number): { stop(): Promise<number> } {
  const state = { stopped: false, runs: 0 };
  const loops = Array.from({ length: flood }, async () => {
    while (!state.stopped) {
      await callA();
      state.runs += 1;
    }
  });
  return {
    stop: async () => {
      state.stopped = true;
      await Promise.all(loops);
      return state.runs;
    },
  };
}

function sorted(values: number[]): readonly number[] {
  return values.sort((a, b) => a - b);
}
