import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { loadConfig } from '../config.js';
import type { CheckedVersion } from '../plugins/index.js';
import { type PluginPlatform, withRunner } from './plugin-platform.js';
import { say } from './plugin-report.js';

/** `openfolio registry check`: whether this schema and this engine break nothing that was published. */
export function addRegistryCommand(program: Command): void {
  const registry = program.command('registry').description('the plugins that were published');
  registry
    .command('check')
    .description(
      'every document valid, within its scopes and a budget, every fixture the same result and fuel, with this code',
    )
    .option('--folder <folder>', 'of plugins’ folders, instead of the platform’s registry')
    .action(check);
}

function check({ folder }: { folder?: string }): Promise<void> {
  return withRunner(async (platform, invokeTool) => {
    const versions = folder === undefined ? published(platform, invokeTool) : inFolder(folder, platform, invokeTool);
    let broken = 0;
    let all = 0;
    for await (const { version, fixtures, problems } of versions) {
      all += 1;
      if (problems.length > 0) broken += 1;
      say(`${problems.length === 0 ? 'ok    ' : 'BROKEN'}  ${version}  ${fixtures} fixtures`);
      for (const problem of problems) say(`    ${problem}`);
    }
    say(`${all - broken} of ${all} versions stand`);
    if (broken > 0 || all === 0) process.exitCode = 1;
  });
}

type InvokeTool = Parameters<Parameters<typeof withRunner>[0]>[1];

async function* published(platform: PluginPlatform, invokeTool: InvokeTool): AsyncGenerator<CheckedVersion> {
  const { composeTools } = await import('../compose.js');
  const config = await loadConfig(process.env);
  const tools = await composeTools(config);
  try {
    const pool = tools.database.ops;
    const versions = new platform.PublishedVersions({ pool, schema: platform });
    yield* new platform.CheckRegistry({
      pool,
      schema: { invokeTool },
      versions,
      costMax: config.budgets.customer.maximum,
    }).check();
  } finally {
    await tools.close();
  }
}

async function* inFolder(
  folder: string,
  platform: PluginPlatform,
  invokeTool: InvokeTool,
): AsyncGenerator<CheckedVersion> {
  const { budgets } = await loadConfig(process.env);
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.filter((each) => each.isDirectory())) {
    const prepared = await platform.prepare(join(folder, entry.name));
    if (!prepared.ok) {
      yield { version: entry.name, fixtures: 0, problems: prepared.problems.map(platform.describeProblem) };
      continue;
    }
    const { inspected } = prepared.value;
    const outcomes = await platform.pluginTools.testPackage(inspected, invokeTool);
    const dear = platform.tooDear(inspected, budgets.customer.maximum);
    const wrong = outcomes.flatMap((outcome) => outcome.problems).map(platform.describeProblem);
    const problems = dear === undefined ? wrong : [dear, ...wrong];
    yield { version: `${inspected.manifest.name} ${inspected.manifest.version}`, fixtures: outcomes.length, problems };
  }
}
