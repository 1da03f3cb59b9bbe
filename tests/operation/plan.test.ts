import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { createOperationWorld, type OperationWorld } from './operation-world.js';

let world: OperationWorld;
let grantId: string;

beforeAll(async () => {
  world = await createOperationWorld();
  grantId = await world.grant({ customer: world.anna });
});
afterAll(() => world.close());

const DOCUMENTS: Record<string, string> = {
  'one scalar': '{ viewer { tier } }',
  'lists in lists':
    '{ accounts(first: 2) { edges { cursor node { id name balances { currency total withdrawable settling } } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }',
  'two lists of one parent':
    '{ accounts(first: 5) { edges { node { name balances { total } transactions(first: 3) { edges { cursor node { type net { amount currency } } } pageInfo { hasNextPage endCursor } } } } } }',
  'to-one rows, nulls and lists below them':
    '{ transactions(first: 9) { edges { node { id note counterAmount { amount currency } account { name balances { currency } } instrument { symbol sector quote { last asOf changeRate } priceHistory(from: "2026-10-02", to: "2026-10-05", first: 2) { edges { cursor node { date close } } pageInfo { hasNextPage } } } charges { code amount { amount currency } rateValidFrom } } } } }',
  'aliases, fragments, merging and __typename':
    'query Q { __typename a: viewer { ...F id __typename } viewer { ... on Customer { accounts(first: 1) { edges { node { id } } } } ...F } } fragment F on Customer { tier accounts(first: 1) { edges { node { name __typename } } } }',
  'the last ones':
    '{ transactions(last: 4) { edges { cursor node { tradeDate } } pageInfo { hasNextPage hasPreviousPage } } }',
  filters:
    '{ transactions(first: 50, filter: { types: [BUY], from: "2026-01-06" }) { edges { node { type tradeDate } } } }',
  'public data':
    '{ instruments(first: 3, filter: { mics: ["XSHG", "XHKG"], search: "s" }) { edges { node { mic symbol nameZh nameEn lotSize } } } }',
};

describe.each(Object.entries(DOCUMENTS))('%s', (_name, source) => {
  test('is compiled to a plan that answers what the resolvers answer, byte for byte', async () => {
    expect(world.compiler.compile(parse(source), undefined)?.plan).toBeDefined();
    const [planned, resolved] = await Promise.all([answer(world.run, source), answer(world.runByResolvers, source)]);
    expect(planned).toBe(resolved);
    expect(planned.length).toBeGreaterThan(20);
  });
});

test('pages follow each other without gap or overlap, forward and backward, by plan and by resolvers', async () => {
  const source =
    'query Page($first: Int, $after: String, $last: Int, $before: String) { transactions(first: $first, after: $after, last: $last, before: $before) { edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }';
  const all = JSON.parse(await answer(world.run, source, { first: 100 })).transactions.edges.map(
    (edge: { cursor: string }) => edge.cursor,
  );
  expect(all).toHaveLength(14);
  for (const run of [world.run, world.runByResolvers]) {
    const forward: string[] = [];
    for (let after: string | null = null, more = true, rounds = 0; more && rounds < 20; rounds += 1) {
      const { edges, pageInfo }: TransactionPage = JSON.parse(
        await answer(run, source, { first: 3, after }),
      ).transactions;
      forward.push(...edges.map((edge: { cursor: string }) => edge.cursor));
      ({ endCursor: after, hasNextPage: more } = pageInfo);
    }
    expect(forward).toEqual(all);
    const backward: string[] = [];
    for (let before: string | null = null, more = true, rounds = 0; more && rounds < 20; rounds += 1) {
      const { edges, pageInfo }: TransactionPage = JSON.parse(
        await answer(run, source, { last: 4, before }),
      ).transactions;
      backward.unshift(...edges.map((edge: { cursor: string }) => edge.cursor));
      ({ startCursor: before, hasPreviousPage: more } = pageInfo);
    }
    expect(backward).toEqual(all);
  }
});

test.each([
  ['a malformed cursor', { after: 'zzz' }, 'INVALID_CURSOR'],
  ['a cursor of a row that is not in reach', { after: 'FOREIGN' }, 'INVALID_CURSOR'],
])('%s is refused with a code and a path', async (_name, variables, code) => {
  const source = 'query Page($after: String) { transactions(first: 2, after: $after) { edges { node { id } } } }';
  const bert = await world.grant({ customer: world.bert });
  const foreign = JSON.parse(await answer(world.run, '{ transactions(first: 1) { edges { cursor } } }', {}, bert))
    .transactions.edges[0].cursor;
  const after = variables.after === 'FOREIGN' ? foreign : variables.after;
  const outcome = await world.run({ source, variables: { after }, grantId, cause: { kind: 'LIVE' } });
  expect(outcome).toMatchObject({ kind: 'answered', errors: [{ path: ['transactions'], extensions: { code } }] });
  expect(world.unexpected).toEqual([]);
});

async function answer(
  run: OperationWorld['run'],
  source: string,
  variables: Record<string, unknown> = {},
  grant = grantId,
): Promise<string> {
  const outcome = await run({ source, variables, grantId: grant, cause: { kind: 'LIVE' } });
  if (outcome.kind === 'refused') throw outcome.error;
  if (outcome.errors.length > 0 || world.unexpected.length > 0)
    throw new Error(JSON.stringify(outcome.errors), { cause: world.unexpected[0] });
  return outcome.json ?? 'null';
}

interface TransactionPage {
  edges: { cursor: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}
