import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type InvokeTool, type RunnableVersion, type ToolOutcome } from '../invocation/invoke-tool.js';
import type { InspectedPackage } from '../package/inspect-package.js';
import type { Problem } from '../package/problem.js';
import type { Fixture } from '../package/read-fixture.js';
import { digestOf } from '../runner/digest-of.js';

export interface FixtureOutcome {
  readonly path: string;
  readonly tool: string;
  readonly fuelUsed: number;
  readonly ms: number;
  readonly outcome: ToolOutcome;
  readonly problems: readonly Problem[];
}

export function runnable({ bundle, tools }: InspectedPackage): RunnableVersion {
  return { bundle: { digest: digestOf(bundle), source: bundle }, tools };
}

/** Runs every fixture in the real engine: result and fuel must be exactly what the fixture says. */
export async function testPackage(inspected: InspectedPackage, invoke: InvokeTool): Promise<readonly FixtureOutcome[]> {
  const version = runnable(inspected);
  const outcomes: FixtureOutcome[] = [];
  for (const { fixtures } of inspected.tools)
    for (const [path, fixture] of fixtures) {
      const start = performance.now();
      const outcome = await invoke({ version, tool: fixture.tool, input: fixture.input });
      const ms = performance.now() - start;
      outcomes.push({
        path,
        tool: fixture.tool,
        fuelUsed: outcome.fuelUsed,
        ms,
        outcome,
        problems: problemsOf(path, fixture, outcome),
      });
    }
  return outcomes;
}

/** Writes results and fuel of successful runs into the fixtures. @returns the paths that changed */
export async function updateFixtures(folder: string, outcomes: readonly FixtureOutcome[]): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const { path, outcome, problems } of outcomes) {
    if (!outcome.ok || problems.length === 0) continue;
    const file = join(folder, path);
    const fixture = JSON.parse(await readFile(file, 'utf8')) as Fixture;
    await writeFile(
      file,
      `${JSON.stringify({ ...fixture, expected: outcome.result, fuel: outcome.fuelUsed }, null, 2)}\n`,
    );
    changed.push(path);
  }
  return changed;
}

const UPDATE = 'If this is what you want, run `openfolio plugin test --update` and review the difference.';

function problemsOf(file: string, fixture: Fixture, outcome: ToolOutcome): Problem[] {
  if (!outcome.ok) {
    const place = /plugin\.js:\d+(:\d+)?/.exec(outcome.message)?.[0] ?? '';
    return [
      {
        file,
        place,
        reason: `${outcome.code}: ${outcome.message.trim()}`,
        remedy: 'docs/errors/PLUGIN_RUN_REFUSED.md explains each code.',
      },
    ];
  }
  const differs = firstDifference(fixture.expected, outcome.result, '');
  return [
    ...(differs === undefined
      ? []
      : [
          {
            file,
            place: `/expected${differs.pointer}`,
            reason: `expected ${show(differs.expected)}, got ${show(differs.actual)}.`,
            remedy: UPDATE,
          },
        ]),
    ...(fixture.fuel === outcome.fuelUsed
      ? []
      : [{ file, place: '/fuel', reason: `expected ${fixture.fuel} fuel, used ${outcome.fuelUsed}.`, remedy: UPDATE }]),
  ];
}

export interface Difference {
  readonly pointer: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

export function firstDifference(expected: unknown, actual: unknown, pointer: string): Difference | undefined {
  if (Object.is(expected, actual)) return undefined;
  if (!isContainer(expected) || !isContainer(actual) || Array.isArray(expected) !== Array.isArray(actual))
    return { pointer, expected, actual };
  for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    const found = firstDifference(expected[key], actual[key], `${pointer}/${key}`);
    if (found) return found;
  }
  return undefined;
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 200);
}
