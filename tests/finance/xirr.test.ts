import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type DatedFlow, xirr } from '../../src/finance/index.js';
import { decimal } from '../../src/kernel/decimal.js';
import { addDays } from '../../src/kernel/local-date.js';

function flows(...pairs: [on: string, amount: string][]): DatedFlow[] {
  return pairs.map(([on, amount]) => ({ on, amount: decimal(amount) }));
}

function rate(...pairs: [on: string, amount: string][]): number {
  const result = xirr(flows(...pairs));
  if (!result.found) throw new Error(result.reason);
  return result.rate.toNumber();
}

describe('published cases', () => {
  test("the example of Excel's XIRR: 0.373362535", () => {
    // Source: Microsoft Support, "XIRR function". Excel stops within 1e-8 of the root, which is 0.3733625335.
    const found = rate(
      ['2008-01-01', '-10000'],
      ['2008-03-01', '2750'],
      ['2008-10-30', '4250'],
      ['2009-02-15', '3250'],
      ['2009-04-01', '2750'],
    );
    expect(Math.abs(found - 0.373362535)).toBeLessThan(1e-8);
    expect(found).toBe(0.3733625335);
  });

  test('one payment over whole years of 365 days is the plain interest', () => {
    expect(rate(['2023-01-01', '-100'], ['2024-01-01', '110'])).toBe(0.1);
    expect(rate(['2021-01-01', '-100'], ['2022-01-01', '0'], ['2023-01-01', '121'])).toBe(0.1);
  });
});

test('the order of the flows does not matter', () => {
  expect(rate(['2024-01-01', '110'], ['2023-01-01', '-100'])).toBe(0.1);
});

test('a total loss is −1, a nearly total one is found', () => {
  expect(rate(['2023-01-01', '-100'], ['2023-06-01', '-50'], ['2024-01-01', '0'])).toBe(-1);
  expect(rate(['2023-01-01', '-1000000'], ['2024-01-01', '1'])).toBe(-0.999999);
});

test('extreme rates are found: a hundredfold within a week', () => {
  expect(rate(['2024-01-01', '-1'], ['2024-01-08', '100'])).toBeGreaterThan(1e100);
});

test.each([
  ['only payments', flows(['2023-01-01', '-1'], ['2024-01-01', '-1']), 'ONE_SIGNED_FLOWS'],
  ['only receipts', flows(['2023-01-01', '1'], ['2024-01-01', '1']), 'ONE_SIGNED_FLOWS'],
  ['nothing', [], 'ONE_SIGNED_FLOWS'],
  ['zeros', flows(['2023-01-01', '0'], ['2024-01-01', '0']), 'ONE_SIGNED_FLOWS'],
  ['one day', flows(['2023-01-01', '-1'], ['2023-01-01', '2']), 'SAME_DAY'],
  ['no root', flows(['2023-01-01', '1'], ['2023-07-02', '-0.1'], ['2024-01-01', '1']), 'NO_ROOT'],
] as const)('%s: refused', (_, cases, reason) => {
  expect(xirr(cases)).toEqual({ found: false, reason });
});

test('the rate that flows were made with is recovered', () => {
  const deposit = fc.record({
    day: fc.integer({ min: 0, max: 3000 }),
    amount: fc.integer({ min: 1, max: 10_000_000 }),
  });
  fc.assert(
    fc.property(
      fc.array(deposit, { minLength: 1, maxLength: 20 }),
      fc.integer({ min: -9000, max: 30_000 }),
      (deposits, basisPoints) => {
        const r = basisPoints / 10_000;
        const end = 3400;
        const worth = deposits.reduce((total, { day, amount }) => total + amount * (1 + r) ** ((end - day) / 365), 0);
        const made = deposits.map(({ day, amount }) => ({ on: addDays('2015-01-01', day), amount: decimal(-amount) }));
        const result = xirr([...made, { on: addDays('2015-01-01', end), amount: decimal(worth.toPrecision(15)) }]);
        expect(result.found && Math.abs(result.rate.toNumber() - r)).toBeLessThan(1e-8);
      },
    ),
    { numRuns: 300 },
  );
});

test('the search agrees with plain halving of the discounted sum, its second method', () => {
  const flow = fc.record({ day: fc.integer({ min: 0, max: 2000 }), amount: fc.integer({ min: 1, max: 1_000_000 }) });
  fc.assert(
    fc.property(
      fc.array(flow, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 8_000_000 }),
      (paid, worth) => {
        const all = [...paid.map(({ day, amount }) => ({ day, amount: -amount })), { day: 2100, amount: worth }];
        const sumAt = (u: number) =>
          all.reduce((total, { day, amount }) => total + amount * Math.exp((-u * (day - 2100)) / 365), 0);
        let [low, high] = [-60, 60];
        for (let i = 0; i < 200; i += 1) {
          const middle = (low + high) / 2;
          if (sumAt(middle) > 0) low = middle;
          else high = middle;
        }
        const result = xirr(
          all.map(({ day, amount }) => ({ on: addDays('2015-01-01', day), amount: decimal(amount) })),
        );
        const expected = Math.expm1(low);
        expect(
          result.found && Math.abs(result.rate.toNumber() - expected) / Math.max(1, Math.abs(expected)),
        ).toBeLessThan(1e-8);
      },
    ),
    { numRuns: 300 },
  );
});
