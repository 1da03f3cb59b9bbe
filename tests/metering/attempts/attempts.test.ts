import { afterAll, describe, expect, test } from '@jest/globals';
import { fixedClock, systemClock } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { type AttemptLog, attemptLimiter, MemoryAttemptLog, RedisAttemptLog } from '../../../src/metering/index.js';
import { connectRedis } from '../../../src/storage/index.js';
import { casesOfThreat } from '../../attacks/cases-tried.js';
import { absentRedis } from '../../support/absent-redis.js';

const redisUrl = process.env['REDIS_URL'];
if (!redisUrl) console.warn('Skipped: attempts shared through Redis. Set REDIS_URL to run these tests.');
const redis = redisUrl ? await connectRedis(redisUrl) : undefined;

afterAll(async () => {
  await redis?.quit();
});

const outage = (cause: unknown) => {
  throw cause;
};
const logs: [string, () => AttemptLog][] = [['memory', () => new MemoryAttemptLog({ clock: systemClock })]];
if (redis) logs.push(['Redis', () => new RedisAttemptLog({ redis, clock: systemClock, onOutage: outage })]);

const tried = casesOfThreat(6, 'attempts at once, of which as many pass as may');

describe.each(logs)('attempts in %s', (_name, make) => {
  test('of 50 concurrent attempts at max 5 exactly 5 pass', async () => {
    const limit = attemptLimiter({ log: make() });
    const identity = newId();
    const attempts = Array.from({ length: 50 }, () => limit({ identity, field: 'sign-in', max: 5, windowMs: 60_000 }));
    tried(attempts.length);
    const results = await Promise.allSettled(attempts);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  });

  test('another identity and another field have counts of their own', async () => {
    const limit = attemptLimiter({ log: make() });
    const identity = newId();
    const rule = { max: 1, windowMs: 60_000 };
    await limit({ identity, field: 'sign-in', ...rule });
    await limit({ identity: newId(), field: 'sign-in', ...rule });
    await limit({ identity, field: 'consent', ...rule });
    await expect(limit({ identity, field: 'sign-in', ...rule })).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
  });

  test('after the window the attempts count no more; refused ones never did', async () => {
    const limit = attemptLimiter({ log: make() });
    const attempt = { identity: newId(), field: 'sign-in', max: 2, windowMs: 150 };
    await limit(attempt);
    await limit(attempt);
    for (let index = 0; index < 5; index += 1)
      await expect(limit(attempt)).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
    await new Promise((resolve) => setTimeout(resolve, 170));
    await limit(attempt);
  });
});

test('a refusal says exactly when the next attempt is possible', async () => {
  const clock = fixedClock(0);
  const limit = attemptLimiter({ log: new MemoryAttemptLog({ clock }) });
  const attempt = { identity: 'x', field: 'sign-in', max: 2, windowMs: 60_000 };
  await limit(attempt);
  clock.advance(20_000);
  await limit(attempt);
  await expect(limit(attempt)).rejects.toMatchObject({
    extensions: { retryAfterSeconds: 40 },
    headers: { 'retry-after': '40' },
  });
  clock.advance(40_000);
  await limit(attempt);
});

test('while Redis is away each process counts by itself', async () => {
  const away = absentRedis();
  const limit = attemptLimiter({ log: new RedisAttemptLog({ redis: away, clock: systemClock, onOutage: () => {} }) });
  const attempts = Array.from({ length: 50 }, () =>
    limit({ identity: newId.name, field: 'sign-in', max: 5, windowMs: 60_000 }),
  );
  const results = await Promise.allSettled(attempts);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  away.disconnect();
});
