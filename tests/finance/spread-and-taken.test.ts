import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addLot, type CostLot, lotsTaken, spreadAmount, takeLots } from '../../src/finance/index.js';
import { type Decimal, decimal, sum, ZERO } from '../../src/kernel/decimal.js';

const cents = (min: number, max: number) => fc.integer({ min, max }).map((amount) => decimal(amount).div(100));

test('an amount that is divided adds up to itself, and each share lies within a cent of its exact part', () => {
  fc.assert(
    fc.property(
      cents(-1_000_000, 1_000_000),
      fc.array(fc.integer({ min: 0, max: 9999 }), { minLength: 1 }),
      (amount, sizes) => {
        fc.pre(sizes.some((size) => size > 0));
        const parts = sizes.map(decimal);
        const shares = spreadAmount(amount, parts, 2);
        expect(sum(shares).toFixed()).toBe(amount.toFixed());
        const whole = sum(parts);
        shares.forEach((share, index) => {
          const exact = amount.mul(parts[index] ?? ZERO).div(whole);
          expect(share.sub(exact).abs().lessThanOrEqualTo('0.01')).toBe(true);
        });
      },
    ),
  );
});

test('nothing to divide over is refused', () => {
  expect(() => spreadAmount(decimal('1'), [ZERO, ZERO], 2)).toThrow(RangeError);
  expect(() => spreadAmount(decimal('1'), [], 2)).toThrow(RangeError);
});

test('the lots that a sale took have together its units and its cost, earliest first', () => {
  const lot = fc.record({
    day: fc.integer({ min: 10, max: 28 }),
    quantity: fc.integer({ min: 1, max: 500 }),
    cost: cents(0, 500_000),
  });
  fc.assert(
    fc.property(fc.array(lot, { minLength: 1, maxLength: 8 }), fc.nat(), (bought, wanted) => {
      const lots = bought.reduce<readonly CostLot[]>(
        (held, { day, quantity, cost }, index) =>
          addLot(held, { openedBy: `${index}`, acquiredOn: `2024-01-${day}`, quantity: decimal(quantity), cost }),
        [],
      );
      const held: Decimal = sum(lots.map(({ quantity }) => quantity));
      const quantity = decimal(wanted).mod(held).add(1);
      const sale = takeLots(lots, quantity, 2);
      const taken = lotsTaken(lots, sale?.left ?? []);
      expect(sum(taken.map((part) => part.quantity)).toFixed()).toBe(quantity.toFixed());
      expect(sum(taken.map((part) => part.cost)).toFixed()).toBe(sale?.cost.toFixed());
      const days = taken.map(({ acquiredOn }) => acquiredOn);
      expect(days).toEqual([...days].sort());
    }),
  );
});
