import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contributionDates, type PlanTerms, type TakeProfit, xirr } from '../../../src/finance/index.js';
import { type Decimal, decimal, sum } from '../../../src/kernel/decimal.js';
import { fixed, log, monthly, plan } from './plan-of-months.js';

describe('a fixed amount', () => {
  test('1,000 a month at 10, 8, 12.5 and 10: 405 units, average cost below average price', () => {
    const result = plan(monthly('10', '8', '12.5', '10'), fixed('1000'));
    expect(log(result).map(([, , units]) => units)).toEqual(['100', '125', '80', '100']);
    expect([result.units, result.invested, result.value].map(String)).toEqual(['405', '4000', '4050']);
    expect(result.netReturn?.toString()).toBe('0.0125');
  });

  test('with a fee of 1.5 % units follow the outside method to the cent', () => {
    // 10,000 at a NAV of 1.0150: net 9,852.22, fee 147.78, 9,706.62 units.
    const result = plan(monthly('1.0150'), fixed('10000'), { subscriptionRate: decimal('0.015') });
    expect(result.schedule[0]).toMatchObject({ outcome: 'BOUGHT', scheduledOn: '2024-01-02' });
    expect([result.units, result.schedule[0]?.fee, result.value].map(String)).toEqual(['9706.62', '147.78', '9852.22']);
  });

  test('its XIRR is that of its flows', () => {
    const result = plan(monthly('1', '1.1', '0.9', '1.3'), fixed('1000'));
    const flows = result.schedule.map(({ tradesOn, amount }) => ({ on: tradesOn, amount: amount.neg() }));
    expect(result.xirr).toEqual(xirr([...flows, { on: '2024-04-02', amount: result.value }]));
  });

  test('payments do not hide a fall: the drawdown is that of the price while held', () => {
    expect(plan(monthly('1', '2', '1', '1.5'), fixed('1000')).maxDrawdown.toString()).toBe('-0.5');
  });

  test('is compared with the whole sum on the first day', () => {
    const { lumpSum } = plan(monthly('10', '8', '12.5', '10'), fixed('1000'));
    expect([lumpSum?.invested, lumpSum?.units, lumpSum?.value].map(String)).toEqual(['4000', '400', '4000']);
    expect(lumpSum?.xirr).toMatchObject({ found: true });
    expect(lumpSum?.maxDrawdown.toString()).toBe('-0.2');
  });
});

describe('too little money', () => {
  const deposit = (on: string, amount: string) => ({ on, amount: decimal(amount) });

  test('skips a contribution whole and goes on when money arrives; a purchase forgives the failures before', () => {
    const result = plan(monthly(1, 1, 1, 1, 1, 1), fixed('100'), {
      deposits: [deposit('2023-12-01', '199.99'), deposit('2024-04-02', '0.01')],
    });
    expect(log(result).map(([outcome]) => outcome)).toEqual([
      'BOUGHT',
      'SKIPPED_NO_FUNDS',
      'SKIPPED_NO_FUNDS',
      'BOUGHT',
      'SKIPPED_NO_FUNDS',
      'SKIPPED_NO_FUNDS',
    ]);
    expect(result.endedBy).toBeUndefined();
  });

  test('three times in a row ends the plan, and what is held stays', () => {
    const result = plan(monthly(1, 1, 1, 1, 2, 3), fixed('100'), {
      deposits: [deposit('2024-01-01', '100'), deposit('2024-04-03', '1000')],
    });
    expect(result.schedule).toHaveLength(4);
    expect([result.endedBy, result.value.toString()]).toEqual(['NO_FUNDS', '300']);
  });
});

test('money and units are conserved, whatever the prices, rule and funds', () => {
  const world = fc.record({
    cents: fc.array(fc.integer({ min: 20, max: 500 }), { minLength: 1, maxLength: 30 }),
    kind: fc.constantFrom('FIXED', 'SELL', 'SKIP'),
    funds: fc.integer({ min: 0, max: 40_000 }),
    onTarget: fc.constantFrom<TakeProfit['onTarget']>('STOP', 'RESET', 'CONTINUE'),
  });
  fc.assert(
    fc.property(world, ({ cents, kind, funds, onTarget }) => {
      const days = monthly(...cents.map((cent) => decimal(cent).div(100).toString()));
      const path = { kind: 'VALUE_AVERAGING', contribution: decimal(1000), growth: decimal('0.01') } as const;
      const rule =
        kind === 'FIXED' ? fixed('1000') : ({ ...path, whenAbove: kind === 'SELL' ? 'SELL' : 'SKIP' } as const);
      const result = plan(days, rule, {
        subscriptionRate: decimal('0.015'),
        redemptionRate: decimal('0.005'),
        deposits: [{ on: '2024-01-01', amount: decimal(funds) }],
        takeProfit: { target: { kind: 'NET_RETURN', rate: decimal('0.3') }, onTarget },
      });
      const of = (...outcomes: string[]) => result.schedule.filter(({ outcome }) => outcomes.includes(outcome));
      const total = (entries: typeof result.schedule, name: 'amount' | 'units'): Decimal =>
        sum(entries.map((entry) => entry[name]));
      expect(total(result.schedule, 'units').toString()).toBe(result.units.toString());
      expect(total(of('BOUGHT'), 'amount').toString()).toBe(result.invested.toString());
      expect(total(of('SOLD', 'TOOK_PROFIT'), 'amount').toString()).toBe(result.proceeds.toString());
      expect(result.invested.sub(result.proceeds).lte(funds)).toBe(true);
      expect(result.units.gte(0) && result.maxDrawdown.lte(0) && result.maxDrawdown.gte(-1)).toBe(true);
    }),
    { numRuns: 150 },
  );
});

describe('refused', () => {
  test.each<[string, Partial<PlanTerms>]>([
    ['no prices', { prices: [] }],
    ['a price of 0', { prices: monthly(1, 0) }],
    ['two prices of one day', { prices: [...monthly(1), ...monthly(1)] }],
    ['an order without a price', { dates: [{ scheduledOn: '2024-01-05', tradesOn: '2024-01-05' }] }],
  ])('%s', (_, change) => {
    expect(() => plan(monthly(1, 1, 1), fixed('1'), change)).toThrow(RangeError);
  });

  test('contributions after the last price are not dealt, not an error', () => {
    const dates = [{ scheduledOn: '2024-02-05', tradesOn: '2024-02-05' }];
    expect(plan(monthly(1), fixed('1'), { dates })).toMatchObject({
      schedule: [],
      netReturn: undefined,
      lumpSum: undefined,
    });
  });
});

const SP500 = new URL('../../../../shared/data/pddl/sp500_shiller_monthly.csv', import.meta.url);

// Skipped where the data file is not there: it is never part of the repository. Its values are monthly averages, price only.
(existsSync(SP500) ? test : test.skip)('S&P 500, 2000 to 2010: a lost decade for a lump sum, not for a plan', () => {
  const rows = readFileSync(SP500, 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  const prices = rows
    .map(([on = '', level = '0']) => ({ on, price: decimal(level).div(1000) }))
    .filter(({ on }) => on >= '2000-01-01' && on <= '2010-12-01');
  const isTradingDay = () => true;
  const dates = contributionDates({ start: '2000-01-01', frequency: 'MONTHLY', until: '2010-12-01', isTradingDay });
  const start = performance.now();
  const result = plan(prices, fixed('1000'), { dates });
  expect(performance.now() - start).toBeLessThan(500);
  expect([result.schedule.length, result.invested.toString()]).toEqual([132, '132000']);
  // Computed independently: units are Σ 1000 / price, the fall that of monthly averages from October 2007 to March 2009.
  const units = prices.reduce((total, { price }) => total + 1000 / price.toNumber(), 0);
  expect(Math.abs(result.units.toNumber() - units)).toBeLessThan(1);
  expect(result.maxDrawdown.toNumber()).toBeCloseTo(757.13 / 1539.66 - 1, 3);
  expect(result.lumpSum?.netReturn.isNegative()).toBe(true);
  expect(result.netReturn?.greaterThan(result.lumpSum?.netReturn ?? 0)).toBe(true);
});
