import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { computeFacts, RecordActivity } from '../../src/profiles/index.js';
import { ProfileWorld } from './profile-world.js';

const DAY = '2026-11-28';
const NOW = Date.parse(`${DAY}T12:00:00Z`);
const HOUR = 3_600_000;
const lookAt = (customerId: string, named: readonly string[], at: number) => ({ customerId, named, at });
const daysAgo = (days: number) => NOW - days * 86_400_000;

let world: ProfileWorld;
let activity: RecordActivity;
beforeAll(async () => {
  world = await ProfileWorld.create();
  activity = new RecordActivity({ pool: world.pool });
});
afterAll(() => world?.close());

async function factsOf(customerId: string) {
  await computeFacts(world.pool, DAY, NOW);
  const { rows } = await world.pool.query<{
    kind: string;
    subject: string;
    value: object;
    source: { from: string };
    day: string;
  }>('SELECT kind, subject, value, source, day::text FROM profile_fact WHERE customer_id = $1 ORDER BY kind', [
    customerId,
  ]);
  return rows;
}

const kinds = async (customerId: string) => (await factsOf(customerId)).map(({ kind }) => kind);

test('who keeps looking at an instrument is interested in it and in its sector; a fact says from what and for which day', async () => {
  const { id } = await world.customer();
  const instrument = await world.instrument('LOOK');
  const looks = [0, 0, 1, 1, 2, 2, 3, 4];
  await activity.record({ looks: looks.map((days, n) => lookAt(id, [instrument, id], daysAgo(days) - n * HOUR)) });
  expect(await factsOf(id)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        kind: 'INSTRUMENT_INTEREST',
        subject: instrument,
        value: { looks: 8, days: 5, within: 14, latest: expect.stringContaining(`${DAY}T12:00`) },
        day: DAY,
      }),
      expect.objectContaining({ kind: 'SECTOR_INTEREST', subject: 'TECHNOLOGY' }),
    ]),
  );
  const interest = (await factsOf(id)).find(({ kind }) => kind === 'INSTRUMENT_INTEREST');
  expect(interest?.source.from).toMatch(/activity_signal/);
});

test('looks on two days alone are no interest', async () => {
  const { id } = await world.customer();
  const instrument = await world.instrument('BRIEF');
  const looks = [0, 0, 0, 1, 1, 1].map((days, n) => lookAt(id, [instrument], daysAgo(days) - n * HOUR));
  await activity.record({ looks });
  expect(await kinds(id)).not.toContain('INSTRUMENT_INTEREST');
});

test('signals of leaving: log-ins halved, trades down by four fifths', async () => {
  const owner = await world.customer();
  const instrument = await world.instrument('LEAVE');
  const logIns = [5, 6, 35, 40, 45, 50].map((days) => ({ customerId: owner.id, at: daysAgo(days) }));
  await activity.record({ logIns });
  for (const date of ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07', '2026-11-20'])
    await world.trade(owner, instrument, date);
  expect(await kinds(owner.id)).toEqual(['LOGINS_HALVED', 'POSITION_CHANGES_DROPPED']);
});

test('looks of one hour are one look, and an operation about several instruments is a look at none', async () => {
  const { id } = await world.customer();
  const [one, other] = [await world.instrument('ONE'), await world.instrument('OTHER')];
  await activity.record({
    looks: [lookAt(id, [one], NOW), lookAt(id, [one, one], NOW + 60_000), lookAt(id, [one, other], NOW)],
  });
  await activity.record({ looks: [lookAt(id, [one], NOW + 120_000), lookAt(one, [one], NOW)] });
  const { rows } = await world.pool.query('SELECT instrument_id, at FROM activity_signal WHERE customer_id = $1', [id]);
  expect(rows).toEqual([{ instrument_id: one, at: new Date(NOW) }]);
});

test('a log-in moves the day of the last one', async () => {
  const { id } = await world.customer({ lastLoginAt: '2026-01-01T00:00:00Z' });
  await activity.record({ logIns: [{ customerId: id, at: NOW }] });
  await activity.record({ logIns: [{ customerId: id, at: NOW - HOUR }] });
  const { rows } = await world.pool.query('SELECT last_login_at FROM customer WHERE id = $1', [id]);
  expect(rows[0]).toEqual({ last_login_at: new Date(NOW) });
});

test('three months of regular investing: the same instrument in each of them; a reversed purchase is none', async () => {
  const [steady, broken] = [await world.customer(), await world.customer()];
  const instrument = await world.instrument('STEADY');
  for (const date of ['2026-08-10', '2026-09-10', '2026-10-12']) {
    await world.trade(steady, instrument, date);
    const bought = await world.trade(broken, instrument, date);
    if (date.startsWith('2026-09'))
      await world.pool.query(
        `INSERT INTO transaction (id, account_id, customer_id, external_ref, type, trade_date, settle_date, instrument_id, quantity, currency, reverses_id)
         VALUES (gen_random_uuid(), $1, $2, 'undo', 'BUY', $3, $3, $4, -1, 'CNY', $5)`,
        [broken.account, broken.id, date, instrument, bought],
      );
  }
  expect(await kinds(steady.id)).toContain('REGULAR_INVESTING');
  expect(await kinds(broken.id)).not.toContain('REGULAR_INVESTING');
});

test('a first trade that is missing, dormancy and birthdays', async () => {
  const { id } = await world.customer({ tier: 'DORMANT', birthDate: '1990-11-28' });
  expect(await kinds(id)).toEqual(['BIRTHDAY', 'DORMANT', 'FIRST_TRADE_MISSING']);
});

test('who was born on 29 February has a birthday on the 28th in other years', async () => {
  const { id } = await world.customer({ birthDate: '1992-02-29' });
  await computeFacts(world.pool, '2026-02-28', NOW, ['BIRTHDAY']);
  const { rows } = await world.pool.query("SELECT customer_id FROM profile_fact WHERE kind = 'BIRTHDAY'");
  expect(rows).toEqual([{ customer_id: id }]);
});

test('what no longer holds is gone after the next computation', async () => {
  const { id } = await world.customer({ tier: 'DORMANT' });
  expect(await kinds(id)).toContain('DORMANT');
  await world.pool.query("UPDATE customer SET tier = 'MASS' WHERE id = $1", [id]);
  expect(await kinds(id)).not.toContain('DORMANT');
});
