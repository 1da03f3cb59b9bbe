import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  digestOf,
  type InspectedPackage,
  type InvokeTool,
  inspectPackage,
  pluginTools,
  type RunnableVersion,
  startSupervisor,
  toolInvoker,
} from '../../src/plugins/index.js';
import type { Fixture } from '../../src/plugins/package/read-fixture.js';
import { pluginPlatform } from './plugin-platform.js';

/** A first-party plugin in the real engine. */
export async function firstPartyPlugin(name: string) {
  const { options, files } = await pluginPlatform(name);
  const checked = inspectPackage(files, options);
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  const inspected: InspectedPackage = checked.value;
  const supervisor = await startSupervisor({ requireJail: false, runners: 1, wallClockMs: 60_000 });
  const invoke: InvokeTool = toolInvoker({ runTool: supervisor.runTool, schema: options.judge.schema });
  const version: RunnableVersion = {
    bundle: { digest: digestOf(inspected.bundle), source: inspected.bundle },
    tools: inspected.tools,
  };
  const fixture = async (path: string) =>
    JSON.parse(await readFile(join('plugins', name, 'fixtures', `${path}.json`), 'utf8')) as Fixture;

  return {
    inspected,
    fixture,
    stop: () => supervisor.stop(),
    readme: () => readFile(join('plugins', name, 'README.md'), 'utf8'),
    async run<Result>(tool: string, input: Fixture['input']): Promise<Result> {
      const outcome = await invoke({ version, tool, input });
      if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
      return outcome.result as Result;
    },
    /** Result of a fixture's input, not what the fixture expects. */
    async runFixture<Result>(path: string): Promise<Result> {
      const { tool, input } = await fixture(path);
      return this.run<Result>(tool, input);
    },
    /** Fuel of each fixture with the named lists repeated 1, 10 and 100 times; a refusal fails. */
    async fuelGrowth(lists: ReadonlySet<string>) {
      const rows = await pluginTools.benchPackage(inspected, invoke, [1, 10, 100], lists);
      const refused = rows.find(({ refusal }) => refusal !== undefined);
      if (refused) throw new Error(`${refused.path} × ${refused.scale}: ${refused.refusal}`);
      return [...Map.groupBy(rows, ({ path }) => path)].map(([path, [one, ten, hundred]]) => ({
        path,
        /** What a byte costs from ten times to a hundred times, by what it cost up to ten times; 1 is linear, NaN does not grow. */
        growth: fuelPerByte(ten, hundred) / fuelPerByte(one, ten),
      }));
    },
    outcome: (tool: string, input: Fixture['input']) => invoke({ version, tool, input }),
  };
}

function fuelPerByte(small: BenchRow | undefined, large: BenchRow | undefined): number {
  if (!small || !large) throw new Error('The bench has a scale too few');
  return (large.fuelUsed - small.fuelUsed) / (large.inputBytes - small.inputBytes);
}

type BenchRow = Awaited<ReturnType<typeof pluginTools.benchPackage>>[number];

/** The block of a README that starts with ```text `label`. */
export function blockOf(readme: string, label: string): string {
  const [, block] = new RegExp(`\`\`\`text ${label}\\n([\\s\\S]*?)\`\`\``).exec(readme) ?? [];
  if (block === undefined) throw new Error(`The README has no block ${label}`);
  return block;
}

/** Rows as aligned columns, as a README shows them. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (found, row) => row.map((cell, at) => Math.max(found[at] ?? 0, cell.length)),
    [],
  );
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
