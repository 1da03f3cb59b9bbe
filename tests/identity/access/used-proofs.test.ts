import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { MemoryUsedProofs, RedisUsedProofs } from '../../../src/identity/access/index.js';
import { connectRedis } from '../../../src/storage/index.js';
import { absentRedis } from '../../support/absent-redis.js';

const redisUrl = process.env['REDIS_URL'];
const withRedis = redisUrl ? test : test.skip;
if (!redisUrl) console.warn('Skipped: proofs shared through Redis. Set REDIS_URL to run these tests.');

test('in memory a proof is remembered for at least 120 s and forgotten after 240 s', () => {
  let now = 0;
  const used = new MemoryUsedProofs({ elapsedMs: () => now });
  now = 119_999;
  expect(used.use('key', 'a')).toBe(true);
  for (const later of [120_000, 200_000, 239_999]) {
    now = later;
    expect(used.use('key', 'a')).toBe(false);
  }
  now = 240_001;
  expect(used.use('key', 'a')).toBe(true);
  now = 900_000; // nobody called for a long time
  expect(used.use('key', 'a')).toBe(true);
});

test('the same jti of another key is another proof', () => {
  const used = new MemoryUsedProofs();
  expect([used.use('one', 'a'), used.use('two', 'a'), used.use('one', 'a')]).toEqual([true, true, false]);
});

withRedis('of 20 concurrent uses on two connections exactly one is the first', async () => {
  const [redisOne, redisTwo] = [await connectRedis(redisUrl ?? ''), await connectRedis(redisUrl ?? '')];
  const [one, two] = [new RedisUsedProofs({ redis: redisOne }), new RedisUsedProofs({ redis: redisTwo })];
  const jti = randomUUID();
  const uses = await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 ? one : two).use('key', jti)));
  expect(uses.filter(Boolean)).toHaveLength(1);
  await Promise.all([redisOne.quit(), redisTwo.quit()]);
});

withRedis('while Redis is away a use can not be confirmed', async () => {
  const redis = absentRedis();
  await expect(new RedisUsedProofs({ redis }).use('key', 'a')).rejects.toThrow();
  redis.disconnect();
});
