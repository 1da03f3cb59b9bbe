import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';

const run = promisify(execFile);
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

describe('imports', () => {
  test('follow the arrows of .dependency-cruiser.cjs', async () => {
    const folders = ['src', 'sandbox', 'plugins', 'tests'].filter((name) => existsSync(join(root, name)));
    const { modules, violations } = await cruise(root, folders);
    expect(violations).toEqual([]);
    expect(modules).toBeGreaterThan(100); // an empty answer would be green too
  });

  // The compiler's own parser is not available to dependency-cruiser, so each kind of import is proven to be seen.
  test.each([
    ['a value', "import { x } from '../storage/index.js'; export const y = x;"],
    ['a type', "import type { X } from '../storage/index.js'; export type Y = X;"],
    ['a type among values', "import { type X } from '../storage/index.js'; export type Y = X;"],
    ['a re-export', "export { x } from '../storage/index.js';"],
    ['a dynamic import', "export const y = () => import('../storage/index.js');"],
    [
      'a decorated class',
      "import { x } from '../storage/index.js'; const d = (_: unknown) => {}; @d export class Y { z = x; }",
    ],
  ])('kernel importing %s of storage is found', async (_kind, source) => {
    const found = await cruisePlanted({
      'src/kernel/a.ts': source,
      'src/storage/index.ts': 'export const x = 1; export type X = 1;',
    });
    expect(found).toEqual([expect.stringMatching(/^kernel-imports-only-itself: src\/kernel\/a\.ts/)]);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    [
      'past an index.ts',
      { 'src/accounts/a.ts': "export { x } from '../market/inner.js';", 'src/market/inner.ts': 'export const x = 1;' },
      /^features-by-index/,
    ],
    [
      'of the sandbox outside compose.ts',
      { 'src/gateway/a.ts': "export { x } from '../../sandbox/index.js';", 'sandbox/index.ts': 'export const x = 1;' },
      /^sandbox-only-by-compose/,
    ],
    [
      'of the sandbox at load time',
      { 'src/compose.ts': "export { x } from '../sandbox/index.js';", 'sandbox/index.ts': 'export const x = 1;' },
      /^sandbox-loaded-on-demand/,
    ],
    [
      'in a ring',
      {
        'src/kernel/a.ts': "import { b } from './b.js'; export const a = () => b;",
        'src/kernel/b.ts': "import { a } from './a.js'; export const b = () => a;",
      },
      /^no-cycle/,
    ],
  ])('an import %s is found', async (_what, files, expected) => {
    expect(await cruisePlanted(files)).toContainEqual(expect.stringMatching(expected));
  });
});

describe('folders', () => {
  const features = directories('src').filter((name) => sourceFiles(`src/${name}`).length > 0);

  test('every feature has a README.md', () => {
    expect(features.filter((name) => !existsSync(join(root, 'src', name, 'README.md')))).toEqual([]);
  });

  test('every feature has an index.ts, but the vocabulary and the composition root, which are imported file by file', () => {
    const without = features.filter((name) => !existsSync(join(root, 'src', name, 'index.ts')));
    expect(without.filter((name) => !['kernel', 'operation', 'finance', 'compose'].includes(name))).toEqual([]);
  });

  test('every folder of src has an import rule', () => {
    const rules = readFileSync(join(root, '.dependency-cruiser.cjs'), 'utf8');
    expect(features.filter((name) => name !== 'cli' && !rules.includes(name))).toEqual([]);
  });

  test('the top level holds nothing unexpected', async () => {
    const known = [
      'LICENSE',
      'README.md',
      'docs',
      'package-lock.json',
      'package.json',
      'plugins',
      'sandbox',
      'schema',
      'src',
      'tests',
      'tsconfig.json',
    ];
    const top = new Set((await trackedFiles()).map((file) => file.split('/')[0] ?? ''));
    expect([...top].filter((name) => !name.startsWith('.') && !known.includes(name))).toEqual([]);
  });
});

describe('files', () => {
  test('none is longer than 250 lines', () => {
    const lengths = ['src', 'sandbox', 'plugins', 'tests']
      .flatMap(sourceFiles)
      .map((file) => [file, readFileSync(join(root, file), 'utf8').split('\n').length - 1] as const);
    expect(lengths.filter(([, lines]) => lines > 250)).toEqual([]);
  });

  test("none names a directory of somebody's machine", async () => {
    // Composed, so that this file does not name them either.
    const machine = new RegExp(`(^|[\\s"'\`(=:])/(${['work', 'root', 'Users', 'home'].join('|')})/[\\w.-]`, 'm');
    const text = (await trackedFiles()).filter((file) =>
      /\.(ts|mjs|cjs|js|json|md|sql|yml|html|css)$|^\.[^/]+(\/run)?$/.test(file),
    );
    expect(
      text.filter((file) => existsSync(join(root, file)) && machine.test(readFileSync(join(root, file), 'utf8'))),
    ).toEqual([]);
  });

  test('the lock file names no registry', () => {
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": "http/);
  });
});

interface CruiseResult {
  summary: { totalCruised: number; violations: { rule: { name: string }; from: string; to: string }[] };
}

async function cruise(directory: string, folders: string[]): Promise<{ modules: number; violations: string[] }> {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = [program, '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', ...folders];
  const { stdout } = await run(process.execPath, args, { cwd: directory, maxBuffer: 64 * 1024 * 1024 }).catch(
    (failure: { stdout: string }) => failure, // it exits with the number of violations
  );
  const { summary } = JSON.parse(stdout) as CruiseResult;
  return {
    modules: summary.totalCruised,
    violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  };
}

async function cruisePlanted(files: Record<string, string>): Promise<string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'openfolio-arrows-'));
  try {
    for (const [file, source] of Object.entries(files)) {
      await mkdir(dirname(join(directory, file)), { recursive: true });
      await writeFile(join(directory, file), source);
    }
    const folders = [...new Set(Object.keys(files).map((file) => file.split('/')[0] ?? ''))];
    return (await cruise(directory, folders)).violations;
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function trackedFiles(): Promise<string[]> {
  const { stdout } = await run('git', ['ls-files'], { cwd: root, maxBuffer: 16 * 1024 * 1024 });
  return stdout.split('\n').filter((file) => file !== '');
}

function directories(path: string): string[] {
  return readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

function sourceFiles(path: string): string[] {
  if (!existsSync(join(root, path))) return [];
  return readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('node_modules'))
    .map((file) => `${path}/${file}`);
}
