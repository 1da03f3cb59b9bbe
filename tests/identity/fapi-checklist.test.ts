import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root } from '../support/run-openfolio.js';

const CHECKLIST = join(root, 'docs/security/fapi2.md');

/** Rows of the tables: behaviour, how, and the test that shows it, as `file`: a part of its name. */
function rows() {
  const cells = readFileSync(CHECKLIST, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (what|---)/.test(line))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')));
  return cells.map(([what = '', how = '', shown = '']) => {
    const [, file = '', name = ''] = /^`([^`]+)`: ?(.*)$/.exec(shown) ?? [];
    return { what, how, file, name };
  });
}

test('each behaviour of the FAPI 2.0 checklist names a test that exists, or a reason why it does not apply', () => {
  const wrong = rows().filter(({ how, file, name }) => {
    if (file === '') return !how.startsWith('not applicable');
    const path = join(root, 'tests', file);
    return !existsSync(path) || !readFileSync(path, 'utf8').includes(name);
  });
  expect(wrong).toEqual([]);
  expect(rows().length).toBeGreaterThan(40);
});
