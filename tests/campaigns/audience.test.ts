import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AUDIENCE, compileAudience, TRIGGER } from '../../src/campaigns/index.js';
import { ProfileWorld } from '../profiles/profile-world.js';

const DAY = '2020-03-12';

let world: ProfileWorld;
let loser: { id: string; account: string };
let winner: { id: string; account: string };
beforeAll(async () => {
  world = await ProfileWorld.create();
  [loser, winner] = [await world.customer(), await world.customer({ tier: 'POTENTIAL' })];
  const share = await world.instrument('S1');
  await world.price(share, '2020-03-11', '100');
  await world.price(share, DAY, '90');
  await world.position(loser, share, '10', '1000.01');
  await world.position(winner, share, '10', '1000');
  await world.pool.query(
    `INSERT INTO profile_fact (customer_id, kind, subject, instrument_id, value, source, day, computed_at) VALUES
       ($1, 'INSTRUMENT_INTEREST', $2::text, $2::uuid, '{}', '{}', $3, now()), ($1, 'SECTOR_INTEREST', 'TECHNOLOGY', NULL, '{}', '{}', $3, now()),
       ($1, 'CLOSING_TICKETS', '', NULL, '{}', '{}', $3, now()), ($1, 'REGULAR_INVESTING', '', NULL, '{}', '{}', $3, now()),
       ($1, 'FIRST_TRADE_MISSING', '', NULL, '{}', '{}', $3, now()), ($1, 'BIRTHDAY', '', NULL, '{}', '{}', $3, now())`,
    [winner.id, share, DAY],
  );
  await world.pool.query(
    `INSERT INTO customer_tier_period (customer_id, tier, former_tier, effective_from, average_aum, days, reason, computed_at)
     VALUES ($1, 'POTENTIAL', 'MASS', $2, 600000, 20, 'AVERAGE_AUM', now())`,
    [winner.id, DAY],
  );
});
afterAll(() => world?.close());

async function matches(trigger: unknown, audience: unknown = {}): Promise<string[]> {
  const { ctes, where, values } = compileAudience(TRIGGER.parse(trigger), AUDIENCE.parse(audience), DAY, 1);
  const { rows } = await world.pool.query<{ id: string }>(`WITH ${ctes} SELECT c.id FROM customer c WHERE ${where}`, [
    ...values,
  ]);
  return rows.map(({ id }) => (id === loser.id ? 'loser' : 'winner')).sort();
}

const ALWAYS = { kind: 'SCHEDULE', at: '2020-03-12T00:00:00Z' };
const S1 = { mic: 'XSHG', symbol: 'S1' };

test.each<[string, unknown, string[]]>([
  ['nothing', {}, ['loser', 'winner']],
  // 900 of 1000.01 is a hair more than 10 % below; 900 of 1000 is exactly 10 %
  ['a loss of more than 10 %', { holdingLossMoreThan: '0.10' }, ['loser']],
  ['tiers', { tiers: ['POTENTIAL'] }, ['winner']],
  ['risk levels', { riskLevels: ['C5'] }, []],
  ['a holding', { holds: S1 }, ['loser', 'winner']],
  ['a holding of nobody', { holds: { mic: 'XSHG', symbol: "S1' OR true --" } }, []],
  ['a sector held', { holdsSector: 'TECHNOLOGY' }, ['loser', 'winner']],
  ['a fact', { facts: ['REGULAR_INVESTING', 'DORMANT'] }, ['winner']],
  ['a sector looked at', { interestedInSector: 'TECHNOLOGY' }, ['winner']],
  ['average assets', { averageAssetsAtLeast: '600000', averageAssetsBelow: '600000.01' }, ['winner']],
  ['time as a customer', { customerSince: '2015-01-01', customerBefore: '2015-01-02' }, ['loser', 'winner']],
  ['language', { locales: ['en-GB'] }, []],
  ['two conditions together', { tiers: ['MASS'], facts: ['BIRTHDAY'] }, []],
])('audience by %s', async (_what, audience, expected) => {
  expect(await matches(ALWAYS, audience)).toEqual(expected);
});

test.each<[unknown, string[]]>([
  [{ kind: 'INDEX_CHANGE', index: S1, fallAtLeast: '0.05' }, ['loser', 'winner']],
  [{ kind: 'HOLDING_LOSS', moreThan: '0.1' }, ['loser']],
  [{ kind: 'TIER_CHANGE', to: ['POTENTIAL'] }, ['winner']],
  [{ kind: 'TIER_CHANGE', to: ['HIGH_NET_WORTH'] }, []],
  [{ kind: 'INSTRUMENT_INTEREST', instrument: S1 }, ['winner']],
  [{ kind: 'SECTOR_INTEREST', sector: 'TECHNOLOGY' }, ['winner']],
  [{ kind: 'CHURN_SIGNALS' }, ['winner']],
  [{ kind: 'DORMANT' }, []],
  [{ kind: 'FIRST_TRADE_MISSING' }, ['winner']],
  [{ kind: 'BIRTHDAY' }, ['winner']],
  [{ kind: 'REGULAR_INVESTING' }, ['winner']],
])('occasion %j', async (trigger, expected) => {
  expect(await matches(trigger)).toEqual(expected);
});
