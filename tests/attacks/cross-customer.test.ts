import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { type DocumentRequest, OPERATION_ERRORS, type Outcome } from '../../src/operation/index.js';
import { ALL_SCOPES, createOperationWorld, type OperationWorld } from '../operation/operation-world.js';

/** Every way to name a row by an id: `$id` takes the place of an id, an id in a filter or a cursor. */
const PATHS: Readonly<Record<string, string>> = {
  'account(id)':
    'query P($id: ID!) { account(id: $id) { id name balances { total } transactions(first: 3) { edges { node { id } } } } }',
  'account(id), id alone': 'query P($id: ID!) { account(id: $id) { id } }',
  'node(id)': 'query P($id: ID!) { node(id: $id) { id __typename } }',
  'node(id) as Account':
    'query P($id: ID!) { node(id: $id) { ... on Account { name positions(first: 3) { edges { node { id } } } } } }',
  'node(id) as Customer':
    'query P($id: ID!) { node(id: $id) { ... on Customer { tier accounts(first: 3) { edges { node { name } } } } } }',
  'node(id) as Transaction': 'query P($id: ID!) { node(id: $id) { ... on Transaction { note account { name } } } }',
  'node(id) as Position':
    'query P($id: ID!) { node(id: $id) { ... on Position { quantity lots(first: 3) { edges { node { quantity } } } } } }',
  'node(id) as Lot': 'query P($id: ID!) { node(id: $id) { ... on Lot { quantity } } }',
  'accounts(after)': 'query P($id: String!) { accounts(first: 3, after: $id) { edges { node { name } } } }',
  'accounts(before)': 'query P($id: String!) { accounts(last: 3, before: $id) { edges { node { name } } } }',
  'transactions(after)': 'query P($id: String!) { transactions(first: 3, after: $id) { edges { node { note } } } }',
  'transactions(before)': 'query P($id: String!) { transactions(last: 3, before: $id) { edges { node { note } } } }',
  'transactions(filter)':
    'query P($id: ID!) { transactions(first: 3, filter: { instrumentId: $id }) { edges { node { note } } } }',
  'Account.transactions(after)':
    'query P($id: String!) { accounts(first: 3) { edges { node { transactions(first: 3, after: $id) { edges { cursor } } } } } }',
  'Account.transactions(filter)':
    'query P($id: ID!) { accounts(first: 3) { edges { node { transactions(first: 3, filter: { instrumentId: $id }) { edges { cursor } } } } } }',
  'Account.positions(after)':
    'query P($id: String!) { accounts(first: 3) { edges { node { positions(first: 3, after: $id) { edges { cursor } } } } } }',
  'Position.lots(after)':
    'query P($id: String!) { accounts(first: 1) { edges { node { positions(first: 2) { edges { node { lots(first: 3, after: $id) { edges { cursor } } } } } } } } }',
  'viewer.accounts(after)': 'query P($id: String!) { viewer { accounts(first: 3, after: $id) { edges { cursor } } } }',
};

const TABLE_OF: Readonly<Record<string, string>> = {
  cus: 'customer',
  acc: 'account',
  txn: 'transaction',
  pos: 'position',
  lot: 'lot',
};
const SCOPE_SETS: readonly (readonly string[])[] = [
  ALL_SCOPES,
  [],
  ...ALL_SCOPES.map((scope) => [scope]),
  ...ALL_SCOPES.map((scope) => ALL_SCOPES.filter((other) => other !== scope)),
];

let world: OperationWorld;
let otherApp: string;
let grants: string[];
const foreign = new Map<string, string>();
let tried = 0;
let read = 0;

beforeAll(async () => {
  world = await createOperationWorld();
  otherApp = await world.newApp();
  grants = await Promise.all(SCOPE_SETS.map((scopes) => world.grant({ customer: world.anna, scopes })));
  for (const [prefix, table] of Object.entries(TABLE_OF)) {
    const column = table === 'customer' ? 'id' : 'customer_id';
    const { rows } = await world.database.ops.query<{ id: string }>(
      `SELECT id FROM "${table}" WHERE ${column} = $1 LIMIT 1`,
      [world.bert.id],
    );
    foreign.set(prefix, rows[0]?.id ?? '');
  }
});
afterAll(async () => {
  process.stdout.write(`cross-customer reads: ${read} of ${tried} attempts\n`);
  await world?.close();
});

/** One id in the spellings that an attacker can come by. */
function spellings(prefix: string, uuid: string): Readonly<Record<string, string>> {
  const { ids } = world.parts;
  const bytes = Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('base64url');
  return {
    "this app's own spelling": ids.encode(world.appId, prefix, uuid),
    "another app's spelling": ids.encode(otherApp, prefix, uuid),
    'the bare key in the form of an id': `${prefix}_${bytes}`,
    'a made-up id': `${prefix}_${randomBytes(16).toString('base64url')}`,
  };
}

describe.each(Object.entries(PATHS))('%s', (_path, source) => {
  test.each(Object.keys(TABLE_OF))(
    "another customer's %s answers what an id that does not exist answers: data, errors and cost",
    async (prefix) => {
      const uuid = foreign.get(prefix) ?? '';
      const missing = world.parts.ids.encode(world.appId, prefix, newId());
      const guesses = Object.entries(spellings(prefix, uuid));
      const ask = (grantId: string, id: string) =>
        told({ source, variables: { id }, grantId, cause: { kind: 'LIVE' } });
      await Promise.all(
        grants.map(async (grantId) => {
          const expected = await ask(grantId, missing);
          const answers = await Promise.all(guesses.map(([, id]) => ask(grantId, id)));
          tried += answers.length;
          read += answers.filter((answer) => answer !== expected).length;
          expect(answers).toEqual(answers.map(() => expected));
        }),
      );
      expect(world.unexpected.map(String)).toEqual([]);
    },
  );
});

test('malformed spellings are told apart from nothing that exists', async () => {
  const own = world.parts.ids.encode(world.appId, 'acc', world.anna.accounts[0]);
  const theirs = world.parts.ids.encode(world.appId, 'acc', world.bert.accounts[0]);
  const malformed = (id: string) => [
    id.slice(0, -1),
    `${id}A`,
    id.toUpperCase(),
    ` ${id}`,
    id.replace('acc_', 'txn-'),
    id.replace('acc_', 'cus_x'),
    Buffer.from(id).toString('base64'),
  ];
  const grantId = await world.grant({ customer: world.anna });
  for (const source of Object.values(PATHS)) {
    const answers = await Promise.all(
      [own, theirs].map((id) =>
        Promise.all(
          malformed(id).map((text) => told({ source, variables: { id: text }, grantId, cause: { kind: 'LIVE' } })),
        ),
      ),
    );
    expect(answers[1]).toEqual(answers[0]);
  }
});

test('the paths do find what is in reach, so that zero means something', async () => {
  const grantId = await world.grant({ customer: world.bert });
  const found = new Set<string>();
  for (const [path, source] of Object.entries(PATHS))
    for (const [prefix, uuid] of foreign) {
      const id = world.parts.ids.encode(world.appId, prefix, uuid);
      const missing = world.parts.ids.encode(world.appId, prefix, newId());
      const attempt = { source, grantId, cause: { kind: 'LIVE' } } as const;
      if ((await told({ ...attempt, variables: { id } })) !== (await told({ ...attempt, variables: { id: missing } })))
        found.add(path);
    }
  // A filter by instrument takes no id of a customer's row at all.
  expect(Object.keys(PATHS).filter((path) => !found.has(path))).toEqual([
    'transactions(filter)',
    'Account.transactions(filter)',
  ]);
});

async function told(request: DocumentRequest): Promise<string> {
  const { kind, cost, ...rest }: Outcome = await world.run(request);
  const points = `${cost.requested}/${cost.actual}`;
  if (kind === 'refused' && 'error' in rest) {
    expect(Object.keys(OPERATION_ERRORS)).toContain(rest.error.code);
    return `refused ${rest.error.code} ${rest.error.message} ${JSON.stringify(rest.error.extensions)} ${points}`;
  }
  return `${JSON.stringify(rest)} ${points}`;
}
