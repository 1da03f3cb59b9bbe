import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type OrderRule, smartMultiplier, type TakeProfit, valuePath } from '../../../src/finance/index.js';
import { decimal } from '../../../src/kernel/decimal.js';
import { addDays } from '../../../src/kernel/local-date.js';
import { fixed, log, monthly, plan } from './plan-of-months.js';

describe('smart multiplier', () => {
  const bands = [
    { from: decimal('-0.2'), multiplier: decimal('1.6') },
    { from: decimal('-0.05'), multiplier: decimal('1') },
    { from: decimal('0.1'), multiplier: decimal('0.6') },
  ];
  const flat = (count: number) => Array.from({ length: count }, () => decimal(100));

  test.each([
    ['250 equal closes', [...flat(250)], '1', '0'],
    ['far below', [...flat(249), decimal(50)], '1.6', '-0.498998'],
    ['far above', [...flat(249), decimal(150)], '0.6', '0.497006'],
    ['older closes do not count', [decimal(9999), ...flat(250)], '1', '0'],
    ['too short a past', flat(249), '1', undefined],
  ] as const)('%s', (_, closes, multiplier, deviation) => {
    const result = smartMultiplier(closes, bands);
    expect([result.multiplier.toString(), result.deviation?.toString()]).toEqual([multiplier, deviation]);
  });

  test('bands that do not ascend, or none, are refused', () => {
    expect(() => smartMultiplier(flat(250), [])).toThrow(RangeError);
    expect(() => smartMultiplier(flat(250), [...bands].reverse())).toThrow(RangeError);
  });

  test('the close of the order’s own day is never used', () => {
    const past = Array.from({ length: 250 }, (_, day) => ({ on: addDays('2023-04-27', day), price: decimal(100) }));
    const crash = { on: '2024-01-02', price: decimal(10) };
    const rule = { kind: 'SMART', amount: decimal(1000), bands, reference: [...past, crash] } as const;
    expect(past.at(-1)?.on).toBe('2024-01-01');
    expect(plan(monthly(1), rule).schedule[0]?.multiplier?.toString()).toBe('1');
    expect(plan([{ on: '2024-01-03', price: decimal(1) }], rule).schedule[0]?.amount.toString()).toBe('1600');
  });
});

describe('value averaging', () => {
  const rule = (whenAbove: 'SELL' | 'SKIP', growth = '0'): OrderRule => {
    return { kind: 'VALUE_AVERAGING', contribution: decimal(1000), growth: decimal(growth), whenAbove };
  };

  test('path 1,000, 2,000, 3,000 at 10, 8, 20: buys 1,000, 1,200, then sells 2,000', () => {
    // 100 units are worth 800: buys 1,200 = 150 units. 250 units are worth 5,000: 2,000 too much = 100 units.
    const result = plan(monthly(10, 8, 20), rule('SELL'));
    expect(log(result)).toEqual([
      ['BOUGHT', '1000', '100'],
      ['BOUGHT', '1200', '150'],
      ['SOLD', '2000', '-100'],
    ]);
    expect([result.value, result.proceeds, result.invested].map(String)).toEqual(['3000', '2000', '2200']);
  });

  test('with SKIP nothing is sold, and the amount above the path is told', () => {
    const result = plan(monthly(10, 8, 20), rule('SKIP'));
    expect(log(result)[2]).toEqual(['SKIPPED_ABOVE_PATH', '-2000', '0']);
    expect(result.units.toString()).toBe('250');
  });

  test('exactly on the path nothing is ordered', () => {
    expect(log(plan(monthly(10, 20), rule('SELL')))[1]).toEqual(['SKIPPED_ZERO', '0', '0']);
  });

  test('after each order the value stands on the path, to a unit’s rounding', () => {
    const prices = fc.array(fc.integer({ min: 50, max: 200 }), { minLength: 2, maxLength: 24 });
    fc.assert(
      fc.property(prices, (cents) => {
        const days = monthly(...cents.map((cent) => decimal(cent).div(100).toString()));
        const { value } = plan(days, rule('SELL', '0.01'));
        const gap = value.sub(valuePath(decimal(1000), decimal('0.01'), days.length)).abs();
        expect(gap.toNumber()).toBeLessThan(0.03);
      }),
      { numRuns: 60 },
    );
  });
});

describe('take-profit', () => {
  const target = (rate: string, onTarget: TakeProfit['onTarget']): TakeProfit => ({
    target: { kind: 'NET_RETURN', rate: decimal(rate) },
    onTarget,
  });

  test('STOP: seen at a close, sold at the next price, then nothing more is bought', () => {
    const result = plan(monthly('1', '1.2', '1.1', '0.5'), fixed('100'), { takeProfit: target('0.09', 'STOP') });
    // February: 100 + 83.33 units at 1.2 = 220 on 200 paid in. March sells 183.33 at 1.1.
    expect(result.targetReachedOn).toEqual(['2024-02-02']);
    expect(log(result).at(-1)).toEqual(['TOOK_PROFIT', '201.66', '-183.33']);
    expect([result.endedBy, result.units.toString()]).toEqual(['TAKE_PROFIT', '0']);
  });

  test('RESET: goes on, and measures from the next purchase', () => {
    const result = plan(monthly('1', '1.2', '1.2', '1.25', '1.25'), fixed('100'), {
      takeProfit: target('0.09', 'RESET'),
    });
    expect(result.targetReachedOn).toEqual(['2024-02-02']);
    expect(log(result).map(([outcome]) => outcome)).toEqual([
      'BOUGHT',
      'BOUGHT',
      'TOOK_PROFIT',
      'BOUGHT',
      'BOUGHT',
      'BOUGHT',
    ]);
    expect([result.invested, result.proceeds].map(String)).toEqual(['500', '220']);
  });

  test('CONTINUE: the day is noted once and nothing is sold', () => {
    const result = plan(monthly('1', '2', '3', '4'), fixed('100'), { takeProfit: target('0.09', 'CONTINUE') });
    expect([result.targetReachedOn, result.proceeds.toString()]).toEqual([['2024-02-02'], '0']);
  });

  test('the redemption fee counts against the target', () => {
    const fee = { redemptionRate: decimal('0.02'), takeProfit: target('0.09', 'STOP') };
    expect(plan(monthly('1', '1.2', '1'), fixed('100'), fee).targetReachedOn).toEqual([]);
  });

  test('on XIRR: reached when the XIRR of what is sold then is, and not before its days', () => {
    const prices = fc.array(fc.integer({ min: 80, max: 130 }), { minLength: 14, maxLength: 30 });
    fc.assert(
      fc.property(prices, fc.integer({ min: 1, max: 30 }), (cents, percent) => {
        const days = monthly(...cents.map((cent) => decimal(cent).div(100).toString()));
        const rate = decimal(percent).div(100);
        const takeProfit: TakeProfit = { target: { kind: 'XIRR', rate, minDays: 180 }, onTarget: 'CONTINUE' };
        const reached = plan(days, fixed('1000'), { takeProfit }).targetReachedOn[0];
        const first = days.find(({ on }, index) => {
          if (on < addDays('2024-01-02', 180)) return false;
          const result = plan(days.slice(0, index + 1), fixed('1000')).xirr;
          return result.found && result.rate.gte(rate);
        });
        expect(reached).toBe(first?.on);
      }),
      { numRuns: 40 },
    );
  });
});
