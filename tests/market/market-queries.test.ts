import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { refreshQuotes } from '../../src/market/index.js';
import { type Ask, marketDoor } from './market-door.js';
import { type MarketWorld, marketWorld } from './market-world.js';

let world: MarketWorld;
let ask: Ask;

beforeAll(async () => {
  world = await marketWorld();
  await refreshQuotes(world.database.ops);
  ({ ask } = await marketDoor(world.database));
});

afterAll(() => world.close());

const ALL_FIELDS = `{
  instruments(first: 10) { edges { cursor node {
    id mic symbol isin nameZh nameEn type currency lotSize tickSize connectEligible dividendTaxClass riskLevel sector
    quote { last prevClose change changeRate open high low volume asOf delayed currency instrument { symbol } }
    priceHistory(from: "2026-11-19", to: "2026-11-20", first: 5) {
      edges { cursor node { date open high low close volume source } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  } } pageInfo { hasNextPage endCursor } }
}`;

test('every field comes out of the rows, by venue and symbol', async () => {
  const { data, codes, planned } = await ask(ALL_FIELDS);
  expect([codes, planned]).toEqual([[], true]);
  const { edges } = (data as { instruments: { edges: { node: Record<string, unknown> }[] } }).instruments;
  expect(edges.map(({ node }) => node['symbol'])).toEqual(['SPY', '00700', '000001', '600519']);
  expect(edges[3]?.node).toMatchObject({
    isin: 'CNE0000018R8',
    nameZh: '贵州茅台',
    type: 'STOCK',
    lotSize: '100',
    tickSize: '0.01',
    connectEligible: true,
    quote: {
      last: '1520.1',
      prevClose: '1515.5',
      change: '4.6',
      changeRate: '0.003035',
      volume: '3000',
      asOf: '2026-11-20T07:00:00Z',
      delayed: true,
      instrument: { symbol: '600519' },
    },
    priceHistory: {
      edges: [{ node: { date: '2026-11-19', close: '1515.5' } }, { node: { date: '2026-11-20', close: '1520.1' } }],
    },
  });
  expect(edges[2]?.node).toMatchObject({ quote: null, sector: null, priceHistory: { edges: [] } });
  expect(edges[0]?.node).toMatchObject({ nameEn: 'SPDR S&P 500 "ETF"', quote: null });
});

test('plan and resolvers answer the same bytes', async () => {
  const sources = [
    ALL_FIELDS,
    '{ instruments(first: 2, filter: { mics: ["XSHG", "XSHE"], types: [STOCK], riskLevels: [R3, R4], search: "TRADED" }) { edges { node { id nameEn } } } }',
    '{ instruments(last: 2, filter: { connectEligible: false }) { edges { node { symbol } } pageInfo { hasPreviousPage hasNextPage } } }',
    '{ instruments(first: 3, filter: { currencies: ["HKD"], sector: "Communication" }) { edges { node { symbol } } } }',
  ];
  for (const source of sources) {
    const [byPlan, byResolvers] = [await ask(source), await ask(source, { byResolvers: true })];
    expect([byPlan.planned, byResolvers.planned]).toEqual([true, false]);
    expect(byPlan.json).toBe(byResolvers.json);
    expect(byPlan.json).toContain('node');
  }
});

describe('instrument', () => {
  test('is the same by id and by venue and symbol', async () => {
    const { data } = await ask('{ instrument(mic: "XHKG", symbol: "00700") { id nameZh } }');
    const { instrument } = data as { instrument: { id: string; nameZh: string } };
    expect(instrument.nameZh).toBe('腾讯控股');
    const byId = await ask('query ($id: ID!) { instrument(id: $id) { id nameZh } }', {
      variables: { id: instrument.id },
    });
    expect(byId.data).toEqual({ instrument });
  });

  test('is null when there is none', async () => {
    expect((await ask('{ instrument(mic: "XSHG", symbol: "00700") { id } }')).data).toEqual({ instrument: null });
  });

  test.each(['mic: "XHKG"', 'id: "x", mic: "XHKG", symbol: "00700"', 'id: "x", symbol: "00700"', 'id: null'])(
    'named by %s is refused',
    async (args) => {
      expect((await ask(`{ instrument(${args}) { id } }`)).codes).toEqual(['INSTRUMENT_KEY_INVALID']);
    },
  );
});

test('a price history is paged by cursor in both directions, and a forged cursor is refused', async () => {
  const page = async (args: string) => {
    const { data, codes } = await ask(
      `{ instrument(mic: "XSHG", symbol: "600519") { priceHistory(from: "2026-01-01", to: "2026-12-31", ${args}) { edges { cursor node { date } } } } }`,
    );
    if (codes.length > 0) return codes;
    const { edges } = (
      data as { instrument: { priceHistory: { edges: { cursor: string; node: { date: string } }[] } } }
    ).instrument.priceHistory;
    return edges.map(({ cursor, node }) => `${node.date} ${cursor}`);
  };
  const [first = '', second = ''] = await page('first: 2');
  expect([first.slice(0, 10), second.slice(0, 10)]).toEqual(['2026-11-18', '2026-11-19']);
  expect(await page(`first: 2, after: "${second.slice(11)}"`)).toEqual([expect.stringMatching(/^2026-11-20/)]);
  expect(await page(`last: 1, before: "${second.slice(11)}"`)).toEqual([first]);
  expect(await page('first: 1, after: "MjAyNi0wMi0zMQ"')).toEqual(['INVALID_CURSOR']);
});

describe('quotes', () => {
  const KEYS =
    'query ($keys: [InstrumentKeyInput!]!) { quotes(instruments: $keys) { last instrument { mic symbol } } }';

  test('come in the order asked, without what has no price', async () => {
    const keys = ['XSHG/600519', 'XLON/NONE', 'XSHE/000001', 'XHKG/00700'].map((key) => {
      const [mic, symbol] = key.split('/');
      return { mic, symbol };
    });
    expect((await ask(KEYS, { variables: { keys } })).data).toEqual({
      quotes: [
        { last: '1520.1', instrument: { mic: 'XSHG', symbol: '600519' } },
        { last: '399', instrument: { mic: 'XHKG', symbol: '00700' } },
      ],
    });
  });

  test('of more than 100 instruments are refused', async () => {
    const keys = Array.from({ length: 101 }, (_, index) => ({ mic: 'XSHG', symbol: String(index) }));
    expect((await ask(KEYS, { variables: { keys } })).codes).toEqual(['TOO_MANY_INSTRUMENTS']);
  });
});

test('an exchange rate names its day and source; an unknown one is refused', async () => {
  const { data } = await ask(
    '{ fxRate(base: "HKD", quote: "CNY", date: "2026-11-22") { base quote rate date source } }',
  );
  expect(data).toEqual({
    fxRate: { base: 'HKD', quote: 'CNY', rate: '0.929032258065', date: '2026-11-20', source: 'SIMULATED / H10' },
  });
  expect((await ask('{ fxRate(base: "HKD", quote: "CNY", date: "2020-01-01") { rate } }')).codes).toEqual([
    'FX_RATE_UNAVAILABLE',
  ]);
});

describe('trading calendar', () => {
  test('lists trading days with session and settlement, and the venue with its hours', async () => {
    const { data } = await ask(`{ tradingCalendar(mic: "XHKG", from: "2026-12-24", to: "2026-12-31") {
      venue { mic currency timeZone earlyClose sessions { opens closes } } days { date session settleDate } } }`);
    expect(data).toEqual({
      tradingCalendar: {
        venue: {
          mic: 'XHKG',
          currency: 'HKD',
          timeZone: 'Asia/Hong_Kong',
          earlyClose: '12:00',
          sessions: [
            { opens: '09:30', closes: '12:00' },
            { opens: '13:00', closes: '16:00' },
          ],
        },
        days: [
          { date: '2026-12-24', session: 'EARLY_CLOSE', settleDate: '2026-12-29' },
          { date: '2026-12-28', session: 'FULL', settleDate: '2026-12-30' },
          { date: '2026-12-29', session: 'FULL', settleDate: '2026-12-31' },
          { date: '2026-12-30', session: 'FULL', settleDate: null },
          { date: '2026-12-31', session: 'EARLY_CLOSE', settleDate: null },
        ],
      },
    });
  });

  test.each([
    ['mic: "XHKG", from: "2026-12-02", to: "2026-12-01"', 'INVALID_PERIOD'],
    ['mic: "XHKG", from: "2010-01-01", to: "2026-12-01"', 'INVALID_PERIOD'],
    ['mic: "XHKG", from: "2026-12-02", to: "2027-01-01"', 'CALENDAR_OUT_OF_RANGE'],
    ['mic: "xhkg", from: "2026-12-02", to: "2026-12-03"', 'VENUE_UNKNOWN'],
  ])('%s is refused as %s', async (args, code) => {
    expect((await ask(`{ tradingCalendar(${args}) { days { date } } }`)).codes).toEqual([code]);
  });

  test('names every venue', async () => {
    const { data } = await ask('{ venues { mic nameEn nameZh } }');
    expect((data as { venues: object[] }).venues).toHaveLength(8);
  });
});

test('without market:read nothing is answered', async () => {
  for (const source of [
    ALL_FIELDS,
    '{ quotes(instruments: []) { last } }',
    '{ venues { mic } }',
    '{ fxRate(base: "USD", quote: "USD", date: "2026-11-22") { rate } }',
  ]) {
    expect(await ask(source, { scopes: [] })).toMatchObject({ data: null, codes: ['MISSING_SCOPE'] });
  }
});
