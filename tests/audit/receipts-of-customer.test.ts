import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SealReceipts } from '../../src/audit/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { createOperationWorld, type OperationWorld, type SmallCustomer } from '../operation/operation-world.js';
import { SECRET } from './audit-world.js';

const RECEIPTS = `query Receipts($filter: ReceiptFilter) { receipts(first: 50, filter: $filter) { edges { node {
  id at appNameEn publisherName ownPages grantId consentedAt cause eventId operationName operationHash fields outcome cost checkpoint sealedAt
  rowCounts { type count } } } } }`;
const ACCOUNTS = 'query Mine { accounts(first: 5) { edges { node { name maskedNumber } } } }';

let world: OperationWorld;
beforeAll(async () => {
  world = await createOperationWorld();
});
afterAll(() => world?.close());

type Node = Record<string, unknown>;

async function receipts(customer: SmallCustomer, run = world.run, filter = {}): Promise<Node[]> {
  const grantId = await world.grant({ customer });
  const outcome = await run({ source: RECEIPTS, variables: { filter }, grantId, cause: { kind: 'LIVE' } });
  if (outcome.kind === 'refused') throw outcome.error;
  const { receipts: found } = JSON.parse(outcome.json ?? 'null') as { receipts: { edges: { node: Node }[] } };
  return found.edges.map(({ node }) => node);
}

describe('a customer', () => {
  test('sees who read what, when, why and under which consent; refusals too', async () => {
    const grantId = await world.grant({ customer: world.anna });
    const poor = await world.grant({ customer: world.anna, scopes: [] });
    await world.run({ source: ACCOUNTS, variables: {}, grantId, cause: { kind: 'LIVE' } });
    await world.run({ source: ACCOUNTS, variables: {}, grantId: poor, cause: { kind: 'LIVE' } });
    const mine = (await receipts(world.anna)).filter(({ operationName }) => operationName === 'Mine');
    expect(mine).toEqual([
      expect.objectContaining({ outcome: 'MISSING_SCOPE', rowCounts: [], cost: 0 }),
      expect.objectContaining({
        at: expect.stringMatching(/Z$/),
        appNameEn: 'App',
        publisherName: expect.stringMatching(/^p-/),
        ownPages: false,
        grantId: world.parts.ids.encode(world.appId, 'grt', grantId),
        consentedAt: expect.any(String),
        cause: 'LIVE',
        eventId: null,
        operationHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        fields: expect.arrayContaining(['Query.accounts', 'Account.name', 'Account.maskedNumber']),
        rowCounts: [{ type: 'Account', count: world.anna.accounts.length }],
        outcome: 'OK',
        checkpoint: null,
        sealedAt: null,
      }),
    ]);
  });

  test('sees by which checkpoint each is sealed, and the same by plan and by resolvers', async () => {
    await new SealReceipts({ pool: world.database.ops, clock: systemClock, secret: SECRET }).sealAll();
    const filter = { to: new Date().toISOString() };
    const planned = await receipts(world.anna, world.run, filter);
    expect(planned.every(({ checkpoint, sealedAt }) => checkpoint === 1 && sealedAt !== null)).toBe(true);
    expect(await receipts(world.anna, world.runByResolvers, filter)).toEqual(planned);
  });

  test('sees nobody else’s', async () => {
    const own = await receipts(world.anna);
    const [first] = own;
    const bert = await receipts(world.bert);
    expect(bert.filter(({ id }) => own.some((each) => each['id'] === id))).toEqual([]);
    const outcome = await world.run({
      source: 'query One($id: ID!) { receipt(id: $id) { at } node(id: $id) { id } }',
      variables: { id: first?.['id'] },
      grantId: await world.grant({ customer: world.bert }),
      cause: { kind: 'LIVE' },
    });
    expect(outcome).toMatchObject({ json: '{"receipt":null,"node":null}' });
  });

  test('filters by consent and by who read', async () => {
    const grantId = await world.grant({ customer: world.anna });
    await world.run({ source: ACCOUNTS, variables: {}, grantId, cause: { kind: 'LIVE' } });
    const id = world.parts.ids.encode(world.appId, 'grt', grantId);
    expect(await receipts(world.anna, world.run, { grantId: id })).toHaveLength(1);
    expect(await receipts(world.anna, world.run, { ownPages: true })).toEqual([]);
    expect((await receipts(world.anna, world.run, { ownPages: false })).length).toBeGreaterThan(2);
  });
});
