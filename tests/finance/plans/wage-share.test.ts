import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { monthlyRate, neededContribution, neededWageShare, type PaymentTiming } from '../../../src/finance/index.js';
import { decimal } from '../../../src/kernel/decimal.js';

const plan = fc.record({
  target: fc.integer({ min: 10_000, max: 5_000_000 }),
  months: fc.integer({ min: 1, max: 480 }),
  basisPoints: fc.integer({ min: -300, max: 1200 }),
  growth: fc.integer({ min: -500, max: 1000 }),
  wage: fc.integer({ min: 1000, max: 100_000 }),
  timing: fc.constantFrom<PaymentTiming>('END', 'BEGINNING'),
});

test('payments of the share, month by month, reach the target, and 0.01 % less would not', () => {
  fc.assert(
    fc.property(plan, ({ target, months, basisPoints, growth, wage, timing }) => {
      const rate = monthlyRate(decimal(basisPoints).div(10_000));
      const share = neededWageShare(
        decimal(target),
        decimal(0),
        { rate, months, timing },
        {
          monthly: decimal(wage),
          annualGrowth: decimal(growth).div(10_000),
        },
      ).toNumber();
      // The second method: one month after the other, in float64.
      const reached = (part: number) => {
        const i = rate.toNumber();
        let value = 0;
        for (let month = 0; month < months; month += 1) {
          const payment = part * wage * (1 + growth / 10_000) ** Math.floor(month / 12);
          value = timing === 'END' ? value * (1 + i) + payment : (value + payment) * (1 + i);
        }
        return value;
      };
      expect(reached(share)).toBeGreaterThan(target * (1 - 1e-9));
      expect(reached(share - 0.0001)).toBeLessThan(target * (1 + 1e-9));
    }),
    { numRuns: 150 },
  );
});

test('a wage that does not rise: the share is the needed contribution ÷ wage', () => {
  const terms = { rate: monthlyRate(decimal('0.05')), months: 240 };
  const needed = neededContribution(decimal(500_000), decimal(20_000), terms, 2).toNumber();
  const wage = { monthly: decimal(10_000), annualGrowth: decimal(0) };
  const share = neededWageShare(decimal(500_000), decimal(20_000), terms, wage).toNumber();
  expect(share - needed / 10_000).toBeGreaterThanOrEqual(-1e-6);
  expect(share - needed / 10_000).toBeLessThan(0.0001);
});

test('what is saved already may be enough; a wage of nothing is no wage', () => {
  const terms = { rate: decimal(0), months: 12 };
  const wage = { monthly: decimal(1000), annualGrowth: decimal(0) };
  expect(neededWageShare(decimal(100), decimal(100), terms, wage).isZero()).toBe(true);
  expect(() => neededWageShare(decimal(100), decimal(0), terms, { ...wage, monthly: decimal(0) })).toThrow(RangeError);
});
