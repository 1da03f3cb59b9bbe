import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  cumulativeNormal,
  employeeExercise,
  exerciseOrSell,
  type PositionLeg,
  payoffAtExpiry,
  payoffProfile,
  payoffSeries,
} from '../../../src/finance/index.js';
import { decimal } from '../../../src/kernel/decimal.js';

function leg(
  kind: PositionLeg['kind'],
  quantity: string,
  price: string,
  strike = '0',
  multiplier = '100',
): PositionLeg {
  const common = { quantity: decimal(quantity), price: decimal(price), multiplier: decimal(multiplier) };
  return kind === 'UNDERLYING' ? { kind, ...common } : { kind, strike: decimal(strike), ...common };
}

function profile(legs: PositionLeg[], fees = '0') {
  const { breakEvens, maxProfit, maxLoss } = payoffProfile(legs, decimal(fees));
  return [breakEvens.map(String), maxProfit?.toString(), maxLoss?.toString()];
}

describe('positions worked by hand (undefined is without limit)', () => {
  test.each<[string, PositionLeg[], string[], string | undefined, string | undefined]>([
    ['call held', [leg('CALL', '1', '5', '100')], ['105'], undefined, '-500'],
    ['call written', [leg('CALL', '-1', '5', '100')], ['105'], '500', undefined],
    ['put written', [leg('PUT', '-2', '3', '50')], ['47'], '600', '-9400'],
    ['straddle', [leg('CALL', '1', '5', '100'), leg('PUT', '1', '4', '100')], ['91', '109'], undefined, '-900'],
    ['bull spread', [leg('CALL', '1', '6', '100'), leg('CALL', '-1', '2', '110')], ['104'], '600', '-400'],
    ['covered call', [leg('UNDERLYING', '100', '98', '', '1'), leg('CALL', '-1', '3', '105')], ['95'], '1000', '-9500'],
    [
      'iron condor',
      [
        leg('PUT', '1', '1', '90'),
        leg('PUT', '-1', '2', '95'),
        leg('CALL', '-1', '2', '105'),
        leg('CALL', '1', '1', '110'),
      ],
      ['93', '107'],
      '200',
      '-300',
    ],
    ['short underlying', [leg('UNDERLYING', '-10', '20', '', '1')], ['20'], '200', undefined],
  ])('%s', (_, legs, breakEvens, maxProfit, maxLoss) => {
    expect(profile(legs)).toEqual([breakEvens, maxProfit, maxLoss]);
  });

  test('fees move the break-even of a call up and of a put down', () => {
    expect(profile([leg('CALL', '1', '5', '100')], '10')[0]).toEqual(['105.1']);
    expect(profile([leg('PUT', '1', '4', '50')], '10')[0]).toEqual(['45.9']);
  });

  test('of a stretch at exactly zero both ends are told; nothing held has no profile', () => {
    expect(profile([leg('CALL', '1', '0', '100'), leg('CALL', '-1', '0', '110')])).toEqual([['0', '100'], '1000', '0']);
    expect(profile([])).toEqual([['0'], '0', '0']);
  });
});

test('between and beyond any strikes the payoff stays within its profile and is zero at break-evens', () => {
  const anyLeg = fc.record({
    kind: fc.constantFrom<PositionLeg['kind']>('CALL', 'PUT', 'UNDERLYING'),
    quantity: fc.integer({ min: -5, max: 5 }),
    price: fc.integer({ min: 0, max: 40 }),
    strike: fc.integer({ min: 50, max: 150 }),
  });
  fc.assert(
    fc.property(fc.array(anyLeg, { minLength: 1, maxLength: 5 }), fc.integer({ min: 0, max: 400 }), (parts, spot) => {
      const legs = parts.map(({ kind, quantity, price, strike }) =>
        leg(kind, `${quantity}`, `${price}`, `${strike}`, '1'),
      );
      const { breakEvens, maxProfit, maxLoss } = payoffProfile(legs);
      const payoff = payoffAtExpiry(legs, decimal(spot));
      expect(maxProfit === undefined || payoff.lte(maxProfit)).toBe(true);
      expect(maxLoss === undefined || payoff.gte(maxLoss)).toBe(true);
      for (const zero of breakEvens) expect(payoffAtExpiry(legs, zero).abs().lt('0.000001')).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('a chart, stretch by stretch, gives at every price what the legs give one by one', () => {
  const anyLeg = fc.record({
    kind: fc.constantFrom<PositionLeg['kind']>('CALL', 'PUT', 'UNDERLYING'),
    quantity: fc.integer({ min: -5, max: 5 }),
    price: fc.integer({ min: 0, max: 40 }),
    strike: fc.integer({ min: 0, max: 150 }),
  });
  fc.assert(
    fc.property(fc.array(anyLeg, { maxLength: 6 }), fc.array(fc.integer({ min: 0, max: 2000 })), (parts, tenths) => {
      const legs = parts.map(({ kind, quantity, price, strike }) => leg(kind, `${quantity}`, `${price}`, `${strike}`));
      const prices = tenths.sort((a, b) => a - b).map((tenth) => decimal(tenth).div(10));
      const oneByOne = prices.map((price) => payoffAtExpiry(legs, price, decimal('7')).toFixed());
      expect(payoffSeries(legs, prices, decimal('7')).map((payoff) => payoff.toFixed())).toEqual(oneByOne);
    }),
    { numRuns: 200 },
  );
});

test('the normal distribution to ten decimals, also in the tails', () => {
  // Source: M. Abramowitz, I. Stegun, "Handbook of Mathematical Functions", table 26.1.
  expect(cumulativeNormal(0)).toBeCloseTo(0.5, 14);
  expect(cumulativeNormal(1)).toBeCloseTo(0.841344746068543, 14);
  expect(cumulativeNormal(-2)).toBeCloseTo(0.02275013194817921, 14);
  expect(cumulativeNormal(-8) / 6.220960574271785e-16).toBeCloseTo(1, 6);
  expect(cumulativeNormal(40) + cumulativeNormal(-40)).toBe(1);
});

describe('exercising early against selling', () => {
  const offer = (bid: string, exerciseFees = '0', saleFees = '0', spot = '112') =>
    exerciseOrSell({
      kind: 'CALL',
      strike: decimal('100'),
      spot: decimal(spot),
      bid: decimal(bid),
      contracts: decimal('1'),
      multiplier: decimal('100'),
      exerciseFees: decimal(exerciseFees),
      saleFees: decimal(saleFees),
      decimals: 2,
    });

  test('selling wins while the bid carries time value, exercising when the bid lies below the intrinsic value', () => {
    expect(offer('12.01').better).toBe('SELL');
    expect(offer('11.90').better).toBe('EXERCISE');
    expect(offer('11.90').timeValue.toString()).toBe('-10');
    expect(offer('12').better).toBe('EQUAL');
  });

  test('fees decide a close call, and an option out of the money with a bid of 0 is left alone', () => {
    expect(offer('12.05', '0', '6').better).toBe('EXERCISE');
    expect(offer('0', '10', '1', '90').better).toBe('NEITHER');
  });
});

describe('employee options', () => {
  const exercise = (earlierIncome: string, exercisedOn = '2025-05-06') =>
    employeeExercise({
      shares: decimal('10000'),
      strike: decimal('10'),
      marketPrice: decimal('20'),
      earlierIncome: decimal(earlierIncome),
      exercisedOn,
    });

  test('the second exercise of a year pays the difference of the year’s tax', () => {
    // 200,000: 20 % − 16,920 = 23,080; the first 100,000: 10 % − 2,520 = 7,480.
    const second = exercise('100000');
    expect(second.kind === 'EXERCISE' && second.taxDue.toString()).toBe('15600');
    expect(second.kind === 'EXERCISE' && second.netIfSold.toString()).toBe('84400');
  });

  test('after the rule has expired there is no figure', () => {
    expect(exercise('0', '2028-01-03')).toEqual({ kind: 'EXPIRED', expiredOn: '2027-12-31' });
  });

  test('options under water are not exercised', () => {
    const sunk = {
      shares: decimal('1'),
      strike: decimal('20'),
      marketPrice: decimal('20'),
      earlierIncome: decimal('0'),
    };
    expect(() => employeeExercise({ ...sunk, exercisedOn: '2025-05-06' })).toThrow(RangeError);
  });
});
