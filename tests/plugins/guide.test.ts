import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fencedBlocks } from '../guides/fenced-blocks.js';
import { root, temporaryDirectory } from '../support/run-openfolio.js';

const guide = readFileSync(join(root, 'docs/guides/write-a-plugin.md'), 'utf8');
let directory: { path: string; remove(): Promise<void> };
beforeAll(async () => {
  directory = await temporaryDirectory();
});
afterAll(() => directory.remove());

test('a reader who follows the guide gets what the page says, from nothing to a signed package', () => {
  const plugin = join(directory.path, 'cash');
  let printed = '';
  for (const { language, words, options, text, line } of fencedBlocks(guide)) {
    if (options['file'] !== undefined) writeFileSync(join(plugin, options['file']), text);
    if (words.includes('printed')) expect(printed).toContain(text.trim());
    if (language !== 'sh' || words.includes('start')) continue;
    const { status, stdout, stderr } = spawnSync('sh', ['-ec', text], {
      cwd: root,
      env: { PATH: process.env['PATH'], PLUGIN: plugin },
      encoding: 'utf8',
    });
    printed = stdout;
    expect({ line, status, says: status === 0 || words.includes('fails') ? '' : stdout + stderr }).toEqual({
      line,
      status: words.includes('fails') ? 1 : 0,
      says: '',
    });
  }
}, 300_000);
