import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { realSeries } from '../../sandbox/real-prices.js';
import { findOccasion, TRIGGER } from '../../src/campaigns/index.js';
import { ProfileWorld } from '../profiles/profile-world.js';

const NOW = Date.parse('2020-04-01T00:00:00Z');
const SPX = { mic: 'XSHG', symbol: 'SPX' };

/** S&P 500, closes of March 2020 (npm package `vega-datasets`). */
let world: ProfileWorld;
beforeAll(async () => {
  world = await ProfileWorld.create();
  const index = await world.instrument('SPX', { type: 'INDEX', currency: 'USD' });
  for (const { date, close } of realSeries().get('SPX')?.bars ?? [])
    if (date >= '2020-03-01' && date < '2020-04-01') await world.price(index, date, close);
});
afterAll(() => world?.close());

const on = (day: string, trigger: object) =>
  findOccasion(world.pool, TRIGGER.parse({ kind: 'INDEX_CHANGE', index: SPX, ...trigger }), day, NOW);

test.each([
  ['2020-03-12', { fallAtLeast: '0.05' }, '-0.095113'], // 2,741.38 to 2,480.64
  ['2020-03-12', { fallAtLeast: '0.096' }, undefined],
  ['2020-03-12', { riseAtLeast: '0.05' }, undefined],
  ['2020-03-24', { riseAtLeast: '0.05' }, '0.093828'], // 2,237.40 to 2,447.33
  ['2020-03-24', { fallAtLeast: '0.05' }, undefined],
  ['2020-03-24', { fallAtLeast: '0.05', riseAtLeast: '0.05' }, '0.093828'],
  ['2020-03-15', { fallAtLeast: '0' }, undefined], // a Sunday: no close of that day
] as const)('an index change on %s by %j: %s', async (day, trigger, change) => {
  const occasion = await on(day, trigger);
  expect(occasion?.facts['change']).toBe(change);
});

test('an index change says which: a fall, a rise, or both', () => {
  expect(TRIGGER.safeParse({ kind: 'INDEX_CHANGE', index: SPX }).success).toBe(false);
});
