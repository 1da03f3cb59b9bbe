import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { annualise, dailyReturn, twr, type ValuedDay } from '../../src/finance/index.js';
import { decimal } from '../../src/kernel/decimal.js';

function day(begin: string, inflow: string, outflow: string, end: string): ValuedDay {
  return { begin: decimal(begin), inflow: decimal(inflow), outflow: decimal(outflow), end: decimal(end) };
}

test('inflows count from the start of their day, outflows to its end', () => {
  expect(dailyReturn(day('100', '100', '0', '210')).toString()).toBe('0.05');
  expect(dailyReturn(day('100', '0', '10', '95')).toString()).toBe('0.05');
  expect(dailyReturn(day('0', '0', '0', '0')).toString()).toBe('0');
});

test('chained: 1.1 × 1.05 − 1', () => {
  expect(twr([day('100', '0', '0', '110'), day('110', '90', '0', '210')]).toString()).toBe('0.155');
});

test('the size of flows never changes the return', () => {
  const move = fc.record({
    percent: fc.integer({ min: -50, max: 80 }),
    inflow: fc.integer({ min: 0, max: 1_000_000 }),
  });
  fc.assert(
    fc.property(fc.array(move, { minLength: 1, maxLength: 30 }), (moves) => {
      let value = decimal(1000);
      const days = moves.map(({ percent, inflow }) => {
        const begin = value;
        value = begin
          .add(inflow)
          .mul(decimal(100 + percent))
          .div(100);
        return { begin, inflow: decimal(inflow), outflow: decimal(0), end: value };
      });
      const expected = moves.reduce((factor, { percent }) => factor.mul(100 + percent).div(100), decimal(1)).sub(1);
      expect(twr(days).sub(expected).abs().lessThanOrEqualTo('0.000000000001')).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('21 % in two years is 10 % a year; a loss of everything stays −1', () => {
  expect(annualise(decimal('0.21'), 730).toString()).toBe('0.1');
  expect(annualise(decimal('-1'), 30).toString()).toBe('-1');
  expect(() => annualise(decimal('0.1'), 0)).toThrow(RangeError);
});
