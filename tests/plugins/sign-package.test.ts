import { beforeAll, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import {
  ENGINE_DIGEST,
  type PackageFiles,
  readTar,
  type SigningKey,
  signAsPublisher,
  signAsRegistry,
  type Trust,
  verifyPackage,
  writeTar,
} from '../../src/plugins/index.js';
import { bytes, pluginPlatform } from './plugin-platform.js';

let signed: PackageFiles;
let trust: Trust;
let registry: SigningKey;

beforeAll(async () => {
  const { files } = await pluginPlatform('concentration');
  const publisherPair = await generateKeyPair('EdDSA');
  const registryPair = await generateKeyPair('EdDSA');
  registry = { kid: 'registry-1', key: registryPair.privateKey };
  signed = await signAsRegistry(
    await signAsPublisher(files, ENGINE_DIGEST, { kid: 'publisher-1', key: publisherPair.privateKey }),
    registry,
  );
  trust = {
    publisherKeys: new Map([['publisher-1', publisherPair.publicKey]]),
    registryKeys: new Map([['registry-1', await exportJWK(registryPair.publicKey)]]),
    engines: [ENGINE_DIGEST],
    isYanked: () => false,
    signers: ['publisher', 'registry'],
  };
});

test('a package verifies after it was packed and read again', async () => {
  const read = readTar(writeTar(signed));
  expect(read.ok && (await verifyPackage(read.value, trust))).toMatchObject({
    ok: true,
    value: { name: '@openfolio/concentration' },
  });
});

test('a changed byte in any file is refused, and the file named', async () => {
  for (const [path, content] of signed) {
    const changed = content.slice();
    const at = Math.floor(changed.length / 2);
    changed[at] = (changed[at] ?? 0) ^ 1;
    const verified = await verifyPackage(new Map(signed).set(path, changed), trust);
    expect({ path, ok: verified.ok }).toEqual({ path, ok: false });
    if (!path.includes('integrity')) expect(!verified.ok && verified.problems.map(({ file }) => file)).toContain(path);
  }
});

test('a file added or removed is refused', async () => {
  const added = await verifyPackage(new Map(signed).set('dist/more.js', bytes('1')), trust);
  expect(added).toMatchObject({ ok: false, problems: [{ file: 'dist/more.js' }] });
  const without = new Map(signed);
  without.delete('README.md');
  expect(await verifyPackage(without, trust)).toMatchObject({ ok: false, problems: [{ file: 'README.md' }] });
});

test('a wrong key is refused, also under the right name', async () => {
  const { privateKey } = await generateKeyPair('EdDSA');
  const forged = await signAsPublisher(signed, ENGINE_DIGEST, { kid: 'publisher-1', key: privateKey });
  const verified = await verifyPackage(await signAsRegistry(forged, registry), trust);
  expect(verified).toMatchObject({ ok: false, problems: [{ file: 'publisher.jws' }] });
});

test("the registry's signature does not pass to another submission of the same files", async () => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA');
  const resigned = await signAsPublisher(signed, ENGINE_DIGEST, { kid: 'publisher-2', key: privateKey });
  const files = new Map(resigned).set('registry.jws', signed.get('registry.jws') ?? bytes(''));
  const both = { ...trust, publisherKeys: new Map([...trust.publisherKeys, ['publisher-2', publicKey] as const]) };
  expect(await verifyPackage(files, both)).toMatchObject({ ok: false, problems: [{ file: 'registry.jws' }] });
});

test('an engine that the platform did not sign is refused', async () => {
  expect(await verifyPackage(signed, { ...trust, engines: ['0'.repeat(64)] })).toMatchObject({
    ok: false,
    problems: [{ file: 'integrity.json' }],
  });
});

test('a yanked version is refused', async () => {
  const yanked = {
    ...trust,
    isYanked: (name: string, version: string) => name === '@openfolio/concentration' && version === '1.0.0',
  };
  expect(await verifyPackage(signed, yanked)).toMatchObject({
    ok: false,
    problems: [{ reason: expect.stringContaining('yanked') }],
  });
});

test('a missing signature is refused', async () => {
  const without = new Map(signed);
  without.delete('registry.jws');
  expect(await verifyPackage(without, trust)).toMatchObject({ ok: false, problems: [{ file: 'registry.jws' }] });
});
