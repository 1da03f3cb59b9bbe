import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fixedClock } from '../../src/kernel/clock.js';
import { KeepProfiles } from '../../src/profiles/index.js';
import { ProfileWorld } from './profile-world.js';

let world: ProfileWorld;
beforeAll(async () => {
  world = await ProfileWorld.create();
});
afterAll(() => world?.close());

test('each trading day has its tiers once and each day its facts once, and what broke off is made up for', async () => {
  const clock = fixedClock('2026-11-20T10:00:00Z');
  const keep = new KeepProfiles({ pool: world.pool, clock });
  const born = await world.customer({ cash: '600000', birthDate: '1990-11-22' });
  expect(await keep.step()).toEqual({ tiersOf: null, factsOf: '2026-11-20' }); // no closes yet

  const share = await world.instrument('DAY1', { currency: 'JPY' });
  await world.price(share, '2026-11-20', '10');
  await world.position(born, share, '100', '900');
  await expect(keep.step()).rejects.toMatchObject({ code: 'FX_RATE_UNAVAILABLE' });
  await world.pool.query(
    "INSERT INTO fx_rate (base_currency, quote_currency, date, rate, source) VALUES ('USD', 'CNY', '2026-11-01', 7.2, 'TEST'), ('USD', 'JPY', '2026-11-01', 150, 'TEST')",
  );
  expect(await keep.step()).toEqual({ tiersOf: '2026-11-20', factsOf: null });
  expect(await keep.step()).toEqual({ tiersOf: null, factsOf: null });
  const { rows } = await world.pool.query('SELECT tier FROM customer WHERE id = $1', [born.id]);
  expect(rows).toEqual([{ tier: 'POTENTIAL' }]);

  clock.advance(2 * 86_400_000); // a Sunday, on which no exchange opens and somebody was born
  expect(await keep.step()).toEqual({ tiersOf: null, factsOf: '2026-11-22' });
  const facts = await world.pool.query(
    "SELECT day::text FROM profile_fact WHERE kind = 'BIRTHDAY' AND customer_id = $1",
    [born.id],
  );
  expect(facts.rows).toEqual([{ day: '2026-11-22' }]);
});
