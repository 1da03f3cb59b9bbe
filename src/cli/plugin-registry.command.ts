import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Command } from 'commander';
import type { JWK } from 'jose';
import { loadConfig } from '../config.js';
import { Refusal } from '../kernel/describe-failure.js';
import { JWK_FORM, JWK_SET_FORM, readGivenFile, readGivenJson } from '../kernel/given-file.js';
import { type AppOptions, openAccess, withAppOptions } from './app-client/app-options.js';
import { fail, say } from './plugin-report.js';

const PUBLISH = `mutation Publish($input: PublishPluginInput!) { publishPlugin(input: $input) {
  version { id status } problems { file place reason remedy } userErrors { message } } }`;
const STATUS = `query Status($id: ID!) { pluginVersion(id: $id) { status statusReason checks { name passed summary } } }`;
const KEY =
  'mutation Key($input: RegisterPluginKeyInput!) { registerPluginKey(input: $input) { kid userErrors { message } } }';
const withdrawal = (act: string) =>
  `mutation Withdraw($input: WithdrawPluginInput!) { ${act}(input: $input) { version { status } userErrors { message } } }`;

/** `openfolio plugin publish|yank|deprecate|register-key|replay`: the ways of a package through the registry. */
export function addPluginRegistryCommands(plugin: Command): void {
  withAppOptions(
    plugin.command('publish [package]').description('submit a signed package and wait for its checks'),
  ).action((path: string | undefined, options: AppOptions) => publish(path ?? 'plugin.tar', options));
  withAppOptions(plugin.command('register-key <file>').description('register the public half of a signing key')).action(
    registerKey,
  );
  for (const [name, act, description] of [
    ['yank', 'yankPluginVersion', 'withdraw a version: it runs no more'],
    ['deprecate', 'deprecatePluginVersion', 'end the offer of a version; who has it keeps it'],
  ] as const)
    withAppOptions(plugin.command(`${name} <name> <version>`).description(description))
      .requiredOption('--reason <text>', 'why; customers read it')
      .action((plugged: string, version: string, options: AppOptions & { reason: string }) =>
        withdraw(act, { name: plugged, version, reason: options.reason }, options),
      );
  plugin
    .command('replay <receipt>')
    .description('make a run again from its signed receipt, bit for bit')
    .option('--package <tar>', 'the package; left out, the platform’s own copy')
    .option('--input <file>', 'the exact input text; left out, the platform’s own copy')
    .option('--keys <file>', 'the registry’s public keys (JWKS); left out, the platform’s')
    .action(replay);
}

interface Version {
  readonly id: string;
  readonly status: string;
  readonly statusReason?: string | null;
  readonly checks?: readonly { name: string; passed: boolean; summary: string }[];
}

const RUNNING = ['SUBMITTED', 'CHECKING'];

async function publish(path: string, options: AppOptions): Promise<void> {
  const access = await openAccess(options, ['plugins:publish']);
  const input = { package: Buffer.from(gzipSync(await readGivenFile(path))).toString('base64') };
  const { publishPlugin: answer } = await access.graphql<{
    publishPlugin: {
      version: Version | null;
      problems: Parameters<typeof fail>[0];
      userErrors: readonly { message: string }[];
    };
  }>(PUBLISH, { input });
  if (answer.problems.length > 0) return fail(answer.problems);
  if (!answer.version) throw new Refusal(answer.userErrors.map(({ message }) => message).join(' '));
  const { id } = answer.version;
  let version = answer.version;
  while (RUNNING.includes(version.status)) {
    await sleep(500);
    version = { ...(await access.graphql<{ pluginVersion: Omit<Version, 'id'> }>(STATUS, { id })).pluginVersion, id };
  }
  for (const { name, passed, summary } of version.checks ?? [])
    say(`${passed ? 'ok    ' : 'FAILED'}  ${name}  ${summary}`);
  say(`${version.status}  ${version.statusReason ?? ''}`);
  if (version.status === 'REJECTED') process.exitCode = 1;
}

async function registerKey(path: string, options: AppOptions): Promise<void> {
  const { kty, crv, x } = await readGivenJson(path, JWK_FORM); // the secret half stays here
  const access = await openAccess(options, ['plugins:publish']);
  const { registerPluginKey: answer } = await access.graphql<{
    registerPluginKey: { kid: string | null; userErrors: readonly { message: string }[] };
  }>(KEY, { input: { jwk: { kty, crv, x } } });
  if (answer.kid === null) throw new Refusal(answer.userErrors.map(({ message }) => message).join(' '));
  say(`registered ${answer.kid}`);
}

async function withdraw(act: string, input: Record<string, string>, options: AppOptions): Promise<void> {
  const access = await openAccess(options, ['plugins:publish']);
  const answers = await access.graphql<
    Record<string, { version: { status: string } | null; userErrors: readonly { message: string }[] }>
  >(withdrawal(act), { input });
  const answer = answers[act];
  if (!answer?.version) throw new Refusal(answer?.userErrors.map(({ message }) => message).join(' ') ?? '');
  say(`${input['name']} ${input['version']} is ${answer.version.status}`);
}

interface ReplayOptions {
  readonly package?: string;
  readonly input?: string;
  readonly keys?: string;
}

async function replay(path: string, options: ReplayOptions): Promise<void> {
  const jws = (await readGivenFile(path)).toString('utf8').trim();
  const { keys, material } = await (options.keys !== undefined &&
  options.package !== undefined &&
  options.input !== undefined
    ? fromFiles(options.keys, options.package, options.input)
    : fromPlatform(jws));
  const { readReceipt, replayRun, startSupervisor } = await import('../plugins/index.js');
  const receipt = await readReceipt(jws, keys);
  if (!receipt) throw new Refusal('The receipt was not signed by a key of the registry.');
  if (!material)
    throw new Refusal(`What run ${receipt.runId} was given is kept no longer; pass --package and --input.`);
  const supervisor = await startSupervisor({ requireJail: false, runners: 1, wallClockMs: 60_000 });
  try {
    const lines = await replayRun(receipt, material, supervisor.runTool);
    say(`${receipt.plugin} ${receipt.version} ${receipt.tool}, ${receipt.asOf}`);
    for (const { what, same, receipt: said, replay: found } of lines)
      say(`${same ? 'same  ' : 'OTHER '}  ${what}  ${same ? said : `${said} ≠ ${found}`}`);
    if (lines.some(({ same }) => !same)) process.exitCode = 1;
  } finally {
    await supervisor.stop();
  }
}

async function fromFiles(keyFile: string, tar: string, input: string) {
  const { keys } = await readGivenJson(keyFile, JWK_SET_FORM);
  return {
    keys: new Map(keys.map((key): [string, JWK] => [String(key['kid']), key])),
    material: {
      tar: new Uint8Array(await readGivenFile(tar)),
      input: (await readGivenFile(input)).toString('utf8'),
    },
  };
}

/** The run's id is read before its signature is checked: it only says where to look. */
async function fromPlatform(jws: string) {
  const runId = runIdIn(jws);
  const { composeTools } = await import('../compose.js');
  const { keptMaterial } = await import('../plugins/index.js');
  const tools = await composeTools(await loadConfig(process.env));
  try {
    const { rows } = await tools.database.ops.query<{ kid: string; public_jwk: JWK }>(
      'SELECT kid, public_jwk FROM registry_key',
    );
    return {
      keys: new Map(rows.map((row) => [row.kid, row.public_jwk])),
      material: await keptMaterial(tools.database.ops, runId),
    };
  } finally {
    await tools.close();
  }
}

function runIdIn(jws: string): string {
  try {
    const { runId } = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as { runId?: unknown };
    if (typeof runId === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(runId)) return runId;
  } catch {
    // no JSON in it: said below
  }
  throw new Refusal('This is no receipt: `run { receipt }` of a call, in a file of its own.');
}
