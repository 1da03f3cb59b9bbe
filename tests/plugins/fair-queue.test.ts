import { expect, test } from '@jest/globals';
import { FairQueue } from '../../src/plugins/runner/fair-queue.js';

test('who comes back while another’s call is under way waits for that one call, however many more wait', () => {
  const queue = new FairQueue<string>({ perKeyMax: 100 });
  for (let call = 0; call < 50; call += 1) queue.add('a', `a${call}`);
  queue.add('b', 'b0');
  expect([queue.take(), queue.take()]).toEqual(['a0', 'b0']);
  for (let round = 1; round < 10; round += 1) {
    expect(queue.take()).toBe(`a${round}`); // under way when b comes back
    queue.add('b', `b${round}`);
    expect(queue.take()).toBe(`b${round}`);
  }
});

test('keys that all wait are served in turn, each in its own order', () => {
  const queue = new FairQueue<string>({ perKeyMax: 100 });
  for (const key of ['a', 'b', 'c']) for (const call of [0, 1]) queue.add(key, `${key}${call}`);
  expect(Array.from({ length: 7 }, () => queue.take())).toEqual(['a0', 'b0', 'c0', 'a1', 'b1', 'c1', undefined]);
});

test('a key holds no more than its share of the waiting room', () => {
  const queue = new FairQueue<number>({ perKeyMax: 2 });
  expect([1, 2, 3].map((call) => queue.add('a', call))).toEqual([true, true, false]);
  expect(queue.add('b', 1)).toBe(true);
  expect(queue.length).toBe(3);
});

test('what it remembers of thousands of keys is bounded, and it goes on in turn', () => {
  const queue = new FairQueue<string>({ perKeyMax: 2 });
  for (let key = 0; key < 5000; key += 1) {
    queue.add(`k${key}`, `k${key}`);
    expect(queue.take()).toBe(`k${key}`);
  }
  queue.add('k1', 'first');
  queue.add('k2', 'second');
  expect([queue.take(), queue.take()]).toEqual(['first', 'second']);
});
