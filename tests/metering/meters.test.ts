import { afterAll, describe, expect, test } from '@jest/globals';
import { type Clock, fixedClock, systemClock } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { MemoryMeter, RedisMeter } from '../../src/metering/index.js';
import type { Meter } from '../../src/operation/meter.js';
import { connectRedis } from '../../src/storage/index.js';
import { absentRedis } from '../support/absent-redis.js';

const limits = { perCustomer: { maximum: 100, restoreRate: 10 }, perApp: { maximum: 250, restoreRate: 20 } };
const redisUrl = process.env['REDIS_URL'];
if (!redisUrl) console.warn('Skipped: budgets shared through Redis. Set REDIS_URL to run these tests.');
const redis = redisUrl ? await connectRedis(redisUrl) : undefined;

afterAll(async () => {
  await redis?.quit();
});

const outage = (cause: unknown) => {
  throw cause;
};

const meters: [string, (clock: Clock) => Meter][] = [['memory', (clock) => new MemoryMeter({ limits, clock })]];
if (redis) meters.push(['Redis', (clock) => new RedisMeter({ redis, limits, clock, onOutage: outage })]);

describe.each(meters)('budgets in %s', (_name, make) => {
  test('50 concurrent reservations never exceed the customer’s budget', async () => {
    const meter = make(systemClock);
    const key = { appId: newId(), customerId: newId() };
    const answers = await Promise.all(Array.from({ length: 50 }, () => meter.reserve(key, 20)));
    expect(answers.filter(({ granted }) => granted)).toHaveLength(5);
  });

  test('nor the app’s budget over many customers', async () => {
    const meter = make(systemClock);
    const appId = newId();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => meter.reserve({ appId, customerId: newId() }, 50)),
    );
    expect(answers.filter(({ granted }) => granted)).toHaveLength(5);
  });

  test('a share makes both budgets smaller at once, also of an app that spent before, and ends with it', async () => {
    const meter = make(systemClock);
    const [appId, customerId] = [newId(), newId()];
    const tenth = { appId, customerId, share: 0.1 };
    expect((await meter.reserve({ appId, customerId }, 20)).granted).toBe(true);
    const refused = await meter.reserve(tenth, 11);
    expect(refused).toMatchObject({ granted: false, status: { maximum: 10, restoreRate: 1 } });
    const other = await Promise.all(
      Array.from({ length: 30 }, () => meter.reserve({ ...tenth, customerId: newId() }, 5)),
    );
    expect(other.filter(({ granted }) => granted).length).toBeLessThanOrEqual(5); // 25 of the app's 250
    const free = { appId: newId(), customerId: newId() };
    await meter.reserve({ ...free, share: 0.1 }, 1);
    expect(await meter.reserve(free, 1)).toMatchObject({ granted: true, status: { maximum: 100, restoreRate: 10 } });
  });

  test('a refusal takes nothing from either bucket and shows the one that is short', async () => {
    const meter = make(systemClock);
    const appId = newId();
    await meter.reserve({ appId, customerId: null }, 200);
    const refused = await meter.reserve({ appId, customerId: newId() }, 60);
    expect(refused).toMatchObject({ granted: false, status: { maximum: 250, restoreRate: 20 } });
    expect((await meter.reserve({ appId, customerId: null }, 50)).granted).toBe(true);
  });

  test('settlement gives the unused part back, once', async () => {
    const meter = make(systemClock);
    const key = { appId: newId(), customerId: newId() };
    const reservation = await meter.reserve(key, 100);
    if (!reservation.granted) throw new Error('expected to be granted');
    expect(reservation.status.available).toBeLessThan(5);
    expect((await reservation.settle(40)).available).toBeGreaterThanOrEqual(60);
    const twice = await reservation.settle(0);
    expect(twice.available).toBeLessThan(80);
  });

  test('an operation that cost more than it reserved leaves a debt', async () => {
    const meter = make(systemClock);
    const key = { appId: newId(), customerId: newId() };
    const reservation = await meter.reserve(key, 90);
    if (!reservation.granted) throw new Error('expected to be granted');
    expect((await reservation.settle(130)).available).toBe(0);
    const next = await meter.reserve(key, 1);
    expect(next).toMatchObject({ granted: false });
    if (!next.granted) expect(next.retryAfterSeconds).toBeGreaterThan(2.5);
  });

  test('the app alone has the app’s budget', async () => {
    const meter = make(systemClock);
    expect(await meter.reserve({ appId: newId(), customerId: null }, 250)).toMatchObject({
      granted: true,
      status: { maximum: 250, available: 0 },
    });
  });

  test('what can never fit is refused with no time to wait for', async () => {
    const refused = await make(systemClock).reserve({ appId: newId(), customerId: newId() }, 101);
    expect(refused).toMatchObject({ granted: false, retryAfterSeconds: Number.POSITIVE_INFINITY });
  });

  test('waiting for retryAfterSeconds is enough', async () => {
    const clock = fixedClock(0);
    const meter = make(clock);
    const key = { appId: newId(), customerId: newId() };
    await meter.reserve(key, 100);
    const refused = await meter.reserve(key, 2);
    if (refused.granted) throw new Error('expected to be refused');
    expect(refused.retryAfterSeconds).toBeLessThanOrEqual(0.2);
    clock.advance(refused.retryAfterSeconds * 1000);
    await new Promise((resolve) => setTimeout(resolve, refused.retryAfterSeconds * 1000 + 1)); // Redis has a clock of its own
    expect((await meter.reserve(key, 2)).granted).toBe(true);
  });
});

test('in memory retryAfterSeconds is exact: a millisecond earlier is refused', async () => {
  const clock = fixedClock(0);
  const meter = new MemoryMeter({ limits, clock });
  const key = { appId: 'a', customerId: 'c' };
  await meter.reserve(key, 97);
  const refused = await meter.reserve(key, 40);
  if (refused.granted) throw new Error('expected to be refused');
  expect(refused.retryAfterSeconds).toBe(3.7);
  clock.advance(3699);
  expect((await meter.reserve(key, 40)).granted).toBe(false);
  clock.advance(1);
  expect((await meter.reserve(key, 40)).granted).toBe(true);
});

test('memory stays bounded: full buckets are dropped, the one in use is kept', async () => {
  const clock = fixedClock(0);
  const meter = new MemoryMeter({ limits, clock, bucketsMax: 50 });
  await meter.reserve({ appId: 'busy', customerId: null }, 250);
  for (let index = 0; index < 1000; index += 1) {
    await meter.reserve({ appId: `other-${index}`, customerId: null }, 0);
    expect((await meter.reserve({ appId: 'busy', customerId: null }, 1)).granted).toBe(false);
  }
});

test('while Redis is away each process limits by itself, and says so', async () => {
  const away = absentRedis();
  const causes: unknown[] = [];
  const meter = new RedisMeter({ redis: away, limits, clock: systemClock, onOutage: (cause) => causes.push(cause) });
  const key = { appId: newId(), customerId: newId() };
  const first = await meter.reserve(key, 60);
  expect(first.granted).toBe(true);
  expect((await meter.reserve(key, 60)).granted).toBe(false);
  if (first.granted) expect((await first.settle(10)).available).toBeGreaterThanOrEqual(90);
  expect(causes).toHaveLength(1);
  away.disconnect();
});
