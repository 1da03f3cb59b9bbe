import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ATTRIBUTION_MODELS, type AttributionModel, attribute, type ChannelTouch } from '../../src/campaigns/index.js';
import { sum } from '../../src/kernel/decimal.js';

const DAY = 86_400_000;
const NOW = 100 * DAY;
const touch = (channel: string, daysBefore: number): ChannelTouch => ({ channel, at: NOW - daysBefore * DAY });
const shown = (touches: ChannelTouch[], model: AttributionModel) =>
  Object.fromEntries([...attribute(touches, NOW, model)].map(([channel, part]) => [channel, part.toFixed()]));

describe('three messages, 14, 7 and 0 days before', () => {
  const touches = [touch('b', 7), touch('c', 0), touch('a', 14)];
  test.each<[AttributionModel, Record<string, string>]>([
    ['FIRST', { a: '1' }],
    ['LAST', { c: '1' }],
    ['LINEAR', { a: '0.333333', b: '0.333333', c: '0.333334' }],
    // 2^−2, 2^−1 and 2^0 of 1.75
    ['TIME_DECAY', { a: '0.142857', b: '0.285714', c: '0.571429' }],
  ])('%s', (model, parts) => expect(shown(touches, model)).toEqual(parts));
});

test('a channel gets the sum of its messages', () => {
  expect(shown([touch('a', 3), touch('b', 2), touch('a', 1)], 'LINEAR')).toEqual({ a: '0.666667', b: '0.333333' });
});

test('messages after the conversion and before the window of 30 days have no part; without any the conversion is nobody’s', () => {
  expect(shown([touch('late', -1), touch('early', 31), touch('edge', 30)], 'LINEAR')).toEqual({ edge: '1' });
  expect(shown([touch('early', 31)], 'LAST')).toEqual({});
});

test('parts sum to exactly one and none is negative, whatever the messages', () => {
  const touches = fc.array(
    fc.record({ channel: fc.constantFrom('a', 'b', 'c', 'd'), days: fc.double({ min: 0, max: 30, noNaN: true }) }),
    {
      minLength: 1,
      maxLength: 12,
    },
  );
  fc.assert(
    fc.property(touches, fc.constantFrom(...ATTRIBUTION_MODELS), (given, model) => {
      const parts = [
        ...attribute(
          given.map(({ channel, days }) => touch(channel, days)),
          NOW,
          model,
        ).values(),
      ];
      expect(sum(parts).toFixed()).toBe('1');
      expect(parts.every((part) => part.gte(0))).toBe(true);
    }),
  );
});
