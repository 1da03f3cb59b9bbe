import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { concentration, weights } from '../../src/finance/index.js';
import { decimal, sum } from '../../src/kernel/decimal.js';

test('three holdings of 50, 30 and 20: HHI 0.25 + 0.09 + 0.04', () => {
  const found = concentration(['50', '30', '20', '0'].map(decimal));
  expect(Object.values(found ?? {}).map(String)).toEqual(['0.38', '2.631578947', '0.5', '1']);
});

test('n equal holdings: HHI 1/n, effective number n; nothing invested: no figure', () => {
  const found = concentration(Array.from({ length: 8 }, () => decimal('12.5')));
  expect([String(found?.hhi), String(found?.effectiveNumber), String(found?.top5)]).toEqual(['0.125', '8', '0.625']);
  expect(concentration([decimal(0)])).toBeUndefined();
});

test('rounded shares add up to exactly 1 and each is within one last digit', () => {
  expect(weights(['1', '1', '1'].map(decimal))?.map(String)).toEqual(['0.333333', '0.333334', '0.333333']);
  expect(weights(['5', '-5'].map(decimal))).toBeUndefined();
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1_000_000_000 }), { minLength: 1, maxLength: 50 }), (cents) => {
      const values = cents.map((value) => decimal(value).div(100));
      const shares = weights(values) ?? [];
      expect(sum(shares).toString()).toBe('1');
      shares.forEach((share, index) => {
        const exact = (values[index] ?? decimal(0)).div(sum(values));
        expect(share.sub(exact).abs().lessThanOrEqualTo('0.000001')).toBe(true);
      });
    }),
    { numRuns: 200 },
  );
});
