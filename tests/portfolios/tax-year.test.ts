import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fixedClock } from '../../src/kernel/clock.js';
import { rebuildProjections } from '../../src/portfolios/index.js';
import { Database, inTransaction } from '../../src/storage/index.js';
import { createTestDatabase } from '../support/template-database.js';
import { onboardCustomer } from './ledger-fixture.js';
import { portfolioDoor } from './portfolio-door.js';
import { threeMarkets } from './three-markets-world.js';

// The history stands in three-markets-world.ts. All numbers were worked out by hand from the rules in src/portfolios/README.md.
let database: Database;
let drop: () => Promise<void>;
let ask: Awaited<ReturnType<typeof portfolioDoor>>;
let strangersAsk: typeof ask;
const clock = fixedClock('2024-12-31T08:00:00Z');

beforeAll(async () => {
  const fresh = await createTestDatabase();
  drop = fresh.drop;
  database = new Database({ url: fresh.url });
  const { customer } = await threeMarkets(database.ops);
  await inTransaction(database.ops, (client) => rebuildProjections(client, 'all'));
  ask = await portfolioDoor(database, customer, clock);
  strangersAsk = await portfolioDoor(database, await onboardCustomer(database.ops, 'stranger'), clock);
});

afterAll(async () => {
  await database.close();
  await drop();
});

const query = (
  year: number,
) => `{ accounts(first: 5) { edges { node { name taxYear(year: ${year}) { year convention holdings {
  currency instrument { mic symbol }
  disposals { type acquiredOn disposedOn quantity cost { amount } proceeds { amount } dividends { recordedOn gross { amount } } }
  dividends { recordedOn gross { amount } withheld { amount } lots { acquiredOn quantity gross { amount } grossStillHeld { amount } } }
  taxes { type on amount { amount } } charges { type code amount { amount } rateValidFrom trades } } } } } } }`;

interface Years {
  accounts: { edges: { node: { name: string; taxYear: { holdings: Record<string, unknown>[] } } }[] };
}

async function holdingsOf(account: string, year: number) {
  const { data, codes } = await ask(query(year));
  expect(codes).toEqual([]);
  return (data as Years).accounts.edges.find(({ node }) => node.name === account)?.node.taxYear.holdings;
}

const money = (amount: string) => ({ amount });

test('a sale names the lots it took, first in first out, and the dividends that were paid on them', async () => {
  expect(await holdingsOf('SH-1', 2024)).toEqual([
    {
      currency: 'CNY',
      instrument: { mic: 'XSHG', symbol: '600000' },
      disposals: [
        {
          type: 'SELL',
          acquiredOn: '2024-01-03',
          disposedOn: '2024-07-01',
          quantity: '1500',
          cost: money('30007.80'),
          proceeds: money('37471.50'),
          dividends: [{ recordedOn: '2024-06-20', gross: money('600.00') }],
        },
        {
          type: 'SELL',
          acquiredOn: '2024-03-01',
          disposedOn: '2024-07-01',
          quantity: '300',
          cost: money('7202.07'),
          proceeds: money('7494.30'),
          dividends: [{ recordedOn: '2024-06-20', gross: money('120.00') }],
        },
        {
          type: 'TRANSFER_OUT',
          acquiredOn: '2024-03-01',
          disposedOn: '2024-08-01',
          quantity: '200',
          cost: money('4801.38'),
          proceeds: money('0.00'),
          dividends: [{ recordedOn: '2024-06-20', gross: money('80.00') }],
        },
      ],
      dividends: [
        {
          recordedOn: '2024-06-20',
          gross: money('900.00'),
          withheld: money('0.00'),
          lots: [
            { acquiredOn: '2024-01-03', quantity: '1500', gross: money('600.00'), grossStillHeld: money('0.00') },
            { acquiredOn: '2024-03-01', quantity: '750', gross: money('300.00'), grossStillHeld: money('100.00') },
          ],
        },
      ],
      taxes: [{ type: 'TAX_TOP_UP', on: '2024-07-01', amount: money('72.00') }],
      charges: [
        { type: 'SELL', code: 'COMMISSION', amount: money('11.25'), rateValidFrom: null, trades: 1 },
        { type: 'SELL', code: 'STAMP_DUTY', amount: money('22.50'), rateValidFrom: '2023-08-28', trades: 1 },
      ],
    },
  ]);
});

test('what was reversed never happened, and a dividend in foreign currency names its tax', async () => {
  expect(await holdingsOf('US-1', 2024)).toMatchObject([
    {
      currency: 'USD',
      instrument: { mic: 'XNAS', symbol: 'AAPL' },
      disposals: [{ acquiredOn: '2024-01-09', quantity: '20', dividends: [{ gross: money('4.80') }] }],
      taxes: [{ type: 'DIVIDEND_TAX', on: '2024-02-15', amount: money('0.48') }],
    },
  ]);
});

test('a year without sales, dividends and trades is empty, and so is another customer’s', async () => {
  expect(await holdingsOf('SH-1', 2023)).toEqual([]);
  expect((await strangersAsk(query(2024))).data).toEqual({ accounts: { edges: [] } });
});

test('it takes both the scope of positions and that of transactions', async () => {
  const scopes = ['accounts:read', 'market:read', 'positions:read'];
  expect((await ask(query(2024), { scopes })).codes).toEqual(['MISSING_SCOPE']);
  expect((await ask(query(2024), { scopes: [...scopes, 'transactions:read'] })).codes).toEqual([]);
});

test('a year of two digits is refused', async () => {
  expect((await ask(query(24))).codes).toContain('TAX_YEAR_INVALID');
});
