import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { errorsIndex } from '../src/cli/errors-index.js';
import { type CataloguedError, errorCatalogue } from './support/error-catalogue.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const pages = join(root, 'docs/errors');
const codes = await errorCatalogue();

describe('every error code', () => {
  test('belongs to one table alone', () => {
    const names = codes.map(({ code }) => code);
    expect(names.filter((code, index) => names.indexOf(code) !== index)).toEqual([]);
    expect(names.length).toBeGreaterThan(20);
  });

  test('has a page with its title, HTTP status, meaning and what to do', () => {
    expect(codes.flatMap(missingOnPage)).toEqual([]);
  });

  test('stands in the index, which is made from the pages', async () => {
    expect(readFileSync(join(pages, 'README.md'), 'utf8')).toBe(await errorsIndex(pages));
  });
});

test('no page is without a code', () => {
  const known = new Set(codes.map(({ code }) => `${code}.md`));
  expect(readdirSync(pages).filter((page) => page !== 'README.md' && !known.has(page))).toEqual([]);
});

function missingOnPage({ code, definition }: CataloguedError): string[] {
  const file = join(pages, `${code}.md`);
  if (!existsSync(file)) return [`${code}: no page`];
  const page = readFileSync(file, 'utf8');
  const required: [what: string, expression: RegExp][] = [
    ['title', new RegExp(`^# ${code}$`, 'm')],
    ['HTTP status', new RegExp(`HTTP[^\\n]*\\b${definition.httpStatus}\\b`, 'i')],
    ['meaning', /^.*meaning/im],
    ['what to do', /what to do/i],
  ];
  return required.filter(([, expression]) => !expression.test(page)).map(([what]) => `${code}: page lacks ${what}`);
}
