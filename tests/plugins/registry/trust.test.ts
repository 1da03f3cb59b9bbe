import { generateKeyPairSync } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose';
import {
  ENGINE_DIGEST,
  keptMaterial,
  type PackageFiles,
  readReceipt,
  readTar,
  replayRun,
  type SigningKey,
  signAsRegistry,
  verifyPackage,
  writeTar,
} from '../../../src/plugins/index.js';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';
import { packed, sampleFiles, withFixtures } from './sample-package.js';

const NAME = '@acme/holdings-total';
const PACKAGE = `query($name: String!, $version: String!) { pluginPackage(name: $name, version: $version) { package packageHash countersigned } }`;
const REVOKE =
  'mutation($input: RevokePluginKeyInput!) { revokePluginKey(input: $input) { kid userErrors { code message } } }';
const INVOKE = `mutation($input: InvokePluginInput!) { invokePlugin(input: $input) {
  run { id version receipt } userErrors { code message } } }`;
const PUBLISH =
  'mutation($input: PublishPluginInput!) { publishPlugin(input: $input) { version { id status } problems { file reason } userErrors { code message } } }';

interface Trust {
  readonly registryKeys: readonly JWK[];
  readonly publisherKeys: readonly { readonly key: JWK; readonly revokedAt: string | null }[];
  readonly withdrawn: readonly { readonly name: string; readonly version: string; readonly status: string }[];
}

let world: RegistryWorld;
let doors: FastifyInstance;
beforeAll(async () => {
  world = await createRegistryWorld();
  doors = Fastify();
  await doors.register(world.useCases.trustRoutes);
  await world.release();
  await world.install();
}, 120_000);
afterAll(async () => {
  await doors?.close();
  await world?.close();
});

async function download(version = '1.0.0', grant = world.annaGrant) {
  const { pluginPackage } = await world.data<{
    pluginPackage: { package: string; packageHash: string; countersigned: boolean } | null;
  }>(PACKAGE, { name: NAME, version }, grant);
  return pluginPackage;
}

function filesOf(base64: string): PackageFiles {
  const read = readTar(new Uint8Array(gunzipSync(Buffer.from(base64, 'base64'))));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

/** As `openfolio plugin verify` does it: with nothing but what is published. */
async function verify(files: PackageFiles) {
  const trust = (await doors.inject('/.well-known/openfolio-plugins/trust.json?publisher=acme')).json<Trust>();
  const byKid = (keys: readonly JWK[]) => new Map(keys.map((key) => [key.kid ?? '', key]));
  return verifyPackage(files, {
    publisherKeys: byKid(trust.publisherKeys.map(({ key }) => key)),
    registryKeys: byKid(trust.registryKeys),
    revoked: new Set(trust.publisherKeys.filter(({ revokedAt }) => revokedAt !== null).map(({ key }) => key.kid ?? '')),
    engines: [ENGINE_DIGEST],
    isYanked: (name, version) => trust.withdrawn.some((one) => one.name === name && one.version === version),
    signers: ['publisher', 'registry'],
  });
}

async function invoke(grant = world.annaGrant) {
  const input = { plugin: NAME, tool: 'total', args: { first: 50 } };
  const { invokePlugin } = await world.data<{
    invokePlugin: { run: { version: string; receipt: string } | null; userErrors: { code: string }[] };
  }>(INVOKE, { input }, grant);
  return invokePlugin;
}

describe('a downloaded package', () => {
  test('bears both signatures and verifies with the published keys alone', async () => {
    const found = await download();
    expect(found?.countersigned).toBe(true);
    expect(await verify(filesOf(found?.package ?? ''))).toMatchObject({ ok: true, value: { name: NAME } });
  });

  test('with one changed byte is refused, whichever file it is in', async () => {
    const files = filesOf((await download())?.package ?? '');
    for (const [path, content] of files) {
      const changed = content.slice();
      changed[changed.length - 2] = (changed[changed.length - 2] ?? 0) ^ 1;
      expect({ path, ok: (await verify(new Map(files).set(path, changed))).ok }).toEqual({ path, ok: false });
    }
  });

  test('countersigned by another key under the registry’s name is refused', async () => {
    const files = filesOf((await download())?.package ?? '');
    const { kid } = await world.useCases.registryKey.signer();
    const forged = await signAsRegistry(files, { kid, key: generateKeyPairSync('ed25519').privateKey });
    expect(await verify(forged)).toMatchObject({ ok: false, problems: [{ file: 'registry.jws' }] });
  });

  test('replays the receipt of a run, bit for bit', async () => {
    const { run } = await invoke();
    const keys = (await doors.inject('/.well-known/openfolio-plugins/jwks.json')).json<{ keys: JWK[] }>().keys;
    const receipt = await readReceipt(run?.receipt ?? '', new Map(keys.map((key) => [key.kid ?? '', key])));
    if (!receipt) throw new Error('The receipt does not verify with the published keys');
    const { input = '' } = (await keptMaterial(world.database.ops, receipt.runId)) ?? {};
    const tar = writeTar(filesOf((await download())?.package ?? ''));
    const lines = await replayRun(receipt, { tar, input }, world.runTool);
    expect(lines.filter(({ same }) => !same)).toEqual([]);
  });

  test('is there for its publisher and reviewers before its release, without the registry’s word, and for nobody else', async () => {
    await world.publish({ version: '1.0.1' });
    expect(await download('1.0.1')).toBeNull();
    for (const grant of [await world.member('DEVELOPER'), await world.staff('REVIEWER')]) {
      const found = await download('1.0.1', grant);
      expect(found?.countersigned).toBe(false);
      expect(await verify(filesOf(found?.package ?? ''))).toMatchObject({
        ok: false,
        problems: [{ file: 'registry.jws' }],
      });
    }
  });

  test('of a yanked version is refused, also the one that was fetched before', async () => {
    const before = filesOf((await download())?.package ?? '');
    const other = '@acme/yanked';
    await world.release({ name: other });
    const { pluginPackage } = await world.data<{ pluginPackage: { package: string } }>(
      PACKAGE,
      { name: other, version: '1.0.0' },
      world.annaGrant,
    );
    expect(await verify(filesOf(pluginPackage.package))).toMatchObject({ ok: true });
    const yank =
      'mutation($input: WithdrawPluginInput!) { yankPluginVersion(input: $input) { version { status } userErrors { code } } }';
    const input = { name: other, version: '1.0.0', reason: 'It was published by mistake.' };
    await world.data(yank, { input }, await world.member('OWNER'));
    expect(await verify(filesOf(pluginPackage.package))).toMatchObject({
      ok: false,
      problems: [{ reason: expect.stringContaining('yanked') }],
    });
    expect((await verify(before)).ok).toBe(true);
  });
});

describe('when a member revokes the key', () => {
  let second: SigningKey;
  let before: PackageFiles;
  beforeAll(async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const jwk = await exportJWK(publicKey);
    second = { kid: await calculateJwkThumbprint(jwk), key: privateKey };
    await world.useCases.publishing.keys.register(world.publisherId, jwk);
    before = filesOf((await download())?.package ?? '');
    await world.useCases.checkVersions.step(); // 1.0.1 waits for its reviews
    const input = { kid: world.key.kid };
    const viewer = await world.outcome(REVOKE, { input }, await world.member('VIEWER'));
    expect(viewer).toMatchObject({ kind: 'refused', error: { code: 'MISSING_SCOPE' } });
    expect(await world.data(REVOKE, { input }, await world.member('OWNER'))).toEqual({
      revokePluginKey: { kid: world.key.kid, userErrors: [] },
    });
  });

  const submit = async (version: string, key: SigningKey) => {
    const inspect = { judge: world.useCases.pluginSchema.judge, engineDigest: ENGINE_DIGEST };
    const files = await withFixtures(sampleFiles({ version }), inspect, world.useCases.pluginSchema.invokeTool);
    const input = { package: await packed(files, key) };
    return (await world.data<{ publishPlugin: unknown }>(PUBLISH, { input }, world.publisherGrant)).publishPlugin;
  };

  test('nothing can be published with it, and with another key it can', async () => {
    expect(await submit('1.0.2', world.key)).toMatchObject({ version: null, problems: [{ file: 'publisher.jws' }] });
    expect(await submit('1.0.2', second)).toMatchObject({ version: { status: 'SUBMITTED' }, problems: [] });
  });

  test('what it signed and was not released never is', async () => {
    const { rows } = await world.database.ops.query(
      `SELECT r.status, r.reason FROM plugin_release r JOIN plugin_version v ON v.id = r.version_id WHERE v.version = '1.0.1'`,
    );
    expect(rows).toEqual([{ status: 'YANKED', reason: expect.stringContaining('revoked the key') }]);
  });

  test('a version that it signed is installed by nobody any more, and is gone from the list', async () => {
    const offer = 'query($name: String!) { pluginOffer(name: $name) { consentHash } }';
    expect(await world.data(offer, { name: NAME }, await world.pageOf(world.bert))).toEqual({ pluginOffer: null });
    const list = await world.data('{ plugins(first: 50) { edges { node { name } } } }', {}, world.annaGrant);
    expect(JSON.stringify(list)).not.toContain(NAME);
  });

  test('it runs on for who has it, until its publisher yanks it', async () => {
    expect(await invoke()).toMatchObject({ run: { version: '1.0.0' }, userErrors: [] });
  });

  test('a package that it signed is refused, and the reason names the key and not the bytes', async () => {
    expect(await verify(before)).toMatchObject({
      ok: false,
      problems: [{ file: 'publisher.jws', reason: expect.stringContaining('revoked') }],
    });
  });

  test('its publisher’s app is told of each version', async () => {
    const { rows } = await world.database.ops.query<{ data: { version: string; to: string } }>(
      `SELECT data FROM event WHERE type = 'plugin.release_changed' AND data->>'reason' LIKE '%revoked the key%' ORDER BY data->>'version'`,
    );
    expect(rows.map(({ data: { version, to } }) => `${version} ${to}`)).toEqual(['1.0.0 DEPRECATED', '1.0.1 YANKED']);
  });
});
