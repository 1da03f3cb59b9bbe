import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  exchangeDealing,
  fundDealing,
  rollingSums,
  SMART_AVERAGE_DAYS,
  smartMultiplier,
} from '../../../src/finance/index.js';
import { multiplierAt } from '../../../src/finance/plans/smart-multiplier.js';
import { Decimal, decimal, roundHalfUp, sum } from '../../../src/kernel/decimal.js';
import { fixed, monthly, plan } from './plan-of-months.js';

const market = (lotSize = '100') =>
  ({ mic: 'XSHG', instrumentType: 'STOCK', lotSize: decimal(lotSize), commissionRate: decimal('0.00025') }) as const;
const on = '2024-03-04';
const cents = (min: number, max: number) => fc.integer({ min, max }).map((value) => decimal(value).div(100));

test('10,000 buy 900 shares at 11.05 with 5.00 commission and 0.10 transfer fee', () => {
  // 900 × 11.05 = 9,945.00; 0.025 % are 2.49, at least 5.00; 0.001 % are 0.10.
  const { paid, fee, units } = exchangeDealing(market(), 'CNY').buy(decimal('10000'), { on, price: decimal('11.05') });
  expect([units, fee, paid].map(String)).toEqual(['900', '5.1', '9950.1']);
});

test('for any budget and price: whole lots, never more than the budget, and one lot more would be', () => {
  const dealing = exchangeDealing(market(), 'CNY');
  fc.assert(
    fc.property(cents(1, 100_000_000), cents(1, 100_000), (budget, price) => {
      const { paid, units } = dealing.buy(budget, { on, price });
      expect(units.mod(100).isZero() && paid.lessThanOrEqualTo(budget)).toBe(true);
      // Commission 0.025 %, at least 5.00; transfer fee 0.001 %; each to the cent.
      const gross = price.mul(units.add(100));
      const commission = Decimal.max(roundHalfUp(gross.mul('0.00025'), 2), 5);
      const cost = gross.add(commission).add(roundHalfUp(gross.mul('0.00001'), 2));
      expect(cost.greaterThan(budget)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('a fund takes the whole amount, and what is bought and sold again loses the two fees alone', () => {
  const rates = { subscriptionRate: decimal('0.01'), redemptionRate: decimal('0.005'), currency: 'CNY' };
  const dealing = fundDealing(rates);
  fc.assert(
    fc.property(cents(10_000, 100_000_000), cents(50, 500), (budget, price) => {
      const { paid, units, fee } = dealing.buy(budget, { on, price });
      const { net, fee: fee2 } = dealing.sell(units, { on, price });
      expect(paid.equals(budget)).toBe(true);
      const lost = budget.sub(net).sub(fee).sub(fee2).abs();
      expect(lost.lessThanOrEqualTo(price.mul('0.005').add('0.01'))).toBe(true); // units to 0.01, money to the cent
    }),
  );
});

test('what does not reach for a lot waits, and every cent is either paid or carried', () => {
  fc.assert(
    fc.property(
      fc.array(cents(500, 3000), { minLength: 2, maxLength: 24 }),
      cents(10_000, 300_000),
      (prices, amount) => {
        const result = plan(monthly(...prices.map(String)), fixed(amount.toFixed()), { market: market() });
        const ordered = amount.mul(prices.length);
        expect(result.invested.add(result.carried).equals(ordered)).toBe(true);
        expect(result.units.equals(sum(result.schedule.map(({ units }) => units)))).toBe(true);
      },
    ),
    { numRuns: 100 },
  );
});

test('the rolling average and the one summed anew agree: two ways, one multiplier', () => {
  const bands = ['-0.2', '-0.1', '0', '0.1'].map((from, index) => ({
    from: decimal(from),
    multiplier: decimal(2 - index / 2),
  }));
  fc.assert(
    fc.property(fc.array(cents(100, 10_000), { minLength: 260, maxLength: 320 }), (closes) => {
      const sums = rollingSums(closes, SMART_AVERAGE_DAYS);
      for (let last = 240; last < closes.length; last += 7) {
        const direct = smartMultiplier(closes.slice(0, last + 1), bands);
        const rolled = multiplierAt(closes[last], sums[last], bands);
        expect(shown(rolled)).toEqual(shown(direct));
      }
    }),
    { numRuns: 20 },
  );
});

function shown({ multiplier, deviation }: { multiplier: Decimal; deviation: Decimal | undefined }) {
  return [multiplier.toString(), deviation?.toString()];
}
