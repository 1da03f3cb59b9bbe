import { digestOf } from '../digest-of.js';
import type { RunTool } from '../protocol.js';
import { callOf } from './attack-check.js';
import { CHECK_FIXTURES, type CheckFixture } from './fixtures.js';
import { type CheckReport, table } from './report.js';

/** One fuel value and one hash per fixture, over many runs in several processes in changing order. */
export async function checkFuel(runTools: readonly RunTool[], runs: number): Promise<CheckReport> {
  const seen = new Map(CHECK_FIXTURES.map((fixture) => [fixture, new Set<string>()]));
  for (let run = 0; run < runs; run += 1) {
    const runTool = runTools[run % runTools.length];
    const order = run % 2 === 0 ? CHECK_FIXTURES : CHECK_FIXTURES.toReversed();
    for (const fixture of order) if (runTool) seen.get(fixture)?.add(await outcomeOf(runTool, fixture));
  }
  const rows = [...seen].map(([{ name }, outcomes]) => [name, `${outcomes.size} outcome`, [...outcomes].join(' | ')]);
  const passed = [...seen.values()].every(({ size }) => size === 1);
  const sum = `${runs} runs of ${rows.length} fixtures over ${runTools.length} processes: ${passed ? 'one fuel and one hash each' : 'NOT deterministic'}`;
  return { lines: [...table(rows), sum], passed };
}

async function outcomeOf(runTool: RunTool, { source, input }: CheckFixture): Promise<string> {
  const result = await runTool(callOf(source, 'tool', input));
  return `fuel ${result.fuelUsed} hash ${digestOf(JSON.stringify(result)).slice(0, 16)}`;
}
