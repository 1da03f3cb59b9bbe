import { afterEach, expect, jest, test } from '@jest/globals';
import { validate, version } from 'uuid';
import { newId } from '../../src/kernel/ids.js';

afterEach(() => {
  jest.restoreAllMocks();
});

const many = (count: number) => Array.from({ length: count }, () => newId());
const instantOf = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

test('an id is a UUID v7 of this moment', () => {
  const before = Date.now();
  const id = newId();
  expect([validate(id), version(id)]).toEqual([true, 7]);
  expect(instantOf(id)).toBeGreaterThanOrEqual(before);
  expect(instantOf(id)).toBeLessThanOrEqual(Date.now());
});

test('100,000 ids of one process are different and ascend', () => {
  const ids = many(100_000);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
});

test('ids ascend while the clock is set back', () => {
  const ids = many(10);
  jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 3_600_000);
  ids.push(...many(1000));
  expect(ids.toSorted()).toEqual(ids);
});

test('no random part comes twice, though they are drawn in blocks', () => {
  const parts = many(10_000).map((id) => id.slice(-12));
  expect(new Set(parts).size).toBe(parts.length);
});
