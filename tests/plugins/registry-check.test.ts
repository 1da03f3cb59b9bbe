import { expect, test } from '@jest/globals';
import { runToEnd } from '../support/run-openfolio.js';

test('this schema and this engine break no plugin of the repository: every document valid, every fixture the same result and fuel', async () => {
  const { code, stdout } = await runToEnd(['src/cli/main.ts', 'registry', 'check', '--folder', 'plugins'], {});
  expect({ code, says: code === 0 ? '' : stdout }).toEqual({ code: 0, says: '' });
  expect(stdout).toMatch(/^(\d+) of \1 versions stand$/m);
}, 240_000);
