import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Database, inTransaction, type KeyedAct, onceByKey, purgeIdempotencyKeys } from '../../src/storage/index.js';
import { casesOfThreat } from '../attacks/cases-tried.js';
import { createTestDatabase } from '../support/template-database.js';

const NOW = Date.parse('2026-11-02T09:00:00Z');
const DAY_MS = 86_400_000;
const tried = casesOfThreat(8, 'tries under a key, with one effect each time that there may be one');
let database: Database;
let drop: () => Promise<void>;

beforeAll(async () => {
  const fresh = await createTestDatabase();
  drop = fresh.drop;
  database = new Database({ url: fresh.url });
});
afterAll(async () => {
  await database?.close();
  await drop?.();
});

const anAct = (change: Partial<KeyedAct> = {}): KeyedAct => ({
  holder: 'app/customer',
  act: 'openThing',
  key: 'k1',
  input: { b: 1, a: 2 },
  now: NOW,
  ...change,
});

/** The effect is a row that counts: a publisher of this name. */
function act(slug: string, change: Partial<KeyedAct> = {}, fail = false): Promise<{ slug: string }> {
  tried(1);
  return inTransaction(database.ops, (client) =>
    onceByKey(client, anAct(change), async () => {
      await client.query(
        'INSERT INTO publisher (id, slug, name, created_at) VALUES (gen_random_uuid(), $1, $1, now())',
        [slug],
      );
      if (fail) throw new Error('crashed after the effect');
      return { slug };
    }),
  );
}

async function effects(prefix: string): Promise<number> {
  const { rows } = await database.ops.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM publisher WHERE slug LIKE $1',
    [`${prefix}%`],
  );
  return rows[0]?.n ?? 0;
}

describe('under one key', () => {
  test('the effect happens once and a repetition gets the first answer, whatever the order of its fields', async () => {
    expect(await act('once-a')).toEqual({ slug: 'once-a' });
    expect(await act('once-b', { input: { a: 2, b: 1 } })).toEqual({ slug: 'once-a' });
    expect(await effects('once-')).toBe(1);
  });

  test('twenty tries at once have one effect; whoever is too early is told so and may repeat', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => act(`race-${index}`, { key: 'race' })),
    );
    const codes = tries.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
    expect(await effects('race-')).toBe(1);
    expect(new Set(codes).size).toBeLessThanOrEqual(1);
    expect(codes.every((code) => code === 'IDEMPOTENCY_KEY_IN_USE')).toBe(true);
    const answers = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value.slug] : []));
    expect(new Set([...answers, (await act('race-late', { key: 'race' })).slug]).size).toBe(1);
  });

  test('an effect that was rolled back leaves no memory: the next try has it', async () => {
    await expect(act('crash-a', { key: 'crash' }, true)).rejects.toThrow('crashed after the effect');
    expect(await act('crash-b', { key: 'crash' })).toEqual({ slug: 'crash-b' });
    expect(await effects('crash-')).toBe(1);
  });

  test('another input is refused', async () => {
    await act('other-a', { key: 'other' });
    await expect(act('other-b', { key: 'other', input: { a: 3 } })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(await effects('other-')).toBe(1);
  });

  test('another holder and another act have effects of their own', async () => {
    await act('own-a', { key: 'own' });
    await act('own-b', { key: 'own', holder: 'app/another-customer' });
    await act('own-c', { key: 'own', act: 'closeThing' });
    expect(await effects('own-')).toBe(3);
  });

  test('after 24 hours the key is free again, purged or not', async () => {
    await act('late-a', { key: 'late' });
    await act('late-b', { key: 'late', now: NOW + DAY_MS });
    await purgeIdempotencyKeys(database.identity, NOW + 3 * DAY_MS);
    await act('late-c', { key: 'late', now: NOW });
    expect(await effects('late-')).toBe(3);
  });
});

test('without a key the effect simply happens', async () => {
  await act('none-a', { key: null });
  await act('none-b', { key: undefined });
  expect(await effects('none-')).toBe(2);
});

test.each([[''], ['x'.repeat(256)], ['a\0b']])('a key that can not be one is refused', async (key) => {
  await expect(act('bad', { key })).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_INVALID' });
});
