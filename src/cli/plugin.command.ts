import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { JWK_FORM, readGivenJson } from '../kernel/given-file.js';
import { wholeNumber, wholeNumbers } from './option-values.js';
import { openPluginPlatform, withRunner } from './plugin-platform.js';
import { addPluginRegistryCommands } from './plugin-registry.command.js';
import { fail, line, report, say, show } from './plugin-report.js';
import { addPluginTrustCommands } from './plugin-trust.command.js';

const FOLDER = ['-C, --directory <folder>', 'the plugin’s folder', '.'] as const;
const KEY_FILE = 'publisher.key.json';

/** `openfolio plugin …`: what a developer of plugins works with. All but what stands in plugin-registry.command.ts works without a platform. */
export function addPluginCommand(program: Command): void {
  const plugin = program.command('plugin').description('make, test and pack a plugin');
  plugin
    .command('init <folder>')
    .description('a TypeScript project whose test passes')
    .option('--name <name>', '@publisher/name')
    .action(init);
  plugin
    .command('validate')
    .description('everything that publishing checks of a package; writes the types of its tools')
    .option(...FOLDER)
    .action(validate);
  plugin
    .command('test')
    .description('run the fixtures in the real engine: same result, same fuel')
    .option(...FOLDER)
    .option('--update', 'write results, fuel and engine into the project')
    .action(test);
  plugin
    .command('dev')
    .description('test at every change, and show output and fuel')
    .option(...FOLDER)
    .action(dev);
  plugin
    .command('bench')
    .description('fuel and time with the data repeated')
    .option(...FOLDER)
    .option('--scale <list>', 'how often', wholeNumbers, [1, 10, 100])
    .option('--lists <names>', 'repeat the lists of these names, e.g. lots, instead of the outermost ones')
    .action(bench);
  plugin
    .command('diff <old>')
    .description('what changed since an older folder or package, and whether the version number admits it')
    .option(...FOLDER)
    .action(diff);
  plugin.command('keys').description('make a signing key').option('--out <file>', 'where to', KEY_FILE).action(keys);
  plugin
    .command('pack')
    .description('test, sign and write the package')
    .option(...FOLDER)
    .option('--key <file>', 'signing key', KEY_FILE)
    .option('--out <file>', 'where to', 'plugin.tar')
    .action(pack);
  addPluginRegistryCommands(plugin);
  addPluginTrustCommands(plugin);
  plugin
    .command('fuzz')
    .description(
      'damaged packages made from this one: each is refused with a place and a remedy, none crashes the checks',
    )
    .option(...FOLDER)
    .option('--inputs <count>', 'how many', wholeNumber(1), 100_000)
    .option('--seed <number>', 'the same seed gives the same inputs', wholeNumber(0), 1)
    .action(fuzz);
}

interface InFolder {
  readonly directory: string;
}

async function init(folder: string, { name }: { name?: string }): Promise<void> {
  const { pluginTools, ENGINE_DIGEST } = await import('../plugins/index.js');
  const today = new Date().toISOString().slice(0, 10);
  const written = await pluginTools.initProject({ folder, name, engineDigest: ENGINE_DIGEST, today });
  if (!written.ok) return fail(written.problems);
  await withRunner(async (platform, invoke) => {
    const prepared = await platform.prepare(folder);
    if (!prepared.ok) return fail(prepared.problems);
    const outcomes = await pluginTools.testPackage(prepared.value.inspected, invoke);
    const wrong = outcomes.flatMap(({ problems }) => problems).filter(({ place }) => place !== '/fuel');
    if (wrong.length > 0) return fail(wrong);
    await pluginTools.updateFixtures(folder, outcomes); // writes the fuel of this engine
    for (const path of written.value) say(`wrote ${join(folder, path)}`);
    say(`\nNext: cd ${folder} && openfolio plugin test`);
  });
}

async function validate({ directory }: InFolder): Promise<void> {
  const { prepare } = await openPluginPlatform();
  const prepared = await prepare(directory);
  if (!prepared.ok) return fail(prepared.problems);
  const { manifest, tools, fieldsRead, reviewNeeded } = prepared.value.inspected;
  say(`${manifest.name} ${manifest.version}: ${tools.length} tool${tools.length === 1 ? '' : 's'}, no problems`);
  say(`reads ${fieldsRead.join(', ')}`);
  for (const reason of reviewNeeded) say(`needs a review: ${reason}`);
}

function test({ directory, update }: InFolder & { update?: boolean }): Promise<void> {
  return withRunner(async (platform, invoke) => {
    const { pluginTools } = platform;
    if (update === true) await platform.adoptEngine(directory);
    const prepared = await platform.prepare(directory);
    if (!prepared.ok) return fail(prepared.problems);
    const outcomes = await pluginTools.testPackage(prepared.value.inspected, invoke);
    const updated = update === true ? await pluginTools.updateFixtures(directory, outcomes) : [];
    for (const path of updated) say(`updated ${path}`);
    report(outcomes.map((outcome) => (updated.includes(outcome.path) ? { ...outcome, problems: [] } : outcome)));
  });
}

function dev({ directory }: InFolder): Promise<void> {
  return withRunner(async (platform, invoke) => {
    const stop = new AbortController();
    process.once('SIGINT', () => stop.abort());
    process.once('SIGTERM', () => stop.abort());
    say(`watching ${directory}; Ctrl-C ends it`);
    await platform.pluginTools.watchProject(directory, stop.signal, async () => {
      say(`\n${new Date().toLocaleTimeString()}`);
      const prepared = await platform.prepare(directory);
      if (!prepared.ok) return show(prepared.problems);
      for (const fixture of await platform.pluginTools.testPackage(prepared.value.inspected, invoke)) {
        const { outcome } = fixture;
        if (outcome.log !== '') say(outcome.log.trimEnd());
        if (outcome.ok) say(JSON.stringify(outcome.result, null, 2));
        say(line(fixture));
        show(fixture.problems);
      }
    });
  });
}

function bench({ directory, scale, lists }: InFolder & { scale: number[]; lists?: string }): Promise<void> {
  const named = lists === undefined ? undefined : new Set(lists.split(','));
  return withRunner(async (platform, invoke) => {
    const prepared = await platform.prepare(directory);
    if (!prepared.ok) return fail(prepared.problems);
    for (const row of await platform.pluginTools.benchPackage(prepared.value.inspected, invoke, scale, named)) {
      const { path, tool, inputBytes, fuelUsed, ms, growth, refusal } = row;
      const cost = refusal ?? `${fuelUsed} fuel, ${ms.toFixed(2)} ms, fuel per input × ${growth.toFixed(2)}`;
      say(`${tool}  ${path}  × ${row.scale}  ${inputBytes} bytes  ${cost}`);
    }
  });
}

async function diff(old: string, { directory }: InFolder): Promise<void> {
  const platform = await openPluginPlatform();
  const before = await platform.inspect(old);
  if (!before.ok) return fail(before.problems);
  const after = await platform.prepare(directory);
  if (!after.ok) return fail(after.problems);
  const found = platform.pluginTools.diffPackages(before.value, after.value.inspected);
  for (const { weight, text, needsConsent } of found.changes)
    say(`${weight}  ${text}${needsConsent ? '  (needs new consent)' : ''}`);
  if (found.changes.length === 0) return say('nothing changed');
  say(`a ${found.required} version is due, ${found.declared} is declared`);
  if (!found.enough) process.exitCode = 1;
}

async function keys({ out }: { out: string }): Promise<void> {
  const { pluginTools } = await import('../plugins/index.js');
  if (existsSync(out))
    return fail([
      {
        file: out,
        place: '',
        reason: 'The file exists.',
        remedy: 'Name another with --out: a key is never overwritten.',
      },
    ]);
  say(JSON.stringify(await pluginTools.makeKeys(out), null, 2));
  say(
    `\n${out} holds the secret half: keep it out of the repository. Register the half above with your publisher account.`,
  );
}

function pack({ directory, key, out }: InFolder & { key: string; out: string }): Promise<void> {
  return withRunner(async (platform, invoke) => {
    const { pluginTools } = platform;
    const prepared = await platform.prepare(directory);
    if (!prepared.ok) return fail(prepared.problems);
    const outcomes = await pluginTools.testPackage(prepared.value.inspected, invoke);
    if (!report(outcomes)) return;
    const signer = await pluginTools.readSigningKey(await readGivenJson(key, JWK_FORM));
    const tar = platform.writeTar(await platform.signAsPublisher(prepared.value.files, platform.ENGINE_DIGEST, signer));
    await writeFile(out, tar);
    say(`wrote ${out}: ${tar.length} bytes, sha256 ${platform.digestOf(tar)}`);
  });
}

async function fuzz({ directory, inputs, seed }: InFolder & { inputs: number; seed: number }): Promise<void> {
  const platform = await openPluginPlatform();
  const prepared = await platform.prepare(directory);
  if (!prepared.ok) return fail(prepared.problems);
  const { judge, ENGINE_DIGEST: engineDigest } = platform;
  const options = { good: prepared.value.files, judge, engineDigest, inputs, seed };
  const { lines, passed } = platform.fuzzPackages(options);
  say(lines.join('\n'));
  if (!passed) process.exitCode = 1;
}
