import { expect, test } from '@jest/globals';
import { fixedClock } from '../../src/kernel/clock.js';
import { type RunResult, refusal } from '../../src/plugins/runner/run-result.js';
import { Runaways } from '../../src/plugins/runner/runaways.js';

const GOOD: RunResult = { ok: true, output: '1', fuelUsed: 10, log: '' };
const OUT_OF_FUEL = refusal('OUT_OF_FUEL', 'gone');

function watched() {
  const clock = fixedClock('2026-11-02T09:00:00Z');
  const runaways = new Runaways({ clock });
  const strike = (times: number, version = 'a') => {
    for (let time = 0; time < times; time += 1) runaways.ended(version, OUT_OF_FUEL);
  };
  return { clock, runaways, strike };
}

test('three runs that use up everything are forgiven; each further one makes the rest four times as long, up to ten minutes', () => {
  const { runaways, strike } = watched();
  strike(3);
  expect(runaways.restOf('a')).toBe(0);
  const rests = Array.from({ length: 7 }, () => {
    strike(1);
    return runaways.restOf('a');
  });
  expect(rests).toEqual([500, 2000, 8000, 32_000, 128_000, 512_000, 600_000]);
});

test('a rest ends by itself, and the next strike makes a longer one', () => {
  const { clock, runaways, strike } = watched();
  strike(5);
  clock.advance(1999);
  expect(runaways.restOf('a')).toBe(1);
  clock.advance(1);
  expect(runaways.restOf('a')).toBe(0);
  strike(1);
  expect(runaways.restOf('a')).toBe(8000);
});

test('a run that ends well clears the version', () => {
  const { runaways, strike } = watched();
  strike(6);
  runaways.ended('a', GOOD);
  strike(3);
  expect(runaways.restOf('a')).toBe(0);
});

test('what is cheap is no runaway, and one version rests for itself alone', () => {
  const { runaways, strike } = watched();
  for (let time = 0; time < 20; time += 1) runaways.ended('b', refusal('TOOL_THREW', 'no'));
  strike(8);
  expect([runaways.restOf('b'), runaways.restOf('c')]).toEqual([0, 0]);
});
