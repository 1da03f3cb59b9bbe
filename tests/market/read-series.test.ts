import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import {
  type DatedSeries,
  findFxRate,
  findInstrumentIds,
  readCloses,
  readFxRates,
  valueOn,
} from '../../src/market/index.js';
import type { BoundReach } from '../../src/operation/index.js';
import { type MarketWorld, marketWorld } from './market-world.js';

let world: MarketWorld;
let reach: BoundReach;

beforeAll(async () => {
  world = await marketWorld();
  reach = world.database.reach.bind({ customerId: null, accountIds: [] });
});

afterAll(() => world.close());

test('closes hold the period and the last one before it', async () => {
  const { maotai, spy, silent } = world.ids;
  const closes = await readCloses(reach, [maotai, spy, silent, maotai, newId()], '2026-11-19', '2026-11-20');
  expect([...closes.keys()].sort()).toEqual([maotai, spy].sort());
  expect(table(closes.get(maotai))).toEqual(['2026-11-18 1500', '2026-11-19 1515.5', '2026-11-20 1520.1']);
  expect(table(closes.get(spy))).toEqual(['2026-11-19 650.125']);
  expect(await readCloses(reach, [], '2026-11-19', '2026-11-20')).toEqual(new Map());
});

test('a value holds until the next one, and before the first there is none', async () => {
  const closes = (await readCloses(reach, [world.ids.maotai], '2026-11-18', '2026-11-30')).get(world.ids.maotai) ?? [];
  expect(valueOn(closes, '2026-11-17')).toBeUndefined();
  expect(valueOn(closes, '2026-11-18')?.value.toFixed(2)).toBe('1500.00');
  expect(valueOn(closes, '2026-11-22')).toEqual(closes.at(-1));
});

test('rates to a base cross the dollar wherever one leg changes', async () => {
  const rates = await readFxRates(reach, ['USD', 'HKD', 'CNY', 'JPY'], 'CNY', '2026-11-19', '2026-11-20');
  expect(table(rates.get('CNY'))).toEqual(['0001-01-01 1']);
  expect(table(rates.get('USD'))).toEqual(['2026-11-17 7.1', '2026-11-19 7.12', '2026-11-20 7.2']);
  expect(table(rates.get('HKD'))).toEqual([
    '2026-11-18 0.910256410256', // 7.10 / 7.80
    '2026-11-19 0.912820512821', // 7.12 / 7.80
    '2026-11-20 0.929032258065', // 7.20 / 7.75
  ]);
  expect(rates.has('JPY')).toBe(false);
});

test('rates to the dollar itself are the reciprocal of what is stored', async () => {
  const rates = await readFxRates(reach, ['CNY', 'USD'], 'USD', '2026-11-20', '2026-11-20');
  expect(table(rates.get('CNY'))).toEqual(['2026-11-19 0.140449438202', '2026-11-20 0.138888888889']);
  expect(table(rates.get('USD'))).toEqual(['0001-01-01 1']);
});

test('a single rate names the day and source that it stands on', async () => {
  const rate = async (base: string, quote: string, date: string) => {
    const found = await findFxRate(reach, base, quote, date);
    return [found.rate.toFixed(), found.date, found.source];
  };
  expect(await rate('USD', 'CNY', '2026-11-18')).toEqual(['7.1', '2026-11-17', 'H10']);
  expect(await rate('HKD', 'CNY', '2026-11-19')).toEqual(['0.912820512821', '2026-11-18', 'SIMULATED / H10']);
  expect(await rate('CNY', 'USD', '2026-12-31')).toEqual(['0.138888888889', '2026-11-20', 'H10']);
  expect(await rate('CHF', 'CHF', '2026-11-20')).toEqual(['1', '2026-11-20', 'IDENTITY']);
  for (const [base, quote, date] of [
    ['USD', 'CNY', '2026-11-16'],
    ['CHF', 'CNY', '2026-11-20'],
  ] as const) {
    await expect(findFxRate(reach, base, quote, date)).rejects.toMatchObject({ code: 'FX_RATE_UNAVAILABLE' });
  }
});

test('keys find their instruments in order, and hostile keys find nothing', async () => {
  const key = (mic: string, symbol: string) => ({ mic, symbol });
  const found = await findInstrumentIds(reach, [
    key('ARCX', 'SPY'),
    key('XSHG', 'SPY'),
    key('XSHG', '600519'),
    key('XSHG', "600519'\u0000 OR 1=1"),
  ]);
  expect(found).toEqual([world.ids.spy, undefined, world.ids.maotai, undefined]);
  expect(await findInstrumentIds(reach, [])).toEqual([]);
});

function table(series: DatedSeries = []): string[] {
  return series.map(({ date, value }) => `${date} ${value.toFixed()}`);
}
