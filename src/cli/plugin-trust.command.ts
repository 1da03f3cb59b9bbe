import { writeFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { Command } from 'commander';
import type { JWK } from 'jose';
import { Refusal } from '../kernel/describe-failure.js';
import { type JsonForm, readGivenFile, readGivenJson } from '../kernel/given-file.js';
import { type AppOptions, openAccess, withAppOptions } from './app-client/app-options.js';
import { platformOf, platformOption } from './platform-option.js';
import { fail, say } from './plugin-report.js';

const PACKAGE = `query Package($name: String!, $version: String!) {
  pluginPackage(name: $name, version: $version) { package packageHash countersigned } }`;

/** `openfolio plugin download|verify|types`: what was published, whether this is it, and what its callers give and get. */
export function addPluginTrustCommands(plugin: Command): void {
  withAppOptions(
    plugin.command('download <name> <version>').description('the package of a version, with the registry’s signature'),
  )
    .option('--out <file>', 'where to; left out, name and version')
    .action(download);
  plugin
    .command('verify <package>')
    .description('whether a package is what its publisher signed and the registry published, and still stands')
    .addOption(platformOption())
    .option('--trust <file>', 'keys and withdrawn versions (trust.json), kept from before; left out, the platform’s')
    .action(verify);
  plugin
    .command('types <package>')
    .description('TypeScript types of arguments and results, for apps that call it')
    .action(types);
}

async function types(path: string): Promise<void> {
  const { openPluginPlatform } = await import('./plugin-platform.js');
  const { inspect, pluginTools } = await openPluginPlatform();
  const inspected = await inspect(path);
  if (!inspected.ok) return fail(inspected.problems);
  say(pluginTools.callerTypes(inspected.value).trimEnd());
}

async function download(name: string, version: string, options: AppOptions & { out?: string }): Promise<void> {
  const access = await openAccess(options, ['plugins:read']);
  const { pluginPackage: found } = await access.graphql<{
    pluginPackage: { package: string; packageHash: string; countersigned: boolean } | null;
  }>(PACKAGE, { name, version });
  if (!found) throw new Refusal(`There is no ${name} ${version}, or it was not released.`);
  const out = options.out ?? `${name.replace('@', '').replace('/', '-')}-${version}.tar`;
  const tar = gunzipSync(Buffer.from(found.package, 'base64'));
  await writeFile(out, tar);
  say(`wrote ${out}: ${tar.length} bytes; as published, sha256 ${found.packageHash}`);
  if (!found.countersigned) say('The registry does not vouch for it: it was not released, or it was taken back.');
}

interface TrustDocument {
  readonly registryKeys: readonly JWK[];
  readonly publisherKeys: readonly { readonly key: JWK; readonly revokedAt: string | null }[];
  readonly withdrawn: readonly { readonly name: string; readonly version: string; readonly status: string }[];
}

const TRUST_FORM: JsonForm<TrustDocument> = {
  called: 'a kept /.well-known/openfolio-plugins/trust.json',
  fits: (value): value is TrustDocument =>
    ['registryKeys', 'publisherKeys', 'withdrawn'].every((name) =>
      Array.isArray((value as Readonly<Record<string, unknown>> | null)?.[name]),
    ),
};

async function verify(path: string, options: { url?: string; trust?: string }): Promise<void> {
  const { readTar, verifyPackage, kidOf } = await import('../plugins/index.js');
  const read = readTar(new Uint8Array(await readGivenFile(path)));
  if (!read.ok) return fail(read.problems);
  const text = (file: string) => new TextDecoder().decode(read.value.get(file));
  const slug = /"name"\s*:\s*"@([^"/]{1,64})\//.exec(text('manifest.json'))?.[1] ?? '';
  const { registryKeys, publisherKeys, withdrawn } = await trustOf(slug, options);
  const byKid = (keys: readonly JWK[]) => new Map(keys.map((key) => [key.kid ?? '', key]));
  const revoked = publisherKeys.filter(({ revokedAt }) => revokedAt !== null).map(({ key }) => key.kid ?? '');
  const verified = await verifyPackage(read.value, {
    // The platform's own packages are signed by the registry in both places.
    publisherKeys: byKid([...publisherKeys.map(({ key }) => key), ...registryKeys]),
    registryKeys: byKid(registryKeys),
    revoked: new Set(revoked),
    // Which engine it was made for is part of what the registry signs.
    engines: [/"engine":\s*"([0-9a-f]{64})"/.exec(text('integrity.json'))?.[1] ?? ''],
    isYanked: (name, version) => withdrawn.some((one) => one.name === name && one.version === version),
    signers: ['publisher', 'registry'],
  });
  if (!verified.ok) return fail(verified.problems);
  const { name, version } = verified.value;
  say(`ok  ${name} ${version}`);
  say(
    `    signed by its publisher (${kidOf(read.value, 'publisher')}) and the registry (${kidOf(read.value, 'registry')})`,
  );
}

async function trustOf(slug: string, options: { url?: string; trust?: string }): Promise<TrustDocument> {
  if (options.trust !== undefined) return readGivenJson(options.trust, TRUST_FORM);
  const url = platformOf(options);
  const address = `${url}/.well-known/openfolio-plugins/trust.json?publisher=${encodeURIComponent(slug)}`;
  const answer = await fetch(address).catch((cause: unknown) => {
    throw new Refusal(`${url} does not answer; --trust takes a kept file instead.`, { cause });
  });
  if (!answer.ok) throw new Refusal(`${address} answered ${answer.status}.`);
  return (await answer.json()) as TrustDocument;
}
