/** One client of the load: a grant of one customer, and that customer's accounts. Public ids are those of the grant's app. */
export interface BenchClient {
  readonly grantId: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly account: string;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: string | null;
}

/** What is asked, in the words of both servers. Both must answer the same bytes for `data`. */
export interface Question {
  readonly name: string;
  readonly title: string;
  /** Which of the data set's customers ask it. */
  readonly asks: ClientGroup;
  readonly ofPlatform: (client: BenchClient) => HttpRequest;
  readonly ofRaw: (client: BenchClient) => HttpRequest;
}

export type ClientGroup = 'ordinary' | 'large' | 'largest';

const PORTFOLIO = `query Portfolio { accounts(first: 100) { edges { node { id name positions(first: 100) { edges { node {
  id quantity averageCost { amount } marketValue { amount currency } instrument { symbol nameEn } } } } } } } }`;

const HISTORY = `query History($account: ID!) { account(id: $account) { transactions(first: 50) { edges { node {
  id type tradeDate settleDate quantity price net { amount currency } instrument { symbol } } } pageInfo { hasNextPage endCursor } } } }`;

const NAME = 'query Name($account: ID!) { account(id: $account) { name } }';

export const QUESTIONS: readonly Question[] = [
  portfolio('q1', '2 accounts × 15 positions', 'ordinary'),
  {
    name: 'q2',
    title: '50 transactions of one account',
    asks: 'ordinary',
    ofPlatform: (client) => document(HISTORY, { account: client.account }),
    ofRaw: (client) => get(`/accounts/${client.account}/transactions`),
  },
  {
    name: 'q3',
    title: 'the name of one account',
    asks: 'ordinary',
    ofPlatform: (client) => document(NAME, { account: client.account }),
    ofRaw: (client) => get(`/accounts/${client.account}`),
  },
];

/** Q1 of customers who hold ten and a hundred times as much. A page holds 100 rows at most, so both lists grow. */
export const GROWTH: readonly Question[] = [
  portfolio('q1-30', '2 accounts × 15 positions', 'ordinary'),
  portfolio('q1-300', '10 accounts × 30 positions', 'large'),
  portfolio('q1-3000', '30 accounts × 100 positions', 'largest'),
];

function portfolio(name: string, title: string, asks: ClientGroup): Question {
  return { name, title, asks, ofPlatform: () => document(PORTFOLIO), ofRaw: () => get('/portfolio') };
}

function document(query: string, variables?: Readonly<Record<string, unknown>>): HttpRequest {
  return { method: 'POST', path: '/graphql', body: JSON.stringify({ query, variables }) };
}

function get(path: string): HttpRequest {
  return { method: 'GET', path, body: null };
}
