import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { errorsIndex } from '../src/cli/errors-index.js';
import type { ErrorDefinition } from '../src/kernel/errors.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const pages = join(root, 'docs/errors');
const codes = await allCodes();

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

function missingOnPage({ code, definition }: { code: string; definition: ErrorDefinition }): string[] {
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

/** From the tables themselves: each export of an `*.errors.ts`, and of kernel/errors.ts, that was made by defineErrors. */
async function allCodes(): Promise<{ code: string; definition: ErrorDefinition }[]> {
  const files = ['src', 'sandbox', 'plugins']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(root, folder, file)),
    )
    .filter((file) => /(\.errors|kernel[\\/]errors)\.ts$/.test(file));
  const modules = await Promise.all(files.map((file) => import(file) as Promise<Record<string, unknown>>));
  return modules
    .flatMap((module) => Object.values(module))
    .filter((value): value is Record<string, ErrorDefinition> => isTable(value))
    .flatMap((table) => Object.entries(table).map(([code, definition]) => ({ code, definition })));
}

function isTable(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const entries = Object.values(value) as unknown[];
  return (
    entries.length > 0 && entries.every((entry) => typeof entry === 'object' && entry !== null && 'httpStatus' in entry)
  );
}
