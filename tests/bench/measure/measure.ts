import { describeFailures } from '../load/failures.js';
import type { LoadOrder, LoadReport, RoundOrder, ServerName } from '../load/messages.js';
import { SERVERS } from '../load/messages.js';
import type { RoundResult } from '../load/run-round.js';
import type { BenchWorld } from './bench-world.js';
import { databaseCpuBetween, readCpu } from './process-cpu.js';
import { type Spread, spreadOf } from './spread.js';

/** One round of one server. CPU in microseconds per request. */
export interface RoundFigures {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly serverUs: number;
  /** `undefined` when the database runs elsewhere. */
  readonly databaseUs: number | undefined;
  /** Share of one core that everything else on the machine used meanwhile. */
  readonly foreignCores: number;
}

/** Medians over the rounds of one server. */
export interface ServerFigures {
  readonly requestsPerSecond: Spread;
  readonly p50Ms: Spread;
  readonly p99Ms: Spread;
  readonly serverUs: Spread;
  readonly databaseUs: Spread | undefined;
  readonly foreignCores: Spread;
}

export interface Comparison {
  readonly question: string;
  readonly concurrency: number;
  readonly raw: ServerFigures;
  readonly platform: ServerFigures;
  /** CPU efficiency of the server process: raw's time per request ÷ ours. */
  readonly efficiency: number;
  /** The same with the database's time on both sides. */
  readonly efficiencyWithDatabase: number | undefined;
  readonly p99Ratio: number;
}

export interface CompareOrder {
  readonly question: string;
  readonly concurrency: number;
  readonly rounds: number;
  readonly roundSeconds: number;
  readonly warmUpSeconds: number;
}

/** Rounds of both servers in turns, so that what the machine does meanwhile falls on both. */
export async function compareServers(
  world: BenchWorld,
  order: CompareOrder,
  say: (line: string) => void,
): Promise<Comparison> {
  const { question, concurrency } = order;
  const rounds: Record<ServerName, RoundFigures[]> = { raw: [], platform: [] };
  for (const server of SERVERS)
    await measureRound(world, { question, server, concurrency, seconds: order.warmUpSeconds });
  for (let round = 1; round <= order.rounds; round += 1) {
    for (const server of SERVERS) {
      const figures = await measureRound(world, { question, server, concurrency, seconds: order.roundSeconds });
      rounds[server].push(figures);
      say(`  ${question} × ${concurrency} ${server.padEnd(8)} ${round}: ${roundLine(figures)}`);
    }
  }
  return comparisonOf(question, concurrency, summary(rounds.raw), summary(rounds.platform));
}

/** @throws Error when an answer was not 200 with data */
export async function measureRound(world: BenchWorld, round: RoundOrder): Promise<RoundFigures> {
  const server = world.servers[round.server];
  world.load.send({ order: 'round', round } satisfies LoadOrder);
  await expectReport(world, 'started');
  const before = await readCpu(server.pid, world.load.pid, world.observer);
  const { result } = await expectReport(world, 'result');
  const after = await readCpu(server.pid, world.load.pid, world.observer);
  assertAllAnswered(result, round);
  const [serverUs, loadUs, machineUs] = [
    after.server - before.server,
    after.load - before.load,
    after.machine - before.machine,
  ];
  const databaseUs = databaseCpuBetween(before, after);
  return {
    requests: result.requests,
    requestsPerSecond: result.requests / result.seconds,
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
    serverUs: serverUs / result.requests,
    databaseUs: databaseUs === undefined ? undefined : databaseUs / result.requests,
    foreignCores: Math.max(0, machineUs - serverUs - loadUs - (databaseUs ?? 0)) / 1e6 / result.seconds,
  };
}

/** @throws Error that names what failed */
export function assertAllAnswered(
  { requests, failures }: RoundResult,
  { server, concurrency, question }: RoundOrder,
): void {
  const failed = Object.values(failures).reduce((sum, count) => sum + count, 0);
  if (failed === 0 && requests > 0) return;
  const which = `${question} to ${server} at ${concurrency} connections`;
  throw new Error(`${failed} of ${requests} requests of ${which} failed (${describeFailures(failures)})`);
}

/** @throws Error with the load's reason, or when it reports something else */
export async function expectReport<Name extends LoadReport['report']>(
  { load }: BenchWorld,
  name: Name,
): Promise<Extract<LoadReport, { report: Name }>> {
  const report = await load.next<LoadReport>();
  if (report.report === name) return report as Extract<LoadReport, { report: Name }>;
  throw new Error(report.report === 'failed' ? report.reason : `The load reported ${report.report} instead of ${name}`);
}

function summary(rounds: readonly RoundFigures[]): ServerFigures {
  const spread = (pick: (round: RoundFigures) => number) => spreadOf(rounds.map(pick));
  return {
    requestsPerSecond: spread((round) => round.requestsPerSecond),
    p50Ms: spread((round) => round.p50Ms),
    p99Ms: spread((round) => round.p99Ms),
    serverUs: spread((round) => round.serverUs),
    databaseUs: rounds.some((round) => round.databaseUs === undefined)
      ? undefined
      : spread((round) => round.databaseUs ?? 0),
    foreignCores: spread((round) => round.foreignCores),
  };
}

function comparisonOf(question: string, concurrency: number, raw: ServerFigures, platform: ServerFigures): Comparison {
  const total = ({ serverUs, databaseUs }: ServerFigures) => serverUs.median + (databaseUs?.median ?? Number.NaN);
  const withDatabase = total(raw) / total(platform);
  return {
    question,
    concurrency,
    raw,
    platform,
    efficiency: raw.serverUs.median / platform.serverUs.median,
    efficiencyWithDatabase: Number.isNaN(withDatabase) ? undefined : withDatabase,
    p99Ratio: platform.p99Ms.median / raw.p99Ms.median,
  };
}

function roundLine(figures: RoundFigures): string {
  const { requestsPerSecond, p50Ms, p99Ms, serverUs, databaseUs, foreignCores } = figures;
  return `${Math.round(requestsPerSecond)}/s, p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms, server ${Math.round(serverUs)} µs, database ${databaseUs === undefined ? '?' : Math.round(databaseUs)} µs, foreign load ${foreignCores.toFixed(2)} cores`;
}
