import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CheckUpResult } from '../../plugins/account-check-up/src/generated/checkUp.js';
import { decimal, sum } from '../../src/kernel/decimal.js';
import { blockOf, columns, firstPartyPlugin } from './first-party.js';

// Worked by hand from the fixtures; exchange rates are 7 CNY for one USD and 0.9 CNY for one HKD.
let plugin: Awaited<ReturnType<typeof firstPartyPlugin>>;
beforeAll(async () => void (plugin = await firstPartyPlugin('account-check-up')));
afterAll(() => plugin.stop());

test('profit: an instrument counts once over all accounts, foreign ones in base currency, and nothing is left unexplained', async () => {
  const { profit } = await plugin.runFixture<CheckUpResult>('three-currencies');
  expect(profit.byInstrument.map(({ instrument, profit: gained }) => [instrument, gained])).toEqual([
    ['XNAS:SMPL', '10080.00'],
    ['XSHG:600001', '7900.00'],
    ['XHKG:0700', '-1800.00'],
  ]);
  expect(profit.others).toEqual({ instruments: 1, profit: '0.00' });
  const parts = [...profit.byInstrument.map((part) => part.profit), profit.others.profit, profit.rest];
  expect(sum(parts.map(decimal)).toFixed(2)).toBe(profit.total);
});

test('timing is the money-weighted less the time-weighted annual return', async () => {
  const { returns } = await plugin.runFixture<CheckUpResult>('three-currencies');
  expect(returns).toMatchObject({ twrAnnualised: '0.094', xirr: '0.081', timing: '-0.013' });
});

test('the deepest fall is dated, and so is the day on which it was made good', async () => {
  const { drawdown } = await plugin.runFixture<CheckUpResult>('three-currencies');
  expect(drawdown).toEqual({
    max: '-0.25',
    peakOn: '2025-05-20',
    troughOn: '2025-11-20',
    recoveredOn: '2026-05-20',
    now: '-0.05',
  });
});

test('costs: 445.76 of an average of 111,140 over 731 days', async () => {
  const { costs } = await plugin.runFixture<CheckUpResult>('three-currencies');
  expect(costs).toEqual({ fees: '445.76', averageValue: '111140.00', perYear: '0.002003', shareOfGain: '0.022127' });
});

test('cash that never was invested: no figure without a meaning, and no sentence about it', async () => {
  const { cash, returns, drawdown, findings } = await plugin.runFixture<CheckUpResult>('dormant');
  expect(cash).toEqual({ amount: '5000.00', weight: '1', lastTradeOn: null, daysSinceTrade: null });
  expect([returns.xirr, returns.timing, drawdown.peakOn]).toEqual([null, null, null]);
  expect(findings.map(({ code }) => code)).toEqual(['PROFIT', 'COSTS', 'CASH']);
});

test('a hundred times the positions and days stay within the declared fuel, which grows no faster than the input', async () => {
  for (const { growth } of await plugin.fuelGrowth(new Set(['edges', 'days']))) expect(growth).toBeLessThan(1.1);
});

test('the README shows what the tool answers', async () => {
  const { profit, findings } = await plugin.runFixture<CheckUpResult>('three-currencies');
  const rows = [
    ...profit.byInstrument.map((part) => [part.nameEn, part.profit]),
    [`${profit.others.instruments} more`, profit.others.profit],
    ['the rest', profit.rest],
    ['total', profit.total],
  ];
  const sentences = findings.map(({ en }) => `${en}\n`).join('');
  expect(blockOf(await plugin.readme(), 'worked-example')).toBe(`${columns(rows)}\n${sentences}`);
});
