import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  goalProbability,
  inflatedTarget,
  monthlyRate,
  neededContribution,
  personalPensionPayment,
  personalPensionPayoutTax,
  randomSource,
  savedValue,
} from '../../../src/finance/index.js';
import { xoshiro } from '../../../src/finance/plans/random-source.js';
import { decimal, ONE } from '../../../src/kernel/decimal.js';

test('twelve monthly rates compound to exactly the annual one', () => {
  for (const annual of ['0.06', '-0.3', '0', '1.5']) {
    expect(
      ONE.add(monthlyRate(decimal(annual)))
        .pow(12)
        .sub(ONE)
        .toDecimalPlaces(25)
        .toString(),
    ).toBe(annual);
  }
});

describe('amounts worked by hand', () => {
  test('1,000,000 of today at 2 % cost 1,218,994.42 in ten years, less when prices fall', () => {
    expect(inflatedTarget(decimal('1000000'), decimal('0.02'), 10, 2).toFixed(2)).toBe('1218994.42');
    expect(inflatedTarget(decimal('100'), decimal('-0.1'), 2, 2).toFixed(2)).toBe('81.00');
  });

  test('100 a month at 1 %: 1,268.25 paid at the end, 1,280.93 at the beginning; 1,200 without interest', () => {
    // Source: any annuity table: s(12, 1 %) = 12.682503; × 1.01 = 12.809328.
    const rate = decimal('0.01');
    expect(savedValue(decimal(0), decimal(100), { rate, months: 12 }, 2).toString()).toBe('1268.25');
    expect(savedValue(decimal(0), decimal(100), { rate, months: 12, timing: 'BEGINNING' }, 2).toString()).toBe(
      '1280.93',
    );
    expect(savedValue(decimal(50), decimal(100), { rate: decimal(0), months: 12 }, 2).toString()).toBe('1250');
  });

  test('nothing more is needed when what is there grows past the target', () => {
    const terms = { rate: decimal('0.01'), months: 12 };
    expect(neededContribution(decimal(100), decimal(100), terms, 2).toString()).toBe('0');
  });
});

test('the needed contribution reaches any target, and a cent less a month misses it', () => {
  const plan = fc.record({
    target: fc.integer({ min: 1_000, max: 10_000_000 }),
    months: fc.integer({ min: 1, max: 480 }),
    basisPoints: fc.integer({ min: -2000, max: 3000 }),
    timing: fc.constantFrom<'END' | 'BEGINNING'>('END', 'BEGINNING'),
  });
  fc.assert(
    fc.property(plan, ({ target, months, basisPoints, timing }) => {
      const terms = { rate: monthlyRate(decimal(basisPoints).div(10_000)), months, timing };
      const payment = neededContribution(decimal(target), decimal(10), terms, 2);
      expect(savedValue(decimal(10), payment, terms, 8).gte(target)).toBe(true);
      if (payment.gt('0.01')) {
        expect(savedValue(decimal(10), payment.sub('0.01'), terms, 8).lt(target)).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});

test('months and rates that have no meaning are refused', () => {
  const rate = decimal('0.01');
  for (const terms of [
    { rate, months: 0 },
    { rate, months: 1.5 },
    { rate, months: 1201 },
    { rate: decimal(-1), months: 1 },
  ]) {
    expect(() => savedValue(decimal(0), decimal(1), terms, 2)).toThrow(RangeError);
  }
  expect(() => monthlyRate(decimal(-1))).toThrow(RangeError);
  expect(() => inflatedTarget(decimal(1), decimal(-2), 1, 2)).toThrow(RangeError);
  expect(() => inflatedTarget(decimal(1), decimal(0), Number.NaN, 2)).toThrow(RangeError);
});

describe('random numbers', () => {
  test('are those of the reference implementation of xoshiro128** 1.1', () => {
    // Source: D. Blackman, S. Vigna, xoshiro128starstar.c with the state 1, 2, 3, 4.
    const next = xoshiro(1, 2, 3, 4);
    expect(Array.from({ length: 10 }, next)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  test('lie in [0, 1), spread evenly, and repeat with their seed alone', () => {
    const draw = randomSource(42);
    const again = randomSource(42);
    const other = randomSource(43);
    const drawn = Array.from({ length: 20_000 }, draw);
    expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(Array.from({ length: 20_000 }, again)).toEqual(drawn);
    expect(other()).not.toBe(drawn[0]);
    for (let decile = 0; decile < 10; decile += 1) {
      const share = drawn.filter((value) => Math.floor(value * 10) === decile).length / drawn.length;
      expect(Math.abs(share - 0.1)).toBeLessThan(0.01);
    }
  });

  test('a seed is a 32-bit whole number', () => {
    for (const seed of [-1, 0.5, 2 ** 32, Number.NaN]) expect(() => randomSource(seed)).toThrow(RangeError);
  });
});

describe('probability of a goal', () => {
  const coin = {
    target: decimal(100),
    present: decimal(100),
    payment: decimal(0),
    months: 2,
    monthlyReturns: [decimal('0.1'), decimal('-0.1')],
    blockMonths: 1,
    paths: 20_000,
    seed: 1,
    decimals: 2,
  };

  test('two fair months of ±10 %: one path in four ends above the start', () => {
    // 121, 99, 99, 81 with a quarter each.
    const { probability, standardError, low, median, high } = goalProbability(coin);
    expect(Math.abs(probability.toNumber() - 0.25)).toBeLessThan(4 * standardError.toNumber());
    expect([low, median, high].map(String)).toEqual(['81', '99', '121']);
  });

  test('blocks keep neighbours together: of a strict alternation two months always cancel', () => {
    const { probability, low, high } = goalProbability({ ...coin, blockMonths: 2 });
    expect([probability, low, high].map(String)).toEqual(['0', '99', '99']);
  });

  test('one seed gives one answer, and more payments never a smaller chance', () => {
    const plan = { ...coin, months: 24, target: decimal(500), paths: 2_000 };
    expect(goalProbability(plan)).toEqual(goalProbability(plan));
    const chances = [0, 10, 15, 20, 40].map((payment) =>
      goalProbability({ ...plan, payment: decimal(payment) }).probability.toNumber(),
    );
    expect(chances).toEqual([...chances].sort((a, b) => a - b));
  });

  test('with one constant return it is the annuity, at the end and at the beginning', () => {
    for (const timing of ['END', 'BEGINNING'] as const) {
      const certain = {
        ...coin,
        months: 36,
        payment: decimal(100),
        monthlyReturns: [decimal('0.01')],
        paths: 1,
        timing,
      };
      const saved = savedValue(decimal(100), decimal(100), { rate: decimal('0.01'), months: 36, timing }, 2);
      expect(goalProbability(certain).median.toString()).toBe(saved.toString());
    }
  });

  test.each([
    ['no past', { monthlyReturns: [] }],
    ['a block longer than the past', { blockMonths: 3 }],
    ['a loss of more than all', { monthlyReturns: [decimal(-2)] }],
    ['no path', { paths: 0 }],
    ['half a month', { months: 0.5 }],
  ])('%s is refused', (_, change) => {
    expect(() => goalProbability({ ...coin, ...change })).toThrow(RangeError);
  });
});

describe('personal pension', () => {
  const payment = (paid: string, paidEarlier: string, paidOn = '2025-03-01') =>
    personalPensionPayment({
      paid: decimal(paid),
      paidEarlier: decimal(paidEarlier),
      marginalRate: decimal('0.45'),
      paidOn,
    });

  test('12,000 a year at 45 % save 5,400, and beyond the cap nothing', () => {
    expect(payment('12000', '0').taxSaved.toString()).toBe('5400');
    expect(payment('20000', '0').taxSaved.toString()).toBe('5400');
    expect(payment('1000', '12000').taxSaved.toString()).toBe('0');
  });

  test('payouts are taxed at 3 %, and before the rule there is no figure', () => {
    expect(personalPensionPayoutTax(decimal('333.33'), '2040-01-01').toString()).toBe('10');
    expect(() => payment('1', '0', '2022-11-24')).toThrow('No rate');
  });
});
