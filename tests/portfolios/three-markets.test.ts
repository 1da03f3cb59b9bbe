import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fixedClock } from '../../src/kernel/clock.js';
import { sum } from '../../src/kernel/decimal.js';
import { moneyText } from '../../src/kernel/money.js';
import { ALLOCATION_DIMENSIONS, allocate, cashValue, totalValue } from '../../src/portfolios/figures/allocate.js';
import { measurePerformance, readHoldings, rebuildProjections } from '../../src/portfolios/index.js';
import { Database, inTransaction } from '../../src/storage/index.js';
import { createTestDatabase } from '../support/template-database.js';
import { threeMarkets } from './three-markets-world.js';

// The history stands in three-markets-world.ts. All numbers were worked out by hand from the rules in src/portfolios/README.md.
let database: Database;
let drop: () => Promise<void>;
let customer: string;
let shanghai: string;
let second: string;
let hongKong: string;
let newYork: string;
const clock = fixedClock('2024-12-31T08:00:00Z');

beforeAll(async () => {
  const fresh = await createTestDatabase();
  drop = fresh.drop;
  database = new Database({ url: fresh.url });
  ({ customer, shanghai, second, hongKong, newYork } = await threeMarkets(database.ops));
  await inTransaction(database.ops, (client) => rebuildProjections(client, 'all'));
});

afterAll(async () => {
  await database.close();
  await drop();
});

async function positionOf(account: string) {
  const { rows } = await database.ops.query(
    `SELECT quantity::float AS quantity, cost_basis::text, round(average_cost, 6)::text AS average_cost, realized_pnl::text,
       dividends_net::text, fees::text, opened_on::text,
       (SELECT json_agg(json_build_array(l.acquired_on, l.quantity::float, l.cost_basis::text) ORDER BY l.sequence) FROM lot l WHERE l.position_id = p.id) AS lots
     FROM position p WHERE account_id = $1`,
    [account],
  );
  return rows;
}

describe('stored rows', () => {
  test('Shanghai: bonus shares spread over the lots, FIFO with fees, tax at the sale lowers the dividends', async () => {
    // Bonus 750 on 1,500: lots 1,500 at 30,007.80 and 750 at 18,005.18; average 48,000 / 2,250 = 21.333333.
    // Sale of 1,800: 30,007.80 + 18,005.18 × 300/750 (= 7,202.07) = 37,209.87; 44,965.80 − 37,209.87 = 7,755.93.
    // Transfer of 200 of the 450 left, cost 10,803.11 × 200/450 = 4,801.38: 6,001.73 stays. Dividends 900 − 72.
    // Fees 7.80 + 5.18 + 34.20.
    expect(await positionOf(shanghai)).toEqual([
      {
        quantity: 250,
        cost_basis: '6001.73',
        average_cost: '21.333333',
        realized_pnl: '7755.93',
        dividends_net: '828',
        fees: '47.18',
        opened_on: '2024-01-03',
        lots: [['2024-03-01', 250, '6001.73']],
      },
    ]);
  });

  test('units that are transferred in keep their cost and acquisition day', async () => {
    expect(await positionOf(second)).toEqual([
      {
        quantity: 200,
        cost_basis: '4801.38',
        average_cost: '24.006900',
        realized_pnl: '0',
        dividends_net: '0',
        fees: '0',
        opened_on: '2024-08-01',
        lots: [['2024-03-01', 200, '4801.38']],
      },
    ]);
  });

  test('Hong Kong: a split keeps the total cost', async () => {
    // 400 × 5 = 2,000 units at 116,157.17, average 290 / 5 = 58. Sale of 700: cost 40,655.01 (116,157.17 × 0.35 = 40,655.0095),
    // realised 52,428.57 − 40,655.01 = 11,773.56; 75,502.16 stays. Fees 157.17 + 71.43.
    expect(await positionOf(hongKong)).toEqual([
      {
        quantity: 1300,
        cost_basis: '75502.16',
        average_cost: '58.000000',
        realized_pnl: '11773.56',
        dividends_net: '1360',
        fees: '228.6',
        opened_on: '2024-01-05',
        lots: [['2024-01-05', 1300, '75502.16']],
      },
    ]);
  });

  test('New York: closed without residue, and a reversed purchase left no trace', async () => {
    // 3,848.89 − 3,605.99 = 242.90; dividend 4.80 − 0.48; fees 0.99 + 1.11.
    expect(await positionOf(newYork)).toEqual([
      {
        quantity: 0,
        cost_basis: '0',
        average_cost: '0.000000',
        realized_pnl: '242.9',
        dividends_net: '4.32',
        fees: '2.1',
        opened_on: '2024-01-09',
        lots: null,
      },
    ]);
  });

  test('cash moves by net, in both currencies of an exchange', async () => {
    const { rows } = await database.ops.query(
      `SELECT a.external_ref, b.currency, b.total::text FROM balance b JOIN account a ON a.id = b.account_id ORDER BY 1, 2`,
    );
    expect(rows.map((row) => Object.values(row as object))).toEqual([
      ['HK-1', 'HKD', '117581.4'], // 200,000 − 116,157.17 + 1,360 + 52,428.57 − 20,000 − 50
      ['HK-1', 'USD', '2560'],
      ['SH-1', 'CNY', '97780.82'], // 100,000 − 30,007.80 − 18,005.18 + 900 + 44,965.80 − 72
      ['US-1', 'USD', '9247.22'], // 10,000 − 3,605.99 + 4.80 − 0.48 + 3,848.89 − 1,000
    ]);
  });
});

describe('figures of all accounts in CNY', () => {
  const context = () => ({ reach: database.reach.bind({ customerId: customer, accountIds: '*' }), clock });

  test('performance since the beginning, to the cent', async () => {
    const { figures, currency, period, warnings } = await measurePerformance(
      context(),
      { accountId: null },
      { preset: 'ALL' },
    );
    expect({ currency, period }).toEqual({ currency: 'CNY', period: { from: '2024-01-02', to: '2024-12-31' } });
    const cents = Object.fromEntries(
      Object.entries(figures).flatMap(([name, figure]) =>
        'amount' in figure ? [[name, moneyText(figure.amount, 'CNY')]] : [],
      ),
    );
    expect(cents).toEqual({
      startValue: '0.00',
      // 97,780.82 + 450 × 24 + (117,581.40 + 1,300 × 74) × 0.910256410256 + (2,560 + 9,247.22) × 7.10
      endValue: '387007.97',
      // 100,000 + 200,000 × 0.923076923077 + (10,000 − 1,000) × 7.20; the transfer between own accounts cancels out
      netFlows: '349415.38',
      profit: '37592.59',
      // 7,755.93 + 11,773.56 × 0.923076923077 + 242.90 × 7.20
      realizedPnl: '20372.71',
      // 10,800 − 10,803.11 + (96,200 − 75,502.16) × 0.910256410256
      unrealizedPnl: '18837.23',
      // 828 + 1,360 × 0.923076923077 + 4.32 × 7.20
      dividends: '2114.49',
      // 47.18 + 228.60 × 0.923076923077 + 50 × 0.910256410256 + 2.10 × 7.20
      fees: '318.83',
    });
    expect(warnings).toEqual([expect.objectContaining({ code: 'VALUED_AT_COST', mic: 'XHKG', symbol: '700' })]);
    for (const figure of Object.values(figures)) expect(figure.convention).not.toBe('');
  });

  test('what is held now adds up, and the weights of every dimension add up to exactly 1', async () => {
    const holdings = await readHoldings(context(), { accountId: null });
    expect(moneyText(totalValue(holdings), 'CNY')).toBe('387007.97');
    // 97,780.82 + 117,581.40 × 0.910256410256 + 11,807.22 × 7.10
    expect(moneyText(cashValue(holdings), 'CNY')).toBe('288641.31');
    for (const by of ALLOCATION_DIMENSIONS) {
      const { slices } = allocate(holdings, by);
      expect(sum(slices.map(({ weight }) => weight)).toString()).toBe('1');
      expect(moneyText(sum(slices.map(({ value }) => value)), 'CNY')).toBe('387007.97');
    }
    expect(allocate(holdings, 'INSTRUMENT').slices.map(({ key }) => key)).toEqual(['CASH', 'XHKG:700', 'XSHG:600000']);
  });

  test('one account reports in its own base currency', async () => {
    const { figures, currency } = await measurePerformance(context(), { accountId: newYork }, { preset: 'ALL' });
    expect([currency, moneyText(figures.endValue.amount, 'USD'), moneyText(figures.profit.amount, 'USD')]).toEqual([
      'USD',
      '9247.22',
      '247.22',
    ]);
  });
});

describe('reach', () => {
  test('an account that the grant does not cover answers like one that does not exist', async () => {
    const reach = database.reach.bind({ customerId: customer, accountIds: [shanghai] });
    for (const accountId of [newYork, '00000000-0000-7000-8000-000000000000']) {
      await expect(measurePerformance({ reach, clock }, { accountId }, {})).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      await expect(readHoldings({ reach, clock }, { accountId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  test('all accounts means those that the grant covers', async () => {
    const reach = database.reach.bind({ customerId: customer, accountIds: [shanghai] });
    const { figures } = await measurePerformance({ reach, clock }, { accountId: null }, { preset: 'ALL' });
    expect(moneyText(figures.endValue.amount, 'CNY')).toBe('103780.82'); // 97,780.82 + 250 × 24
  });

  test('without a customer there is no portfolio', async () => {
    const reach = database.reach.bind({ customerId: null, accountIds: [] });
    await expect(measurePerformance({ reach, clock }, { accountId: null }, {})).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
