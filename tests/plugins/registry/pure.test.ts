import { describe, expect, test } from '@jest/globals';
import { newId } from '../../../src/kernel/ids.js';
import { checkJson } from '../../../src/plugins/index.js';
import { seededRandom, valueOfSchema } from '../../../src/plugins/registry/checks/random-values.js';
import { declaredNames } from '../../../src/plugins/registry/declared-names.js';
import { DriftTally } from '../../../src/plugins/registry/drift.js';
import { inStage } from '../../../src/plugins/registry/in-stage.js';
import { RELEASE_STEPS, type ReleaseStatus } from '../../../src/plugins/registry/release.js';
import { inRange, parseSemver } from '../../../src/plugins/registry/semver.js';

test.each<[string, string, boolean | undefined]>([
  ['1.2.3', '^1.2.0', true],
  ['1.1.9', '^1.2.0', false],
  ['2.0.0', '^1.2.0', false],
  ['0.3.1', '^0.3.0', true],
  ['0.4.0', '^0.3.0', false],
  ['0.0.4', '^0.0.3', false],
  ['1.2.9', '~1.2.3', true],
  ['1.3.0', '~1.2.3', false],
  ['1.9.0', '1.x', true],
  ['1.2.4', '1.2', true],
  ['1.2.4', '1.2.3', false],
  ['9.9.9', '*', true],
  ['1.0.0', '>=1', undefined],
  ['1.0.0', '^01.0', undefined],
])('%s in %s: %s', (version, range, expected) => {
  expect(inRange(parseSemver(version), range)).toBe(expected);
});

describe('stages', () => {
  const version = newId();
  const customers = Array.from({ length: 4000 }, newId);

  test('who is in at 5 % is in at 25 % and at 100 %', () => {
    const first = customers.filter((customer) => inStage(version, customer, 5));
    expect(first.every((customer) => inStage(version, customer, 25))).toBe(true);
    expect(customers.every((customer) => inStage(version, customer, 100))).toBe(true);
  });

  test('the shares are about right, and another version draws other customers', () => {
    const shareOf = (id: string, percent: number) =>
      customers.filter((customer) => inStage(id, customer, percent)).length / customers.length;
    expect(shareOf(version, 5)).toBeGreaterThan(0.035);
    expect(shareOf(version, 5)).toBeLessThan(0.065);
    expect(Math.abs(shareOf(version, 25) - 0.25)).toBeLessThan(0.03);
    const other = newId();
    const both =
      customers.filter((one) => inStage(version, one, 25) && inStage(other, one, 25)).length / customers.length;
    expect(Math.abs(both - 0.0625)).toBeLessThan(0.02);
  });
});

test('nothing leads back from what was yanked, killed or rejected to customers', () => {
  const runs: ReleaseStatus[] = ['APPROVED', 'STAGED', 'LISTED', 'DEPRECATED', 'SUSPENDED'];
  for (const end of ['YANKED', 'KILLED', 'REJECTED'] as const)
    expect(RELEASE_STEPS[end].filter((next) => runs.includes(next))).toEqual([]);
});

test('the report of drift holds orders of magnitude, not figures or differences', () => {
  const tally = new DriftTally('t', new Set(['a', 'list', 'n', 'name']));
  tally.add({ a: '0.10', list: [{ n: 1 }], name: 'x' }, { a: '0.30', list: [{ n: 1 }], name: 'x' });
  tally.add({ a: '10', list: [{ n: 2 }], name: 'x' }, { a: '10.0', list: [{ n: 5 }], name: 'y' });
  tally.addRefusal('TOOL_THREW');
  expect(tally.report()).toEqual({
    tool: 't',
    replayed: 3,
    changed: 3,
    refused: { TOOL_THREW: 1 },
    other: { '/name': 1 },
    figures: [
      { pointer: '/a', compared: 2, changed: 1, mostAbsolute: '1', mostRelative: '10' },
      { pointer: '/list/*/n', compared: 2, changed: 1, mostAbsolute: '10', mostRelative: '10' },
    ],
  });
});

test('a name that no schema gives is not told: a tool may put what it read into it', () => {
  const names = declaredNames({
    properties: { byAccount: { additionalProperties: { properties: { sum: {} } } } },
    $defs: { row: { anyOf: [{ items: { properties: { left: {} } } }] } },
  });
  expect([...names].sort()).toEqual(['byAccount', 'left', 'sum']);
  const tally = new DriftTally('t', names);
  tally.add(
    { byAccount: { '6222 0299': { sum: '0' } } },
    { byAccount: { '6222 0299': { sum: '62220299' }, Anna: true } },
  );
  expect(tally.report()).toMatchObject({
    other: { '/byAccount/*': 1 },
    figures: [{ pointer: '/byAccount/*/sum', changed: 1, mostAbsolute: '100000000', mostRelative: null }],
  });
  expect(JSON.stringify(tally.report())).not.toMatch(/6222|Anna/);
});

test('random arguments fit the schema they are made for, and the seed makes the same again', () => {
  const schema = {
    type: 'object',
    required: ['amount', 'kind', 'days'],
    additionalProperties: false,
    properties: {
      amount: { type: 'string', format: 'decimal' },
      kind: { enum: ['a', 'b'] },
      days: { type: 'array', items: { type: 'integer', minimum: -3, maximum: 40 }, minItems: 1, maxItems: 5 },
      note: { anyOf: [{ type: 'null' }, { type: 'string', minLength: 2, maxLength: 4 }] },
      on: { type: 'string', format: 'date' },
    },
  } as const;
  const random = seededRandom(7);
  const again = seededRandom(7);
  for (let run = 0; run < 500; run += 1) {
    const value = valueOfSchema(schema, random);
    expect(checkJson(schema, value)).toEqual([]);
    expect(valueOfSchema(schema, again)).toEqual(value);
  }
});
