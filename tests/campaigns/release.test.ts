import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { CampaignWorld } from './campaign-world.js';

let world: CampaignWorld;
beforeAll(async () => {
  world = await CampaignWorld.create();
});
afterEach(() => world.silence());
afterAll(() => world?.close());

describe('careful release', () => {
  test('tells those below 5 %, then those below 25 %, then all, each once, and always the same', async () => {
    const app = await world.partner();
    await world.reachable(60, app);
    const id = await world.released({}, 5);
    await world.worker().step();
    await world.worker().step();
    const first = (await world.touches(id)).filter(({ state }) => state === 'TOLD');
    expect(first.every(({ bucket }) => bucket < 500)).toBe(true);
    expect((await world.touches(id)).filter(({ bucket }) => bucket < 500)).toHaveLength(first.length);
    await world.release.widen(id, world.author);
    await world.worker().step();
    expect((await world.touches(id)).every(({ state, bucket }) => bucket < 2500 === (state === 'TOLD'))).toBe(true);
    await world.release.widen(id, world.author);
    await world.worker().step();
    expect(await world.count(id)).toEqual({ TOLD: 60 });
    const { rows } = await world.pool.query(
      "SELECT count(*)::int AS events, count(DISTINCT customer_id)::int AS customers FROM event WHERE type = 'campaign.care' AND data ->> 'campaign' = 'Care after a fall'",
    );
    expect(rows).toEqual([{ events: 60, customers: 60 }]);
  });

  test('an occasion is taken once, whoever looks', async () => {
    const app = await world.partner();
    await world.reachable(10, app);
    const id = await world.released();
    await Promise.all([1, 2, 3, 4].map(() => world.worker().step()));
    expect(await world.count(id)).toEqual({ TOLD: 10 });
  });
});

describe('groups', () => {
  test('a control group hears nothing, variants share the rest by weight, and the whole is kept', async () => {
    const app = await world.partner();
    await world.reachable(200, app);
    const id = await world.released({
      controlPercent: 20,
      variants: [
        { label: 'A', weight: 3, text: '我们在这里陪您' },
        { label: 'B', weight: 1, text: '客服随时可以帮您看看' },
      ],
    });
    await world.worker().step();
    const touches = await world.touches(id);
    const control = touches.filter(({ state }) => state === 'CONTROL');
    expect(control.every(({ event_id, label }) => event_id === null && label === null)).toBe(true);
    const [a, b] = ['A', 'B'].map(
      (label) => touches.filter((touch) => touch.label === label && touch.state === 'TOLD').length,
    );
    expect(control.length + (a ?? 0) + (b ?? 0)).toBe(200);
    // 40, 120 and 40 expected; five standard deviations of such draws are about 31.
    expect(control.length).toBeGreaterThan(9);
    expect(control.length).toBeLessThan(71);
    expect(a ?? 0).toBeGreaterThan((b ?? 0) * 1.5);
  });

  test('the global control group hears of no campaign at all', async () => {
    const app = await world.partner();
    await world.reachable(40, app);
    const [one, other] = [await world.released(), await world.released({ name: 'Another one' })];
    await world.worker({ globalControlPercent: 30 }).step();
    const silent = async (id: string) =>
      (await world.touches(id))
        .filter(({ state }) => state === 'CONTROL')
        .map(({ customer_id }) => customer_id)
        .sort();
    expect(await silent(one)).toEqual(await silent(other));
    expect((await silent(one)).length).toBeGreaterThan(0);
  });
});

describe('customers are spared', () => {
  test('by the cap over all campaigns and partners, also when two campaigns speak at once', async () => {
    const [speaker, shop] = [await world.partner(), await world.partner()];
    const customers = await world.reachable(12, speaker);
    for (const id of customers) await world.consent(id, shop);
    const ids = [
      await world.released(),
      await world.released({ name: 'Second' }),
      await world.released({ name: 'Third' }),
    ];
    await Promise.all([world.worker().step(), world.worker().step(), world.worker().step()]);
    const counts = await Promise.all(ids.map((id) => world.count(id)));
    expect(counts.reduce((sum, { TOLD = 0 }) => sum + TOLD, 0)).toBe(24);
    expect(counts.reduce((sum, { CAPPED = 0 }) => sum + CAPPED, 0)).toBe(12);
  });

  test('at night, by the clock where they live; in the morning they are told', async () => {
    const app = await world.partner();
    const [inShanghai = ''] = await world.reachable(1, app);
    const [inLondon = ''] = await world.reachable(1, app, { timeZone: 'Europe/London' });
    const id = await world.released();
    await world.worker().step(); // noon in Shanghai, four in the morning in London
    const told = async () =>
      (await world.touches(id)).filter(({ state }) => state === 'TOLD').map(({ customer_id }) => customer_id);
    expect(await told()).toEqual([inShanghai]);
    const waiting = (await world.touches(id)).find(({ customer_id }) => customer_id === inLondon);
    expect(waiting?.due_at.toISOString()).toBe('2020-03-12T09:00:00.000Z');
    world.clock.advance(5 * 3_600_000 + 1000);
    await world.worker().step();
    expect((await told()).sort()).toEqual([inShanghai, inLondon].sort());
    world.clock.advance(-(5 * 3_600_000 + 1000));
  });

  test('by their own choice: no personalised message, or none at all; also after they were chosen', async () => {
    const app = await world.partner();
    const [general = '', none = '', all = ''] = await world.reachable(3, app);
    const choose = (id: string, messages: string) =>
      world.pool.query('INSERT INTO marketing_preference VALUES ($1, $2, now())', [id, messages]);
    await choose(general, 'GENERAL');
    await choose(none, 'NONE');
    const plain = await world.released();
    const personal = await world.released({ name: 'Personal', audience: { tiers: ['MASS'] } }, 5);
    await world.worker().step();
    const chosen = async (id: string) => (await world.touches(id)).map(({ customer_id }) => customer_id).sort();
    expect(await chosen(plain)).toEqual([general, all].sort());
    expect(await chosen(personal)).toEqual([all]);
    await choose(all, 'NONE');
    await world.release.widen(personal, world.author);
    await world.release.widen(personal, world.author);
    await world.worker().step();
    expect(await world.count(personal)).not.toHaveProperty('HELD');
  });

  test('by the same campaign for its days', async () => {
    const app = await world.partner();
    await world.reachable(3, app);
    await world.pool.query(
      "UPDATE customer SET tier = 'DORMANT' WHERE id IN (SELECT customer_id FROM access_grant WHERE app_id = $1)",
      [app],
    );
    const id = await world.released({ trigger: { kind: 'DORMANT' }, repeatAfterDays: 2 });
    await world.worker().step();
    world.day = '2020-03-13';
    world.clock.advance(86_400_000);
    await world.worker().step();
    expect(await world.touches(id)).toHaveLength(3);
    world.day = '2020-03-15';
    world.clock.advance(2 * 86_400_000);
    await world.worker().step();
    expect(await world.touches(id)).toHaveLength(6);
    world.clock.advance(-3 * 86_400_000);
    world.day = '2020-03-12';
  });

  test('who has given no partner a consent for the topic is not chosen', async () => {
    const app = await world.partner(['campaigns-care:receive', 'campaigns-benefit:receive']);
    const { id: other } = await world.profiles.customer();
    await world.consent(other, app, ['campaigns-benefit:receive']);
    const id = await world.released();
    await world.worker().step();
    expect(await world.touches(id)).toEqual([]);
  });
});
