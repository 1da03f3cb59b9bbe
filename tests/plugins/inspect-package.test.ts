import { beforeAll, describe, expect, test } from '@jest/globals';
import { fuzzPackages, type InspectOptions, inspectPackage, type PackageFiles } from '../../src/plugins/index.js';
import { bytes, edited, pluginPlatform } from './plugin-platform.js';

let options: InspectOptions;
let good: PackageFiles;
beforeAll(async () => {
  ({ options, files: good } = await pluginPlatform('concentration'));
});

test('a good package tells its tools and the fields it reads, derived from its documents', () => {
  const inspected = inspectPackage(good, options);
  expect(inspected).toMatchObject({ ok: true });
  expect(inspected.ok && inspected.value.fieldsRead).toContain('Position.marketValue');
  expect(inspected.ok && inspected.value.reviewNeeded).toEqual([]);
});

const ARGS = 'schemas/measure-concentration.args.json';
const QUERY = 'queries/holdings.graphql';
const replace = (path: string, from: string | RegExp, to: string) => () =>
  edited(good, path, (text) => text.replace(from, to));
const code = (source: string) => () => new Map(good).set('dist/plugin.js', bytes(source));

type Case = readonly [name: string, make: () => PackageFiles, file: string, place: RegExp, reason: RegExp];

const REFUSED: readonly Case[] = [
  ['no manifest', () => new Map(), 'manifest.json', /^$/, /missing/],
  [
    'a manifest that is not JSON',
    replace('manifest.json', '"license"', 'license'),
    'manifest.json',
    /^\d+:\d+$/,
    /not JSON/,
  ],
  [
    'a manifest that is nested deeply',
    () => new Map(good).set('manifest.json', bytes('['.repeat(1e5))),
    'manifest.json',
    /^1:65$/,
    /too deeply/,
  ],
  ['an unknown field', replace('manifest.json', '"license"', '"licence"'), 'manifest.json', /^\d+:\d+$/, /licen[cs]e/],
  [
    'a homograph of another alphabet',
    replace('manifest.json', '@openfolio/', '@openfоlio/'),
    'manifest.json',
    /^4:3$/,
    /name/,
  ],
  [
    'a document beyond the scopes',
    replace(QUERY, 'positions(', 'balances { total }\n positions('),
    QUERY,
    /^5:1$/,
    /balances:read/,
  ],
  [
    'a scope that is not asked for',
    replace('manifest.json', /,\s*\{ "scope": "market:read"[^}]*\}/, ''),
    QUERY,
    /^\d+:\d+$/,
    /market:read/,
  ],
  ['a field that does not exist', replace(QUERY, 'symbol', 'secret'), QUERY, /^\d+:\d+$/, /secret/],
  ['a mutation as input', replace(QUERY, 'query Holdings', 'mutation Holdings'), QUERY, /^\d+:\d+$/, /./],
  [
    'two operations',
    () => edited(good, QUERY, (text) => `${text} query Other { __typename }`),
    QUERY,
    /^1:1$/,
    /exactly one query/,
  ],
  [
    'an async tool',
    code('var openfolioPlugin = {\n  async measureConcentration() {} };'),
    'dist/plugin.js',
    /^2:\d+$/,
    /async/,
  ],
  ['code that awaits', code('(async () => { await 1; })();'), 'dist/plugin.js', /^1:\d+$/, /async|awaits/],
  ['code that imports', code('\n\nimport("fs");'), 'dist/plugin.js', /^3:1$/, /imports/],
  ['code from text', code('eval("1");'), 'dist/plugin.js', /^1:1$/, /code from text/],
  ['code that does not parse', code('var = 1;'), 'dist/plugin.js', /^1:\d+$/, /does not parse/],
  [
    'code that is nested deeply',
    code(`${'('.repeat(2e5)}1${')'.repeat(2e5)}`),
    'dist/plugin.js',
    /^(1:\d+)?$/,
    /nested|parse/,
  ],
  ['a bundle that is too large', code(`"${'x'.repeat(1_100_000)}"`), 'dist/plugin.js', /^$/, /bytes/],
  [
    'a cyclic schema',
    () =>
      new Map(good).set(
        ARGS,
        bytes('{"$ref":"#/$defs/a","$defs":{"a":{"anyOf":[{"$ref":"#/$defs/b"}]},"b":{"items":{"$ref":"#/$defs/a"}}}}'),
      ),
    ARGS,
    /^1:\d+$/,
    /itself/,
  ],
  [
    'a schema with a regular expression',
    () => new Map(good).set(ARGS, bytes('{"type":"string","pattern":"(a+)+$"}')),
    ARGS,
    /^1:\d+$/,
    /pattern/,
  ],
  [
    'a schema that fetches',
    () => new Map(good).set(ARGS, bytes('{"$ref":"https://example.com/schema"}')),
    ARGS,
    /^1:\d+$/,
    /\$ref/,
  ],
  [
    'another engine',
    replace('manifest.json', /"runtime": "[0-9a-f]{8}/, '"runtime": "00000000'),
    'manifest.json',
    /^6:3$/,
    /another engine/,
  ],
  [
    'a path that leads elsewhere',
    replace('manifest.json', 'queries/holdings', 'queries/../../etc/holdings'),
    'manifest.json',
    /^\d+:\d+$/,
    /query/,
  ],
  [
    'a missing file',
    replace('manifest.json', 'queries/holdings', 'queries/other'),
    'queries/other.graphql',
    /^$/,
    /missing/,
  ],
  [
    'a variable that nothing fills',
    replace(QUERY, 'query Holdings', 'query Holdings($x: Boolean = true) @skip(if: $x)'),
    QUERY,
    /./,
    /./,
  ],
  ['text that is not UTF-8', () => new Map(good).set(QUERY, new Uint8Array([0xff, 0xfe])), QUERY, /^$/, /UTF-8/],
];

describe('packages that are refused, each with file, place, reason and remedy', () => {
  test.each(REFUSED)('%s', (_name, make, file, place, reason) => {
    const inspected = inspectPackage(make(), options);
    const problem = inspected.ok ? undefined : inspected.problems.find((found) => found.file === file);
    expect(problem).toMatchObject({
      place: expect.stringMatching(place),
      reason: expect.stringMatching(reason),
      remedy: expect.stringMatching(/\w/),
    });
  });

  test.each(['@openfolio/concentrati0n', '@openfollo/concentration', '@0penfolio/concentration'])(
    'a name that reads like %s',
    (taken) => {
      const inspected = inspectPackage(good, { ...options, takenNames: [taken] });
      expect(inspected).toMatchObject({
        ok: false,
        problems: [{ file: 'manifest.json', reason: expect.stringContaining(taken) }],
      });
    },
  );
});

// 100,000 inputs: `openfolio plugin fuzz -C plugins/concentration`.
test('damaged packages are refused, and none crashes the checks', () => {
  const { lines, passed } = fuzzPackages({
    good,
    judge: options.judge,
    engineDigest: options.engineDigest,
    inputs: 1_500,
    seed: 20_261_122,
  });
  expect({ lines, passed }).toMatchObject({ passed: true });
});
