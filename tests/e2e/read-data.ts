import type { GraphQLAnswer, GraphQLClient } from './graphql-client.js';
import { must, type Steps } from './steps.js';

const MONEY = 'value { amount currency } convention';

/** One document for a whole page of an app: who, which accounts, which cash. */
const OVERVIEW = `query Overview {
  viewer { id tier riskLevel baseCurrency customerSince }
  accounts(first: 10) { edges { node {
    id name maskedNumber type baseCurrency
    balances { currency total available withdrawable }
  } } }
}`;

const POSITIONS = `query Positions($id: ID!) {
  account(id: $id) { positions(first: 20, closed: false) { edges { node {
    id quantity averageCost { amount currency } costBasis { amount } marketValue { amount currency } unrealizedPnl { amount }
    instrument { mic symbol nameEn nameZh type currency }
    lots(first: 5) { edges { node { acquiredOn quantity unitCost { amount } costBasis { amount } } } }
  } } } }
}`;

const PORTFOLIO = `query Portfolio {
  portfolio {
    totalValue { ${MONEY} }
    performance(period: { preset: YEAR_1 }) {
      from to twr { value convention } xirr { value convention } maxDrawdown { value convention } profit { ${MONEY} }
    }
    allocation(by: ASSET_TYPE) { convention slices { key name weight value { amount } } }
    concentration { top1 { value convention } hhi { value convention } }
  }
}`;

const MARKET = `query Market($mic: String!, $symbol: String!) {
  quotes(instruments: [{ mic: $mic, symbol: $symbol }]) { last currency changeRate asOf delayed }
  instrument(mic: $mic, symbol: $symbol) {
    nameEn priceHistory(first: 5, from: "2026-10-01", to: "2026-10-31") { edges { node { date close } } }
  }
}`;

const TRANSACTIONS = `query Transactions {
  transactions(first: 5, filter: { types: [BUY, SELL] }) { edges { node {
    id type tradeDate settleDate quantity gross { amount currency } net { amount } charges { code amount { amount } rateValidFrom }
    instrument { symbol }
  } } }
}`;

type Amount = { amount: string; currency: string };
type Edges<T> = { edges: { node: T }[] };
type Figure = { value: Amount; convention: string };
type Rate = { value: string | null; convention: string };

export interface OverviewData {
  readonly viewer: { id: string; tier: string; baseCurrency: string };
  readonly accounts: Edges<{
    id: string;
    name: string;
    maskedNumber: string;
    balances: { currency: string; total: string; withdrawable: string }[];
  }>;
}

export async function readOverview(graphql: GraphQLClient, { say }: Teller): Promise<OverviewData> {
  const answer = await graphql.ask(OVERVIEW);
  must(answer.errors.length === 0, JSON.stringify(answer.errors));
  const data = answer.data as unknown as OverviewData;
  say(`viewer: tier ${data.viewer.tier}, base currency ${data.viewer.baseCurrency}`);
  for (const { node } of data.accounts.edges) {
    const cash = node.balances.map(({ currency, total }) => `${currency} ${total}`).join(', ');
    say(`account ${node.maskedNumber} ${node.name}: ${cash || 'no cash'}`);
  }
  sayCost(answer, say);
  return data;
}

export interface Held {
  readonly id: string;
  readonly mic: string;
  readonly symbol: string;
}

export async function readPositions(graphql: GraphQLClient, accountId: string, { say }: Teller): Promise<Held[]> {
  type Position = {
    id: string;
    quantity: string;
    averageCost: Amount;
    marketValue: Amount | null;
    instrument: { mic: string; symbol: string; nameEn: string };
    lots: Edges<{ acquiredOn: string; quantity: string; unitCost: Amount }>;
  };
  const data = await graphql.data<{ account: { positions: Edges<Position> } }>(POSITIONS, { id: accountId });
  const positions = data.account.positions.edges.map(({ node }) => node);
  must(positions.length > 0, 'the account holds something');
  for (const { quantity, averageCost, marketValue, instrument, lots } of positions) {
    const worth = marketValue ? `${marketValue.currency} ${marketValue.amount}` : 'no price';
    const since = lots.edges.map(({ node }) => `${node.quantity} of ${node.acquiredOn}`).join(', ');
    say(
      `${instrument.symbol} ${instrument.nameEn}: ${quantity} at ${averageCost.amount}, worth ${worth}; lots ${since}`,
    );
  }
  return positions.map(({ id, instrument: { mic, symbol } }) => ({ id, mic, symbol }));
}

export async function readPortfolio(graphql: GraphQLClient, { say }: Teller): Promise<void> {
  const { portfolio } = await graphql.data<{
    portfolio: {
      totalValue: Figure;
      performance: { from: string; to: string; twr: Rate; xirr: Rate; maxDrawdown: Rate; profit: Figure };
      allocation: { convention: string; slices: { key: string; weight: string }[] };
      concentration: { top1: Rate; hhi: Rate };
    };
  }>(PORTFOLIO);
  const { totalValue, performance, allocation, concentration } = portfolio;
  say(`total ${totalValue.value.currency} ${totalValue.value.amount} (${totalValue.convention})`);
  say(`from ${performance.from} to ${performance.to}:`);
  for (const name of ['twr', 'xirr', 'maxDrawdown'] as const)
    say(`  ${name} ${performance[name].value} (${performance[name].convention})`);
  say(`allocation: ${allocation.slices.map(({ key, weight }) => `${key} ${weight}`).join(', ')}`);
  say(`largest holding ${concentration.top1.value} (${concentration.top1.convention})`);
  const figures = [totalValue, performance.profit, performance.twr, performance.xirr, allocation, concentration.hhi];
  must(
    figures.every(({ convention }) => convention.length > 0),
    'each figure says by which convention it was computed',
  );
}

export async function readMarket(graphql: GraphQLClient, { mic, symbol }: Held, { say }: Teller): Promise<void> {
  const { quotes, instrument } = await graphql.data<{
    quotes: { last: string; currency: string; changeRate: string; asOf: string }[];
    instrument: { nameEn: string; priceHistory: Edges<{ date: string; close: string }> };
  }>(MARKET, { mic, symbol });
  const quote = quotes[0];
  must(quote, 'there is a quote');
  say(
    `${mic}:${symbol} ${instrument.nameEn}: ${quote.currency} ${quote.last}, ${quote.changeRate} on the day, as of ${quote.asOf}`,
  );
  const closes = instrument.priceHistory.edges.map(({ node }) => `${node.date} ${node.close}`);
  must(closes.length > 0, 'there is a price history');
  say(`closes: ${closes.join(', ')}`);
}

export async function readTransactions(graphql: GraphQLClient, { say }: Teller): Promise<void> {
  type Trade = {
    type: string;
    tradeDate: string;
    quantity: string;
    net: { amount: string };
    instrument: { symbol: string } | null;
    charges: { code: string; amount: { amount: string } }[];
  };
  const { transactions } = await graphql.data<{ transactions: Edges<Trade> }>(TRANSACTIONS);
  const trades = transactions.edges.map(({ node }) => node);
  must(
    trades.some(({ charges }) => charges.length > 0),
    'a trade shows its charges',
  );
  for (const { type, tradeDate, quantity, net, instrument, charges } of trades) {
    const shown = charges.map(({ code, amount }) => `${code} ${amount.amount}`).join(', ');
    say(`${tradeDate} ${type} ${quantity} ${instrument?.symbol ?? ''}: net ${net.amount}; charges ${shown || 'none'}`);
  }
}

function sayCost({ cost, headers }: GraphQLAnswer, say: Steps['say']): void {
  must(cost && cost.requested > 0, 'the answer tells its cost');
  must(headers.has('ratelimit') && headers.has('ratelimit-policy'), 'headers tell the budget');
  say(
    `cost: ${cost.requested} requested, ${cost.actual} actual, ${cost.throttle.available} of ${cost.throttle.maximum} left`,
  );
  say(`RateLimit-Policy: ${headers.get('ratelimit-policy')}; RateLimit: ${headers.get('ratelimit')}`);
}

export type Teller = { readonly say: Steps['say'] };
