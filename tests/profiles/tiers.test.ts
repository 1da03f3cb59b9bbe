import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays } from '../../src/kernel/local-date.js';
import { assignTiers, recordAum } from '../../src/profiles/index.js';
import { ProfileWorld } from './profile-world.js';

const NOW = Date.parse('2026-11-20T18:00:00Z');

let world: ProfileWorld;
beforeAll(async () => {
  world = await ProfileWorld.create();
});
afterAll(() => world?.close());

async function tierOf(id: string): Promise<string | undefined> {
  const { rows } = await world.pool.query<{ tier: string }>('SELECT tier FROM customer WHERE id = $1', [id]);
  return rows[0]?.tier;
}

async function valueFor(id: string, aum: string, days: number, last = '2026-11-20'): Promise<void> {
  await world.pool.query('DELETE FROM aum_daily WHERE customer_id = $1', [id]);
  for (let day = 0; day < days; day += 1)
    await world.pool.query('INSERT INTO aum_daily VALUES ($1, $2, $3)', [id, addDays(last, -day), aum]);
}

describe('assets of a day', () => {
  test('are holdings at the close and cash, in CNY, exactly', async () => {
    const owner = await world.customer({ cash: '1000.10' });
    const [share, foreign] = [await world.instrument('AUM1'), await world.instrument('AUM2', { currency: 'HKD' })];
    await world.price(share, '2026-11-18', '10.01');
    await world.price(share, '2026-11-20', '99');
    await world.price(foreign, '2026-11-19', '20');
    await world.pool.query(
      "INSERT INTO fx_rate (base_currency, quote_currency, date, rate, source) VALUES ('USD', 'CNY', '2026-11-01', 7.2, 'TEST'), ('USD', 'HKD', '2026-11-01', 7.8, 'TEST')",
    );
    await world.position(owner, share, '100', '900');
    await world.position(owner, foreign, '39', '900');
    await recordAum(world.pool, '2026-11-19');
    const { rows } = await world.pool.query('SELECT aum FROM aum_daily WHERE customer_id = $1', [owner.id]);
    // 1000.10 + 100 × 10.01 + 39 × 20 × 7.2/7.8 = 1000.10 + 1001.00 + 720.00
    expect(rows).toEqual([{ aum: '2721.10' }]);
  });

  test('of a currency without a rate are refused, not left out', async () => {
    await expect(recordAum(world.pool, '2026-10-01')).rejects.toMatchObject({ code: 'FX_RATE_UNAVAILABLE' });
  });
});

describe('a tier', () => {
  test.each([
    ['MASS', '500000', 'POTENTIAL', 'reaches the floor'],
    ['MASS', '499999.99', 'MASS', 'a cent below the floor'],
    ['POTENTIAL', '450000', 'POTENTIAL', 'fallen to 90 % of the floor'],
    ['POTENTIAL', '449999.99', 'MASS', 'a cent below that'],
    ['HIGH_NET_WORTH', '400000', 'MASS', 'far below'],
    ['MASS', '10000000', 'HIGH_NET_WORTH', 'two floors at once'],
    ['MASS', '8999', 'DORMANT', 'below 90 % of the lowest floor'],
  ])('%s with an average of %s becomes %s: %s', async (tier, average, expected) => {
    const { id } = await world.customer({ tier });
    await valueFor(id, average, 20);
    await assignTiers(world.pool, '2026-11-20', NOW);
    expect(await tierOf(id)).toBe(expected);
  });

  test('averages the latest twenty valued days alone', async () => {
    const { id } = await world.customer({ tier: 'MASS' });
    await valueFor(id, '600000', 20);
    await world.pool.query("INSERT INTO aum_daily VALUES ($1, '2026-10-25', 1)", [id]);
    await assignTiers(world.pool, '2026-11-20', NOW);
    expect(await tierOf(id)).toBe('POTENTIAL');
  });

  test('is dormant after six months without a log-in, whatever the assets, and back after one', async () => {
    const { id } = await world.customer({ tier: 'HIGH_NET_WORTH', lastLoginAt: '2026-05-01T00:00:00Z' });
    await valueFor(id, '20000000', 20);
    await assignTiers(world.pool, '2026-11-20', NOW);
    expect(await tierOf(id)).toBe('DORMANT');
    await world.pool.query("UPDATE customer SET last_login_at = '2026-11-21' WHERE id = $1", [id]);
    await valueFor(id, '20000000', 20, '2026-11-21');
    await assignTiers(world.pool, '2026-11-21', NOW);
    expect(await tierOf(id)).toBe('HIGH_NET_WORTH');
    const { rows } = await world.pool.query(
      'SELECT tier, former_tier, effective_from::text, effective_to::text, reason FROM customer_tier_period WHERE customer_id = $1 ORDER BY effective_from',
      [id],
    );
    expect(rows).toEqual([
      {
        tier: 'DORMANT',
        former_tier: 'HIGH_NET_WORTH',
        effective_from: '2026-11-20',
        effective_to: '2026-11-21',
        reason: 'NO_LOGIN',
      },
      {
        tier: 'HIGH_NET_WORTH',
        former_tier: 'DORMANT',
        effective_from: '2026-11-21',
        effective_to: null,
        reason: 'AVERAGE_AUM',
      },
    ]);
  });

  test('tells of its change once, with the figures that decided, and not again', async () => {
    const { id } = await world.customer({ tier: 'MASS' });
    await valueFor(id, '750000.5', 3);
    await assignTiers(world.pool, '2026-11-20', NOW);
    await assignTiers(world.pool, '2026-11-20', NOW);
    const { rows } = await world.pool.query('SELECT type, customer_id, data FROM event WHERE customer_id = $1', [id]);
    expect(rows).toEqual([
      {
        type: 'customer.tier_changed',
        customer_id: id,
        data: {
          from: 'MASS',
          to: 'POTENTIAL',
          averageAum: '750000.50',
          currency: 'CNY',
          days: 3,
          effectiveOn: '2026-11-20',
          reason: 'AVERAGE_AUM',
        },
      },
    ]);
  });
});
