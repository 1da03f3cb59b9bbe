import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { attributeConversions } from '../../src/campaigns/index.js';
import { CampaignWorld } from './campaign-world.js';

let world: CampaignWorld;
beforeAll(async () => {
  world = await CampaignWorld.create();
});
afterEach(() => world.silence());
afterAll(() => world?.close());

/** A campaign told to `count` customers, in the feeds of these apps. */
async function told(count: number, ...apps: string[]) {
  const [first = '', ...others] = apps;
  const customers = await world.reachable(count, first);
  for (const id of customers) for (const app of others) await world.consent(id, app);
  const id = await world.released();
  await world.worker().step();
  const touches = await world.touches(id);
  for (const [index, app] of apps.entries())
    await world.pool.query(
      `INSERT INTO event_feed_entry (app_id, position, event_id, customer_id)
       SELECT $1, row_number() OVER () + 1000 * $3::int, event_id, customer_id FROM campaign_touch WHERE campaign_id = $2 AND event_id IS NOT NULL`,
      [app, id, index],
    );
  return { id, touches };
}

const at = (time: string) => Date.parse(`2020-03-12T${time}+08:00`);

describe('an outcome', () => {
  test('is kept once per message, app and kind; a repetition gets the first instant', async () => {
    const app = await world.partner();
    const { touches } = await told(1, app);
    const touchId = touches[0]?.id ?? '';
    world.clock.advance(3_600_000);
    const report = (time: string) =>
      world.report.report({ appId: app, touchId, outcome: 'SHOWN', occurredAt: at(time) });
    const instants = await Promise.all([report('12:10:00'), report('12:10:00')]);
    expect(instants).toEqual([at('12:10:00'), at('12:10:00')]);
    expect(await report('12:40:00')).toBe(at('12:10:00'));
    const { rows } = await world.pool.query('SELECT count(*)::int AS n FROM campaign_outcome WHERE touch_id = $1', [
      touchId,
    ]);
    expect(rows).toEqual([{ n: 1 }]);
    world.clock.advance(-3_600_000);
  });

  test('before the message or in the future is pulled into its life', async () => {
    const app = await world.partner();
    const { touches } = await told(1, app);
    const touchId = touches[0]?.id ?? '';
    expect(await world.report.report({ appId: app, touchId, outcome: 'SHOWN', occurredAt: 0 })).toBe(at('12:00:00'));
    expect(await world.report.report({ appId: app, touchId, outcome: 'OPENED', occurredAt: at('23:00:00') })).toBe(
      at('12:00:00'),
    );
  });

  test('of another partner’s message is like that of none', async () => {
    const [app, other] = [await world.partner(), await world.partner()];
    const { touches } = await told(1, app);
    const report = (touchId: string) => world.report.report({ appId: other, touchId, outcome: 'SHOWN', occurredAt: 0 });
    await expect(report(touches[0]?.id ?? '')).rejects.toMatchObject({ code: 'CAMPAIGN_MESSAGE_NOT_FOUND' });
    await expect(report('0190f0f0-0000-7000-8000-00000000dead')).rejects.toMatchObject({
      code: 'CAMPAIGN_MESSAGE_NOT_FOUND',
    });
  });
});

describe('an answer', () => {
  test.each([
    ['这首曲子送给您', 'ACCEPTED'],
    ['口碑第一的音乐会员', 'WAITING'],
    ['基金礼包', 'REFUSED'], // without a risk notice
    ['稳赚不赔', 'REFUSED'],
  ])('%s is %s, and its judgement is kept with the app', async (text, status) => {
    const app = await world.partner();
    const { touches } = await told(1, app);
    const touchId = touches[0]?.id ?? '';
    expect(await world.answer.answer({ appId: app, touchId, kind: 'CONTENT', text })).toMatchObject({ status });
    const { rows } = await world.pool.query(
      'SELECT a.status, r.text, r.app_id FROM campaign_answer a JOIN copy_review r ON r.id = a.review_id WHERE a.touch_id = $1',
      [touchId],
    );
    expect(rows).toEqual([{ status, text, app_id: app }]);
  });
});

test('a conversion is parted among partners, and counts once when two report it', async () => {
  const [speaker, shop] = [await world.partner(), await world.partner()];
  const { id, touches } = await told(2, speaker, shop);
  world.clock.advance(7_200_000);
  const [first = '', second = ''] = touches.map((touch) => touch.id);
  const report = (appId: string, touchId: string, outcome: 'SHOWN' | 'CONVERTED', time: string) =>
    world.report.report({ appId, touchId, outcome, occurredAt: at(time) });
  await report(speaker, first, 'SHOWN', '12:05:00');
  await report(shop, first, 'SHOWN', '12:30:00');
  await report(speaker, first, 'CONVERTED', '13:00:00');
  await report(shop, first, 'CONVERTED', '13:01:00');
  await report(shop, second, 'SHOWN', '12:30:00');
  await report(shop, second, 'CONVERTED', '13:30:00');
  const credits = async (model: 'FIRST' | 'LAST' | 'LINEAR') =>
    Object.fromEntries(
      (await attributeConversions(world.pool, id, model)).map(({ appId, conversions }) => [
        appId === shop ? 'shop' : 'speaker',
        conversions.toFixed(),
      ]),
    );
  expect(await credits('FIRST')).toEqual({ speaker: '1', shop: '1' });
  expect(await credits('LAST')).toEqual({ shop: '2' });
  expect(await credits('LINEAR')).toEqual({ speaker: '0.5', shop: '1.5' });
  world.clock.advance(-7_200_000);
});
