import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { ExchangeRates } from '../../sandbox/exchange-rates.js';
import { worldSources } from '../../sandbox/index.js';
import { INSTRUMENTS, instrumentOf } from '../../sandbox/instruments.js';
import { livedHistory } from '../../sandbox/personas.js';
import { PriceBook, WORLD_END } from '../../sandbox/price-book.js';
import { STORIES } from '../../sandbox/stories/index.js';
import { decimal, sum } from '../../src/kernel/decimal.js';

const SEED = 'openfolio';
const markets = { prices: new PriceBook(SEED), rates: new ExchangeRates(SEED) };

async function digest(customers: number): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const source of worldSources({ customers })) {
    const hash = createHash('sha256');
    for await (const chunk of source.open()) hash.update(chunk);
    digests[source.name] = hash.digest('hex').slice(0, 16);
  }
  return digests;
}

test('the same seed gives the same bytes, on every machine', async () => {
  expect(await digest(3)).toEqual({
    'accounts.csv': 'b1c869417f4f8eea',
    'customers.csv': 'd9a99197e35eaf3e',
    'fx.csv': '74e3193774c64247',
    'instruments.csv': '4c2d2b21f5ddf6bd',
    'prices.csv': 'f4df52b402f6fc81',
    'transactions.csv': '055e73bffd0e1128',
  });
});

test('another seed gives other prices', () => {
  expect(new PriceBook('other').lastClose('0700').toFixed()).toBe(markets.prices.lastClose('0700').toFixed()); // the walk is tied at its end
  expect(new PriceBook('other').close('0700', '2020-03-02').toFixed()).not.toBe(
    markets.prices.close('0700', '2020-03-02').toFixed(),
  );
});

test('at least 30 instruments stand on six venues, with funds, bond funds and indices', () => {
  expect(INSTRUMENTS.length).toBeGreaterThanOrEqual(30);
  expect(new Set(INSTRUMENTS.map((item) => item.mic))).toEqual(
    new Set(['XSHG', 'XSHE', 'XHKG', 'XNYS', 'XNAS', 'ARCX']),
  );
  expect(new Set(INSTRUMENTS.map((item) => item.type))).toEqual(new Set(['STOCK', 'ETF', 'FUND', 'OPTION', 'INDEX']));
  expect(new Set(INSTRUMENTS.map((item) => item.riskLevel))).toEqual(new Set(['R1', 'R2', 'R3', 'R4', 'R5']));
  expect(new Set(INSTRUMENTS.map((item) => `${item.mic} ${item.symbol}`)).size).toBe(INSTRUMENTS.length);
});

test('the S&P 500 is the real one to 2020-04-17 and says so; what follows is marked simulated', () => {
  const bars = markets.prices.bars('SPX');
  // Closing levels of the two crashes, as published: 676.53 on 2009-03-09 and 2237.40 on 2020-03-23.
  expect(bars.find((bar) => bar.date === '2009-03-09')).toMatchObject({
    close: '676.53',
    source: 'vega-datasets sp500-2000.csv',
  });
  expect(bars.find((bar) => bar.date === '2020-03-23')?.close).toBe('2237.40');
  expect(bars.at(-1)).toMatchObject({ date: WORLD_END, close: '6800.00', source: 'SIMULATED' });
});

test('a split lowers the price by its ratio and no more than a day moves', () => {
  const bars = markets.prices.bars('NVDA');
  const after = bars.findIndex((bar) => bar.date === '2024-06-10');
  const ratio = Number(bars[after - 1]?.close) / Number(bars[after]?.close);
  expect(ratio).toBeGreaterThan(8.5);
  expect(ratio).toBeLessThan(11.5);
});

test.each(STORIES)('$nameEn ($ref): no balance was ever negative, and the assets belong to the tier', (persona) => {
  const worth = persona.accounts.flatMap((account) => {
    const history = livedHistory(markets, account);
    history.rows(); // throws on a negative balance or holding
    const cash = [...history.balances].map(([currency, total]) => total.mul(markets.rates.lastRate(currency, 'CNY')));
    const held = [...history.holdings].map(([symbol, quantity]) =>
      quantity.mul(markets.prices.lastClose(symbol)).mul(markets.rates.lastRate(instrumentOf(symbol).currency, 'CNY')),
    );
    return [...cash, ...held];
  });
  const [from, to] = TIERS[persona.tier];
  expect(sum(worth).gte(from)).toBe(true);
  expect(sum(worth).lt(to)).toBe(true);
  const sinceLogin = (Date.parse(WORLD_END) - Date.parse(persona.lastLoginAt)) / 86_400_000;
  expect(sinceLogin > 183).toBe(persona.tier === 'DORMANT');
});

/** Assets in CNY; a dormant customer is one by the last sign-in. */
const TIERS = {
  HIGH_NET_WORTH: [decimal(10_000_000), decimal(1e12)],
  POTENTIAL: [decimal(500_000), decimal(10_000_000)],
  MASS: [decimal(10_000), decimal(500_000)],
  DORMANT: [decimal(0), decimal(500_000)],
} as const;

test('twelve personas cover every tier, every risk class and every kind of account', () => {
  expect(STORIES).toHaveLength(12);
  expect(new Set(STORIES.map((persona) => persona.tier))).toEqual(new Set(Object.keys(TIERS)));
  expect(new Set(STORIES.map((persona) => persona.riskLevel))).toEqual(
    new Set(['C1_LOWEST', 'C1', 'C2', 'C3', 'C4', 'C5']),
  );
  expect(new Set(STORIES.flatMap((persona) => persona.accounts.map((account) => account.type)))).toEqual(
    new Set(['CASH', 'FUND', 'OPTION', 'PENSION']),
  );
});

test('the stories hold dividends, withheld tax, splits, transfers, exchanges, fees and expiry', () => {
  const types = new Set(
    STORIES.flatMap((persona) =>
      persona.accounts.flatMap((account) =>
        livedHistory(markets, account)
          .rows()
          .map((row) => row.type),
      ),
    ),
  );
  for (const type of [
    'BUY',
    'SELL',
    'SUBSCRIBE',
    'REDEEM',
    'DIVIDEND',
    'DIVIDEND_TAX',
    'SPLIT',
    'TRANSFER_IN',
    'TRANSFER_OUT',
    'FX',
    'FEE',
    'INTEREST',
    'EXPIRE',
  ]) {
    expect(types).toContain(type);
  }
});
