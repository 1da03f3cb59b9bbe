import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkUp } from '../../plugins/account-check-up/src/check-up.js';
import type { CheckUpData } from '../../plugins/account-check-up/src/generated/checkUp.js';
import { decimal, sum } from '../../src/kernel/decimal.js';

const figure = { value: null, convention: 'none' };
const cents = fc.integer({ min: -1e9, max: 1e9 }).map((amount) => decimal(amount).div(100).toFixed(2));
const rate = fc.integer({ min: 1, max: 1e7 }).map((parts) => decimal(parts).div(1e6).toFixed());
const currency = fc.constantFrom('CNY', 'HKD', 'USD');

const position = fc
  .record({
    symbol: fc.constantFrom('A', 'B', 'C', 'D'),
    kept: currency,
    quoted: currency,
    amounts: fc.tuple(cents, cents, cents, cents, cents),
  })
  .map(({ symbol, kept, quoted, amounts: [cost, value, realized, dividends, fees] }) => ({
    node: {
      instrument: { mic: 'XSHG', symbol, nameZh: symbol, nameEn: symbol },
      costBasis: { amount: cost, currency: kept },
      marketValue: { amount: value, currency: quoted },
      realizedPnl: { amount: realized },
      dividendsNet: { amount: dividends },
      fees: { amount: fees },
    },
  }));

function dataOf(
  positions: CheckUpData['positions']['edges'],
  rates: readonly [string, string],
  total: string,
  baseCurrency: string,
): CheckUpData {
  const amount = (value: string) => ({ value: { amount: value } });
  const [usd, hkd] = rates.map((each) => ({ rate: each, date: '2026-11-20', source: 'TEST' }));
  if (!usd || !hkd) throw new Error('Two rates are needed');
  return {
    usd,
    hkd,
    portfolio: {
      baseCurrency,
      totalValue: amount('0'),
      cash: amount('0'),
      allocation: { slices: [] },
      concentration: { hhi: figure, effectiveNumber: figure, top1: figure, top5: figure },
      performance: {
        from: '2026-01-05',
        to: '2026-11-20',
        profit: amount(total),
        netFlows: amount('0'),
        dividends: amount('0'),
        fees: amount('0'),
        twr: figure,
        twrAnnualised: figure,
        xirr: figure,
        maxDrawdown: figure,
        days: [],
        warnings: [],
      },
    },
    positions: { edges: positions, pageInfo: { hasNextPage: false } },
    transactions: { edges: [] },
  };
}

test('whatever the rates of exchange, the instruments, the others and the rest add up to the total, to the cent', () => {
  fc.assert(
    fc.property(
      fc.array(position, { maxLength: 12 }),
      fc.tuple(rate, rate),
      cents,
      currency,
      (positions, rates, total, base) => {
        const data = dataOf(positions, rates, total, base);
        const { profit } = checkUp({
          args: { rateDay: '2026-11-20', instruments: 2 },
          data,
          asOf: '2026-11-20T10:00:00+08:00',
        });
        const parts = [...profit.byInstrument.map((part) => part.profit), profit.others.profit, profit.rest];
        expect(sum(parts.map(decimal)).toFixed(2)).toBe(profit.total);
        for (const part of profit.byInstrument)
          expect(sum([part.realized, part.unrealized, part.dividends].map(decimal)).toFixed(2)).toBe(part.profit);
      },
    ),
  );
});
