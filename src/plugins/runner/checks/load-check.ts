import { launchRunner } from '../launch-runner.js';
import type { RunTool } from '../protocol.js';
import { callOf } from './attack-check.js';
import { CHECK_FIXTURES } from './fixtures.js';
import { type CheckReport, percentile, table, timings } from './report.js';

export interface LoadOptions {
  /** One request to a running platform; left out, only the runner is measured. */
  readonly gatewayRequest?: () => Promise<unknown>;
  readonly rounds: number;
  readonly requestsPerRound: number;
  readonly warn: (message: string) => void;
}

const NO_OP_P50_MAX_MS = 1;
const DCA_P50_MAX_MS = 25;
const GATEWAY_P99_MAX_RATIO = 1.1;
const HOSTILE = 10;
const REQUEST_EVERY_MS = 10;
/** The plugin is hostile, its caller waits when told to, and yet asks again and again. */
const CALLER_WAITS_MAX_MS = 250;

/**
 * Latency of fresh runs through socket, supervisor and jail; then the gateway's p99 without and with ten hostile
 * plugins that are called without end, in alternating rounds, so that the machine's own mood falls on both. The first hostile
 * round is told apart: until a version has shown what it is, it runs like any other.
 */
export async function checkLoad(options: LoadOptions): Promise<CheckReport> {
  const runner = await launchRunner({ mode: 'sandbox', warn: options.warn });
  try {
    const rows = [
      await latency(runner.runTool, 'no-op', NO_OP_P50_MAX_MS),
      await latency(runner.runTool, 'DCA 250 months', DCA_P50_MAX_MS),
    ];
    const gateway = await gatewayRatio(runner.runTool, options);
    const all = [...rows, ...gateway];
    return {
      lines: table(all.map(({ cells, holds }) => [holds ? 'ok' : 'SHORT', ...cells])),
      passed: all.every(({ holds }) => holds),
    };
  } finally {
    await runner.stop();
  }
}

interface Row {
  readonly cells: readonly string[];
  readonly holds: boolean;
}

async function latency(runTool: RunTool, name: string, p50Max: number): Promise<Row> {
  const fixture = CHECK_FIXTURES.find((candidate) => candidate.name === name);
  if (!fixture) throw new Error(`No fixture ${name}`);
  const call = callOf(fixture.source, 'tool', fixture.input);
  await timings(50, () => runTool(call));
  const measured = await timings(300, () => runTool(call));
  const [p50, p99] = [percentile(measured, 0.5), percentile(measured, 0.99)];
  return {
    cells: [name, `p50 ${p50.toFixed(2)} ms`, `p99 ${p99.toFixed(2)} ms`, `p50 below ${p50Max} ms`],
    holds: p50 < p50Max,
  };
}

async function gatewayRatio(runTool: RunTool, options: LoadOptions): Promise<Row[]> {
  const { gatewayRequest, rounds, requestsPerRound } = options;
  if (!gatewayRequest) return [];
  await paced(requestsPerRound, gatewayRequest);
  const quiet: number[] = [];
  const hostile: number[] = [];
  let hostileRuns = 0;
  for (let round = 0; round < rounds; round += 1) {
    quiet.push(percentile(await paced(requestsPerRound, gatewayRequest), 0.99));
    const attackers = startHostile(runTool);
    hostile.push(percentile(await paced(requestsPerRound, gatewayRequest), 0.99));
    hostileRuns += await attackers.stop();
  }
  const [first = 0, ...settled] = hostile;
  const [before, during] = [median(quiet), median(settled)];
  const quietly = `p99 ${before.toFixed(2)} ms (rounds ${spread(quiet)})`;
  return [
    {
      cells: ['gateway, attack begins', quietly, `then ${first.toFixed(2)} ms`, 'versions are not resting yet'],
      holds: true,
    },
    {
      cells: [
        `gateway, ${hostileRuns} hostile runs`,
        quietly,
        `then ${during.toFixed(2)} ms (rounds ${spread(settled)})`,
        `at most × ${GATEWAY_P99_MAX_RATIO}`,
      ],
      holds: during <= before * GATEWAY_P99_MAX_RATIO && hostileRuns > 0,
    },
  ];
}

function startHostile(runTool: RunTool): { stop(): Promise<number> } {
  const state = { stopped: false, runs: 0 };
  const loops = Array.from({ length: HOSTILE }, async (_, index) => {
    const call = callOf(`var openfolioPlugin = { tool: () => { for (;;) ${index}; } };`, 'tool', '{}');
    while (!state.stopped) {
      const result = await runTool(call);
      if (result.ok || result.retryAfterMs === undefined) state.runs += 1;
      else await new Promise((resolve) => setTimeout(resolve, Math.min(result.retryAfterMs ?? 0, CALLER_WAITS_MAX_MS)));
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

/** Requests at a fixed pace, so that a slow answer does not slow the load down. */
async function paced(count: number, request: () => Promise<unknown>): Promise<number[]> {
  const measured: number[] = [];
  const failures: unknown[] = [];
  const pending: Promise<unknown>[] = [];
  for (let sent = 0; sent < count; sent += 1) {
    pending.push(
      timed(request).then(
        (ms) => measured.push(ms),
        (error: unknown) => failures.push(error),
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, REQUEST_EVERY_MS));
  }
  await Promise.all(pending);
  if (failures.length > 0) throw failures[0];
  return measured.sort((a, b) => a - b);
}

async function timed(request: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await request();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}

/** How much the machine itself varies; where the quiet rounds differ by half, it is not idle and the ratio says little. */
function spread(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(1)}–${Math.max(...values).toFixed(1)}`;
}
