import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import * as finance from '../../src/finance/index.js';
import { meanOf, sampleDeviation } from '../../src/finance/sample-statistics.js';
import { Decimal, decimal } from '../../src/kernel/decimal.js';

const folder = resolve(dirname(fileURLToPath(import.meta.url)), '../../src/finance');
const words: Record<string, unknown> = { ...finance, meanOf, sampleDeviation, decimal };

/** Each `@example` of a docstring: an expression, then `// ` and what it gives. */
const examples = readdirSync(folder, { encoding: 'utf8', recursive: true })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/@example\n([\s\S]*?)\n \*\//g)].map(([, block = '']) => {
      const code = block.replace(/^ \* ?/gm, '').trim();
      const at = code.lastIndexOf('// ');
      return { file, source: code.slice(0, at).trim(), expected: code.slice(at + 3).trim() };
    }),
  );

test('every calculation has an example', () => {
  expect(new Set(examples.map(({ file }) => file)).size).toBeGreaterThan(12);
});

test.each(examples)('$file: $source', ({ source, expected }) => {
  // oxlint-disable-next-line typescript/no-implied-eval -- the docstrings are our own source
  const run = new Function(...Object.keys(words), `return (${source});`) as (...values: unknown[]) => unknown;
  expect(shown(run(...Object.values(words)))).toBe(expected);
});

function shown(value: unknown): string {
  if (Decimal.isDecimal(value) || typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  return `{ ${Object.entries(value)
    .map(([name, part]) => `${name}: ${shown(part)}`)
    .join(', ')} }`;
}
