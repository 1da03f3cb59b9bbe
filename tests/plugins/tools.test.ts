import { existsSync, readdirSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type InspectedPackage,
  type InspectOptions,
  inspectPackage,
  type PackageFiles,
  pluginTools,
  startSupervisor,
  toolInvoker,
} from '../../src/plugins/index.js';
import { repeatLists } from '../../src/plugins/tools/bench-project.js';
import { temporaryDirectory } from '../support/run-openfolio.js';
import { copyProject } from './copy-project.js';
import { edited, pluginPlatform } from './plugin-platform.js';

let options: InspectOptions;
let files: PackageFiles;
let directory: { path: string; remove(): Promise<void> };
beforeAll(async () => {
  ({ options, files } = await pluginPlatform('concentration'));
  directory = await temporaryDirectory();
});
afterAll(() => directory.remove());

const FIRST_PARTY = readdirSync('plugins').filter((name) => existsSync(join('plugins', name, 'manifest.json')));

test.each(FIRST_PARTY)('the fixtures of plugins/%s give their result for their fuel', async (plugin) => {
  const supervisor = await startSupervisor({ requireJail: false, runners: 1, wallClockMs: 60_000 });
  try {
    const folder = await copyProject(plugin, directory.path);
    const prepared = await pluginTools.prepareProject(folder, options);
    if (!prepared.ok) throw new Error(JSON.stringify(prepared.problems));
    const { inspected } = prepared.value;
    const invoke = toolInvoker({ runTool: supervisor.runTool, schema: options.judge.schema });
    const outcomes = await pluginTools.testPackage(inspected, invoke);
    expect(outcomes.flatMap(({ problems }) => problems)).toEqual([]);
    for (const { manifest } of inspected.tools) {
      const generated = join('src/generated', `${manifest.name}.ts`);
      expect(await readFile(join('plugins', plugin, generated), 'utf8')).toBe(
        await readFile(join(folder, generated), 'utf8'),
      );
    }
  } finally {
    await supervisor.stop();
  }
});

test('a mistake in the source is told with file, line, column and remedy', async () => {
  const folder = join(directory.path, 'broken');
  await cp('plugins/concentration', folder, { recursive: true });
  await writeFile(join(folder, 'src/plugin.ts'), "import fs from 'node:fs';\nexport const x = fs;\n");
  const prepared = await pluginTools.prepareProject(folder, options);
  expect(prepared).toMatchObject({
    ok: false,
    problems: [
      {
        file: 'src/plugin.ts',
        place: '1:16',
        reason: expect.stringContaining('node:fs'),
        remedy: expect.stringContaining('pure functions'),
      },
    ],
  });
});

describe('diff', () => {
  const diff = (edit: (files: PackageFiles) => PackageFiles) =>
    pluginTools.diffPackages(inspected(files), inspected(edit(files)));
  const versioned = (version: string) => (given: PackageFiles) =>
    edited(given, 'manifest.json', (text) => text.replace('"version": "1.0.0"', `"version": "${version}"`));

  test('nothing changed needs no new version', () => {
    expect(diff((given) => given)).toMatchObject({ changes: [], enough: true });
  });

  test('a newly read field is named, needs consent and a minor version', () => {
    const readsCost = (given: PackageFiles) =>
      edited(given, 'queries/holdings.graphql', (text) =>
        text.replace('marketValue', 'costBasis { amount }\n marketValue'),
      );
    const found = diff(readsCost);
    expect(found.changes).toContainEqual({
      weight: 'minor',
      text: 'now also reads Position.costBasis',
      needsConsent: true,
    });
    expect(found).toMatchObject({ required: 'minor', declared: 'none', enough: false });
    expect(diff((given) => versioned('1.1.0')(readsCost(given)))).toMatchObject({ enough: true });
  });

  test('other arguments need a major version', () => {
    const takesMore = (given: PackageFiles) =>
      edited(given, 'schemas/measure-concentration.args.json', (text) => text.replace('"decimal"', '"date"'));
    expect(diff((given) => versioned('1.1.0')(takesMore(given)))).toMatchObject({ required: 'major', enough: false });
  });
});

test('bench repeats the outermost lists only', () => {
  const data = { accounts: { edges: [{ node: { positions: [1, 2] } }] }, name: 'x' };
  const node = { node: { positions: [1, 2] } };
  expect(repeatLists(data, 2)).toEqual({ accounts: { edges: [node, node] }, name: 'x' });
});

test('dev is called at the start and after a change, and not for what it generates itself', async () => {
  const folder = join(directory.path, 'watched');
  await cp('plugins/tidy-consents', folder, { recursive: true });
  const stop = new AbortController();
  let calls = 0;
  const watching = pluginTools.watchProject(folder, stop.signal, async () => {
    calls += 1;
    await writeFile(join(folder, 'src/generated/proposeTidyUp.ts'), String(calls));
    if (calls === 1) setTimeout(() => void writeFile(join(folder, 'src/plugin.ts'), '// changed'), 50);
    if (calls === 2) setTimeout(() => stop.abort(), 500);
  });
  await watching;
  expect(calls).toBe(2);
});

test('a key is written for its owner only, and never over another', async () => {
  const path = join(directory.path, 'publisher.key.json');
  const shared = await pluginTools.makeKeys(path);
  expect(shared).toMatchObject({ kty: 'OKP', crv: 'Ed25519' });
  expect(shared).not.toHaveProperty('d');
  await expect(pluginTools.makeKeys(path)).rejects.toMatchObject({ code: 'EEXIST' });
});

function inspected(given: PackageFiles): InspectedPackage {
  const found = inspectPackage(given, options);
  if (!found.ok) throw new Error(JSON.stringify(found.problems));
  return found.value;
}
