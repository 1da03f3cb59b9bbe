import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { refreshQuotes } from '../../src/market/index.js';
import { type MarketWorld, marketWorld } from './market-world.js';

let world: MarketWorld;
const worlds: MarketWorld[] = [];

beforeEach(async () => {
  world = await marketWorld();
  worlds.push(world);
});

afterEach(async () => {
  await worlds.pop()?.close();
});

afterAll(() => expect(worlds).toEqual([]));

test('the two latest bars make a delayed quote at the close of the venue, early closes included', async () => {
  expect(await refreshQuotes(world.database.ops)).toBe(2); // one bar alone has no previous close
  expect(await quote(world.ids.maotai)).toEqual({
    last: '1520.10',
    prev_close: '1515.50',
    as_of: '2026-11-20T07:00:00.000Z', // 15:00 in Shanghai
    delayed: true,
    currency: 'CNY',
  });
  expect(await quote(world.ids.tencent)).toMatchObject({ last: '399', as_of: '2025-01-28T04:00:00.000Z' }); // eve of Lunar New Year, 12:00
});

test('New York closes by its own clock, summer and winter', async () => {
  const bars = async (...days: string[]) => {
    await world.database.ops.query('DELETE FROM price_daily WHERE instrument_id = $1', [world.ids.spy]);
    for (const day of days) {
      await world.database.ops.query(`INSERT INTO price_daily VALUES ($1, $2, 1, 1, 1, 1, 0, 'SIMULATED')`, [
        world.ids.spy,
        day,
      ]);
    }
    await refreshQuotes(world.database.ops);
    return (await quote(world.ids.spy))['as_of'];
  };
  expect(await bars('2026-07-01', '2026-07-02')).toBe('2026-07-02T20:00:00.000Z');
  expect(await bars('2026-11-19', '2026-11-20')).toBe('2026-11-20T21:00:00.000Z');
  expect(await bars('2026-11-25', '2026-11-27')).toBe('2026-11-27T18:00:00.000Z'); // day after Thanksgiving, 13:00
});

test('a second run changes nothing, a corrected bar changes its quote', async () => {
  await refreshQuotes(world.database.ops);
  expect(await refreshQuotes(world.database.ops)).toBe(0);
  await world.database.ops.query(`UPDATE price_daily SET close = 1525 WHERE date = '2026-11-20'`);
  expect(await refreshQuotes(world.database.ops)).toBe(1);
  expect((await quote(world.ids.maotai))['last']).toBe('1525');
});

test('a clock that stands in the past sees only the bars up to its day', async () => {
  await refreshQuotes(world.database.ops);
  expect(await refreshQuotes(world.database.ops, { upTo: '2026-11-19' })).toBe(1);
  expect(await quote(world.ids.maotai)).toMatchObject({ last: '1515.50', as_of: '2026-11-19T07:00:00.000Z' });
});

test('a live quote that is newer stays', async () => {
  await refreshQuotes(world.database.ops);
  await world.database.ops.query(
    `UPDATE quote SET last = 1600, delayed = false, as_of = '2026-11-20T07:30:00Z' WHERE currency = 'CNY'`,
  );
  expect(await refreshQuotes(world.database.ops)).toBe(0);
  expect(await quote(world.ids.maotai)).toMatchObject({ last: '1600', delayed: false });
});

async function quote(instrumentId: string): Promise<Record<string, unknown>> {
  const { rows } = await world.database.ops.query<Record<string, unknown>>(
    'SELECT last, prev_close, as_of, delayed, currency FROM quote WHERE instrument_id = $1',
    [instrumentId],
  );
  const [row] = rows;
  return { ...row, as_of: (row?.['as_of'] as Date | undefined)?.toISOString() };
}
