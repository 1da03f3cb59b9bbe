import { digestOf } from '../digest-of.js';
import type { RunCall, RunTool } from '../protocol.js';
import { RUN_LIMITS } from '../run-limits.js';
import type { RunResult } from '../run-result.js';
import { ATTACKS, type Attack, bundleOf } from './attacks/index.js';
import { CHECK_FIXTURES, CHECK_INSTANT_MS } from './fixtures.js';
import { type CheckReport, table } from './report.js';

export interface AttackOutcome {
  readonly group: string;
  readonly name: string;
  readonly ended: string;
  readonly ms: number;
  /** Empty when it was contained: ended as it must, the next tenant saw and paid exactly what it always does. */
  readonly failures: readonly string[];
}

/**
 * Runs the corpus against one runner. After each attack, in the same process: the attacker again (same end, same fuel)
 * and an honest tenant, whose whole result must be what it was before the first attack.
 */
export async function runAttacks(
  runTool: RunTool,
  groups: readonly string[] = Object.keys(ATTACKS),
): Promise<AttackOutcome[]> {
  const before = await neighbour(runTool);
  const outcomes: AttackOutcome[] = [];
  for (const [group, attacks] of Object.entries(ATTACKS)) {
    if (!groups.includes(group)) continue;
    for (const attack of attacks) outcomes.push(await one(runTool, group, attack, before));
  }
  return outcomes;
}

export function attackReport(outcomes: readonly AttackOutcome[]): CheckReport {
  const failed = outcomes.filter(({ failures }) => failures.length > 0);
  const slowest = Math.max(...outcomes.map(({ ms }) => ms));
  const rows = outcomes.map(({ group, name, ended, ms, failures }) => [
    failures.length === 0 ? 'contained' : 'NOT CONTAINED',
    group,
    name,
    ended,
    `${ms.toFixed(0)} ms`,
    failures.join('; '),
  ]);
  const sum = `${outcomes.length - failed.length} of ${outcomes.length} attacks contained; slowest ${slowest.toFixed(0)} ms`;
  return { lines: [...table(rows), sum], passed: failed.length === 0 && outcomes.length > 0 };
}

async function one(runTool: RunTool, group: string, attack: Attack, before: string): Promise<AttackOutcome> {
  const start = performance.now();
  const first = await runTool(callOf(bundleOf(attack), 'attack', '{"a":1}'));
  const ms = performance.now() - start;
  const second = await runTool(callOf(bundleOf(attack), 'attack', '{"a":1}'));
  const failures = [
    ...(endsAsItMust(attack, first) ? [] : [`ended as ${describe(first)}`]),
    ...(JSON.stringify(first) === JSON.stringify(second) ? [] : ['its second run differs from its first']),
    ...((await neighbour(runTool)) === before ? [] : ['the next tenant differs']),
  ];
  return { group, name: attack.name, ended: first.ok ? 'output as expected' : first.code, ms, failures };
}

function endsAsItMust({ ends, contained }: Attack, result: RunResult): boolean {
  return result.ok ? result.output === contained : (ends ?? []).some((code) => code === result.code);
}

function describe(result: RunResult): string {
  return result.ok ? `output ${result.output.slice(0, 80)}` : `${result.code} ${result.message.slice(0, 80)}`;
}

async function neighbour(runTool: RunTool): Promise<string> {
  const honest = CHECK_FIXTURES.filter(({ name }) => name.startsWith('DCA') || name.startsWith('clock'));
  const results: RunResult[] = [];
  for (const { source, input } of honest) results.push(await runTool(callOf(source, 'tool', input)));
  if (results.some(({ ok }) => !ok)) return `failed ${performance.now()}`; // equals nothing
  return JSON.stringify(results);
}

export function callOf(source: string, tool: string, input: string): RunCall {
  return {
    bundle: { digest: digestOf(source), source },
    tool,
    input,
    fuel: RUN_LIMITS.fuelDefault,
    asOfMs: CHECK_INSTANT_MS,
    outputBytesMax: RUN_LIMITS.outputBytes,
  };
}
