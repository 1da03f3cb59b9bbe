import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addLot,
  averageAfterPurchase,
  averageAfterScaling,
  type CostLot,
  scaleLots,
  takeLots,
} from '../../src/finance/index.js';
import { decimal, sum } from '../../src/kernel/decimal.js';
import { addDays } from '../../src/kernel/local-date.js';

const lotOf = (openedBy: string, acquiredOn: string, quantity: string, cost: string): CostLot => ({
  openedBy,
  acquiredOn,
  quantity: decimal(quantity),
  cost: decimal(cost),
});
const shown = (lots: readonly CostLot[]) =>
  lots.map(({ openedBy, quantity, cost }) => [openedBy, quantity, cost].join(' '));
const units = (lots: readonly CostLot[]) => sum(lots.map(({ quantity }) => quantity));
const cost = (lots: readonly CostLot[]) => sum(lots.map((lot) => lot.cost));

describe('taking out', () => {
  test('first in first out; a part keeps the rest of the cost, rounded half-up', () => {
    const taken = takeLots(
      [lotOf('a', '2024-01-02', '3', '10.00'), lotOf('b', '2024-01-03', '5', '20')],
      decimal(1),
      2,
    );
    expect([taken?.cost.toString(), shown(taken?.left ?? [])]).toEqual(['3.33', ['a 2 6.67', 'b 5 20']]);
    const whole = takeLots([lotOf('a', '2024-01-02', '3', '10.00')], decimal(3), 2);
    expect([whole?.cost.toString(), whole?.left]).toEqual(['10', []]);
  });

  test('more than is held is refused', () => {
    expect(takeLots([lotOf('a', '2024-01-02', '3', '10')], decimal('3.00000001'), 2)).toBeUndefined();
  });
});

test('units that are transferred in stand by their acquisition day, behind those of the same day', () => {
  const lots = [lotOf('a', '2024-01-02', '1', '1'), lotOf('b', '2024-03-01', '1', '1')];
  expect(addLot(lots, lotOf('c', '2024-01-02', '1', '1')).map(({ openedBy }) => openedBy)).toEqual(['a', 'c', 'b']);
});

describe('scaling', () => {
  test('seven units in three lots for ten: sums stay exact though 10/7 is endless', () => {
    const scaled = scaleLots(
      [lotOf('a', '2024-01-02', '3', '10'), lotOf('b', '2024-01-02', '3', '11'), lotOf('c', '2024-01-02', '1', '12')],
      decimal(10),
    );
    expect(shown(scaled)).toEqual(['a 4.28571429 10', 'b 4.28571428 11', 'c 1.42857143 12']);
  });

  test('a lot that would vanish gives its cost to its neighbour', () => {
    const scaled = scaleLots(
      [lotOf('a', '2024-01-02', '0.00000001', '5'), lotOf('b', '2024-01-03', '100', '7')],
      decimal('10'),
    );
    expect(shown(scaled)).toEqual(['b 10 12']);
  });
});

test('whatever is bought, sold and split, units and cost are conserved and a closed position leaves residue 0', () => {
  const step = fc.record({
    act: fc.constantFrom('buy', 'sell', 'scale'),
    units: fc.integer({ min: 1, max: 100_000 }),
    cents: fc.integer({ min: 0, max: 9_999_999 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let lots: readonly CostLot[] = [];
      let [held, paid] = [decimal(0), decimal(0)];
      steps.forEach(({ act, units: number, cents }, index) => {
        const quantity = decimal(number).div(100);
        if (act === 'buy') {
          lots = addLot(lots, {
            openedBy: `${index}`,
            acquiredOn: addDays('2024-01-01', cents % 50),
            quantity,
            cost: decimal(cents).div(100),
          });
          [held, paid] = [held.add(quantity), paid.add(decimal(cents).div(100))];
        } else if (act === 'scale' && !held.isZero()) {
          held = held.mul(quantity).toDecimalPlaces(8);
          lots = scaleLots(lots, held);
        } else {
          const taken = takeLots(lots, quantity, 2);
          expect(taken === undefined).toBe(quantity.greaterThan(held));
          if (taken) [lots, held, paid] = [taken.left, held.sub(quantity), paid.sub(taken.cost)];
        }
        expect([units(lots).toString(), cost(lots).toString()]).toEqual([held.toString(), paid.toString()]);
        expect(lots.every(({ quantity: left, cost: rest }) => left.greaterThan(0) && !rest.lessThan(0))).toBe(true);
      });
      expect(takeLots(lots, held, 2)).toEqual({ left: [], cost: expect.anything() });
      expect(takeLots(lots, held, 2)?.cost.toString()).toBe(paid.toString());
    }),
    { numRuns: 300 },
  );
});

test('moving average: (10 × 100 + 650) / 150 = 11; a split of three divides it', () => {
  expect(averageAfterPurchase({ held: decimal(100), average: decimal(10) }, decimal(50), decimal(650)).toString()).toBe(
    '11',
  );
  expect(averageAfterScaling(decimal(30), decimal(100), decimal(300)).toString()).toBe('10');
});
