import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { inspectPackage, pluginTools } from '../../src/plugins/index.js';
import { root, temporaryDirectory } from '../support/run-openfolio.js';
import { bytes, pluginPlatform } from './plugin-platform.js';

const CALLER = `
const args: MeasureConcentrationArgs = { largeFrom: '0.1' };
const tools: { [K in keyof Tools]: (args: Tools[K]['args']) => Tools[K]['result'] | null } = { measureConcentration: () => null };
const result = tools.measureConcentration(args);
for (const group of result?.groups ?? []) group.currency satisfies string;
`;

/** Compiled as strictly as the project itself. */
async function complaints(source: string): Promise<readonly string[]> {
  const folder = await temporaryDirectory();
  try {
    const file = join(folder.path, 'caller.ts');
    await writeFile(file, source);
    const flags = ['--strict', '--noEmit', '--ignoreConfig', '--target', 'es2022', '--pretty', 'false'];
    const { stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), [...flags, file], { encoding: 'utf8' });
    return stdout.split('\n').filter((line) => line.includes('error'));
  } finally {
    await folder.remove();
  }
}

test('a caller’s types come from the published schemas: right use compiles, wrong use does not; a downloaded package will do', async () => {
  const { options, files } = await pluginPlatform('concentration');
  const inspected = inspectPackage(new Map(files).set('registry.jws', bytes('{}')), options);
  if (!inspected.ok) throw new Error(JSON.stringify(inspected.problems));
  const types = pluginTools.callerTypes(inspected.value);
  expect(await complaints(types + CALLER)).toEqual([]);
  expect(await complaints(types + CALLER.replace("largeFrom: '0.1'", 'largeFrom: 0.1'))).toHaveLength(1);
  expect((await complaints(types + CALLER.replace('group.currency', 'group.money'))).join()).toContain('money');
});
