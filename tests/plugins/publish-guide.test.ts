import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fencedBlocks } from '../guides/fenced-blocks.js';
import { root, temporaryDirectory } from '../support/run-openfolio.js';
import { SandboxPlatform } from '../support/sandbox-platform.js';

const guide = readFileSync(join(root, 'docs/guides/publish-a-plugin.md'), 'utf8');
let platform: SandboxPlatform;
let directory: { path: string; remove(): Promise<void> };
beforeAll(async () => {
  directory = await temporaryDirectory();
  platform = await SandboxPlatform.start({ OPENFOLIO_PLUGINS_WALL_CLOCK_MS: '60000' });
}, 180_000);
afterAll(async () => {
  await platform?.stop();
  await directory?.remove();
});

test('a publisher who follows the guide gets what the page says, from a project to a withdrawn version', () => {
  let printed = '';
  for (const { language, words, text, line } of fencedBlocks(guide)) {
    if (words.includes('printed')) expect(printed).toContain(text.trim());
    if (language !== 'sh' || words.includes('start') || words.includes('skip')) continue;
    const { status, stdout, stderr } = spawnSync('sh', ['-ec', text], {
      cwd: root,
      env: { PATH: process.env['PATH'], PLUGIN: join(directory.path, 'cash'), OPENFOLIO_URL: platform.url },
      encoding: 'utf8',
    });
    printed = stdout;
    expect({ line, status, says: status === 0 ? '' : stdout + stderr }).toEqual({ line, status: 0, says: '' });
  }
}, 300_000);
