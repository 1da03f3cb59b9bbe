import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/kernel/clock.js';
import { addDays } from '../../src/kernel/local-date.js';
import { businessDay, rebuildProjections } from '../../src/portfolios/index.js';
import { Database, inTransaction } from '../../src/storage/index.js';
import { createTestDatabase } from '../support/template-database.js';
import { listInstrument, onboardCustomer, openAccount, recordTransactions } from './ledger-fixture.js';
import { portfolioDoor } from './portfolio-door.js';

let database: Database;
let drop: () => Promise<void>;
let ask: Awaited<ReturnType<typeof portfolioDoor>>;
let strangersAsk: typeof ask;

beforeAll(async () => {
  const fresh = await createTestDatabase();
  drop = fresh.drop;
  database = new Database({ url: fresh.url });
  const pool = database.ops;
  const today = businessDay(systemClock); // T+1 is a matter of today
  const customer = await onboardCustomer(pool, 'door');
  const [shanghai, hongKong] = [
    await openAccount(pool, customer, 'CNY', 'SH'),
    await openAccount(pool, customer, 'HKD', 'HK'),
  ];
  const bank = await listInstrument(pool, 'XSHG', '600000', 'CNY');
  const tencent = await listInstrument(pool, 'XHKG', '700', 'HKD');
  await pool.query(
    `INSERT INTO quote (instrument_id, last, prev_close, open, high, low, volume, as_of, delayed, currency)
     VALUES ($1, 11.005, 11, 11, 11, 11, 0, '2026-01-02T07:00:00Z', true, 'CNY'), ($2, 70, 70, 70, 70, 70, 0, '2026-01-02T08:00:00Z', true, 'HKD')`,
    [bank, tencent],
  );
  await pool.query(
    "INSERT INTO fx_rate (base_currency, quote_currency, date, rate, source) VALUES ('USD', 'CNY', '2020-01-01', 7.2, 'TEST'), ('USD', 'HKD', '2020-01-01', 8, 'TEST')",
  );
  const [cn, hk] = [
    { account: shanghai, currency: 'CNY', instrument: bank },
    { account: hongKong, currency: 'HKD', instrument: tencent },
  ];
  await recordTransactions(pool, customer, [
    { ...cn, instrument: undefined, ref: '1', type: 'DEPOSIT', on: addDays(today, -20), net: '5000' },
    { ...cn, ref: '2', type: 'BUY', on: addDays(today, -10), quantity: '101', gross: '-1010', net: '-1015' },
    { ...cn, ref: '3', type: 'BUY', on: today, quantity: '200', gross: '-2200', net: '-2205' },
    { ...hk, ref: '4', type: 'BUY', on: today, quantity: '10', gross: '-690', net: '-700' },
  ]);
  await inTransaction(pool, (client) => rebuildProjections(client, 'all'));
  ask = await portfolioDoor(database, customer, systemClock);
  strangersAsk = await portfolioDoor(database, await onboardCustomer(pool, 'stranger'), systemClock);
});

afterAll(async () => {
  await database.close();
  await drop();
});

const POSITIONS = `{ accounts(first: 5) { edges { node { positions(first: 5, closed: false) { edges { cursor node {
  id instrument { symbol } quantity availableQuantity averageCost { amount currency } costBasis { amount currency } price { amount currency } priceAsOf
  marketValue { amount currency } unrealizedPnl { amount } realizedPnl { amount } dividendsNet { amount } fees { amount } openedOn
  lots(first: 5) { edges { node { id acquiredOn quantity costBasis { amount } unitCost { amount } marketValue { amount } unrealizedPnl { amount } } } }
} } } } } } }`;

const FIGURE = '{ value { amount currency } convention }';
const RATE = '{ value convention }';
const PORTFOLIO = `{
  baseCurrency totalValue ${FIGURE} cash ${FIGURE}
  performance(period: { preset: ALL }) { currency from to startValue ${FIGURE} endValue ${FIGURE} netFlows ${FIGURE} twr ${RATE} xirr ${RATE} days { date value { amount } index } warnings { code symbol } }
  allocation(by: CURRENCY) { by convention slices { key name weight value { amount } } warnings { code } }
  concentration { hhi ${RATE} effectiveNumber ${RATE} top1 ${RATE} top5 ${RATE} }
}`;

describe('positions', () => {
  test('units bought today in Shanghai can not be sold yet, in Hong Kong they can', async () => {
    const { data, codes } = await ask(POSITIONS);
    expect(codes).toEqual([]);
    const nodes = positionsIn(data);
    expect(nodes.map(({ quantity, availableQuantity }) => [quantity, availableQuantity])).toEqual([
      ['301', '101'],
      ['10', '10'],
    ]);
    expect(nodes[0]).toMatchObject({
      instrument: { symbol: '600000' },
      costBasis: { amount: '3220.00', currency: 'CNY' },
      price: { amount: '11.005', currency: 'CNY' },
      marketValue: { amount: '3312.51', currency: 'CNY' }, // 301 × 11.005 = 3,312.505
      unrealizedPnl: { amount: '92.51' },
      fees: { amount: '10.00' },
      lots: {
        edges: [
          { node: { quantity: '101', costBasis: { amount: '1015.00' }, unitCost: { amount: '10.049504950495' } } },
          { node: { quantity: '200' } },
        ],
      },
    });
  });

  test('the plan and the resolvers answer the same bytes', async () => {
    const [planned, resolved] = [await ask(POSITIONS), await ask(POSITIONS, { byResolvers: true })];
    expect([planned.planned, resolved.planned]).toEqual([true, false]);
    expect(planned.json).toBe(resolved.json);
  });

  test('without positions:read they are refused', async () => {
    expect((await ask(POSITIONS, { scopes: ['accounts:read', 'market:read'] })).codes).toEqual(['MISSING_SCOPE']);
  });
});

describe('portfolio', () => {
  test('all accounts in the base currency of the customer', async () => {
    const { data, codes } = await ask(`{ portfolio ${PORTFOLIO} }`);
    expect(codes).toEqual([]);
    expect(data).toMatchObject({
      portfolio: {
        baseCurrency: 'CNY',
        totalValue: { value: { amount: '5092.51', currency: 'CNY' } }, // 1,780 + 3,312.505 + (−700 + 700) × 0.9
        cash: { value: { amount: '1150.00' } }, // 1,780 − 700 × 0.9
        performance: {
          currency: 'CNY',
          netFlows: { value: { amount: '5000.00' } },
          warnings: [{ code: 'VALUED_AT_COST' }, { code: 'VALUED_AT_COST' }],
        },
        allocation: {
          by: 'CURRENCY',
          slices: [
            { key: 'CNY', weight: '1', value: { amount: '5092.51' } },
            { key: 'HKD', weight: '0' },
          ],
        },
        concentration: { top1: { value: '0.84020312' }, top5: { value: '1' } }, // 3,312.505 / (3,312.505 + 630)
      },
    });
  });

  test('one account, and the customer, lead to the same figures', async () => {
    const { data, codes } = await ask(
      `{ viewer { portfolio { totalValue ${FIGURE} } } accounts(first: 5) { edges { node { portfolio { baseCurrency totalValue ${FIGURE} } } } } }`,
    );
    expect(codes).toEqual([]);
    expect(data).toMatchObject({
      viewer: { portfolio: { totalValue: { value: { amount: '5092.51' } } } },
      accounts: {
        edges: [
          { node: { portfolio: { baseCurrency: 'CNY', totalValue: { value: { amount: '5092.51' } } } } },
          { node: { portfolio: { baseCurrency: 'HKD', totalValue: { value: { amount: '0.00' } } } } },
        ],
      },
    });
  });

  test('without portfolio:read it is refused', async () => {
    expect((await ask(`{ portfolio ${PORTFOLIO} }`, { scopes: ['positions:read'] })).codes).toEqual(['MISSING_SCOPE']);
  });

  test('a bad period is refused by its code', async () => {
    const { codes } = await ask(
      '{ portfolio { performance(period: { from: "2024-02-01", to: "2024-01-01" }) { currency } } }',
    );
    expect(codes).toEqual(['PERFORMANCE_PERIOD_INVALID']);
  });

  test('another customer sees nothing of it', async () => {
    const { data, codes } = await strangersAsk(`{ portfolio ${PORTFOLIO} }`);
    expect(codes).toEqual([]);
    expect(data).toMatchObject({
      portfolio: {
        totalValue: { value: { amount: '0.00' } },
        allocation: { slices: [], warnings: [{ code: 'NOTHING_TO_SHARE' }] },
        concentration: { hhi: { value: null } },
      },
    });
  });
});

function positionsIn(data: unknown): Record<string, unknown>[] {
  const { accounts } = data as {
    accounts: { edges: { node: { positions: { edges: { node: Record<string, unknown> }[] } } }[] };
  };
  return accounts.edges.flatMap(({ node }) => node.positions.edges.map((edge) => edge.node));
}
