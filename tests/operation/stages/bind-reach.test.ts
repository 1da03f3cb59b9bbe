import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createOperationWorld, type OperationWorld } from '../operation-world.js';
import { CAUSES, dataOf, runAs } from './as-cause.js';

const SOURCE =
  '{ viewer { tier } accounts(first: 9) { edges { node { name balances { total } } } } transactions(first: 50) { edges { node { account { name } } } } }';

interface Answer {
  viewer: { tier: string } | null;
  accounts: { edges: { node: { name: string; balances: unknown[] } }[] };
  transactions: { edges: { node: { account: { name: string } } }[] };
}

let world: OperationWorld;
beforeAll(async () => {
  world = await createOperationWorld();
});
afterAll(() => world?.close());

describe.each(CAUSES)('%s', (cause) => {
  const read = async (grantId: string) => dataOf(await runAs(world, cause, SOURCE, { grantId })) as unknown as Answer;

  test('a grant for one of two accounts sees that one alone, through every list', async () => {
    const [first] = world.anna.accounts;
    const { accounts, transactions } = await read(await world.grant({ customer: world.anna, accounts: [first] }));
    expect(accounts.edges.map(({ node }) => node.name)).toEqual(['Account 0']);
    expect(new Set(transactions.edges.map(({ node }) => node.account.name))).toEqual(new Set(['Account 0']));
    expect(transactions.edges).toHaveLength(7);
  });

  test("naming another customer's account in a consent opens nothing", async () => {
    const { viewer, accounts, transactions } = await read(
      await world.grant({ customer: world.anna, accounts: world.bert.accounts }),
    );
    expect(viewer).toEqual({ tier: 'MASS' });
    expect([accounts.edges, transactions.edges]).toEqual([[], []]);
  });

  test('a grant without accounts sees the customer and no account', async () => {
    const { viewer, accounts } = await read(await world.grant({ customer: world.anna, accounts: [] }));
    expect([viewer, accounts.edges]).toEqual([{ tier: 'MASS' }, []]);
  });

  test('an app-level grant sees no customer at all, whatever scopes it holds', async () => {
    const { viewer, accounts, transactions } = await read(await world.grant({ customer: null }));
    expect([viewer, accounts.edges, transactions.edges]).toEqual([null, [], []]);
  });
});
