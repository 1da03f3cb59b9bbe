import { afterAll, beforeAll, expect, test } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { graphqlRoutes, graphqlServer, KnownAnswers, KnownDocuments } from '../../../src/gateway/index.js';
import { createLogger } from '../../../src/kernel/log.js';
import { rateLimitHeaders } from '../../../src/metering/index.js';
import { type CostReport, pipeline, toOperation } from '../../../src/operation/index.js';
import { createOperationWorld, type OperationWorld } from '../../operation/operation-world.js';

let world: OperationWorld;
let server: FastifyInstance;
let grantId: string;

/** The door with a verifier that lets everything through as one grant; everything behind it is real. */
beforeAll(async () => {
  world = await createOperationWorld();
  grantId = await world.grant({ customer: world.anna, scopes: ['accounts:read', 'transactions:read'] });
  const { schema } = world.parts;
  const parts = {
    compiler: world.compiler,
    toOperation: (request: Parameters<typeof toOperation>[1]) => toOperation(schema, request),
    pipeline: pipeline(world.parts),
    known: new KnownDocuments(),
    costHeaders: ({ throttle }: CostReport) => (throttle ? rateLimitHeaders(throttle) : {}),
  };
  const logger = createLogger({ level: 'silent' });
  const apollo = await graphqlServer({ ...parts, schema, logger, documentBytesMax: 20_000, tokensMax: 2000 });
  const verifier = { verify: async () => ({ ok: true, grantId }) as never, nonce: 'nonce' };
  server = Fastify();
  await server.register(graphqlRoutes({ apollo, known: new KnownAnswers(parts), verifier }));
});
afterAll(async () => {
  await server.close();
  await world.close();
});

const PAGE =
  'query Page($first: Int, $after: String) { transactions(first: $first, after: $after) { edges { node { id } } } }';
const CASES: readonly (readonly [string, Record<string, unknown>])[] = [
  ['an answer', { query: '{ accounts(first: 2) { edges { node { id name } } } }' }],
  ['an answer with variables', { query: PAGE, variables: { first: 2 } }],
  ['null variables', { query: '{ accounts(first: 1) { edges { node { name } } } }', variables: null }],
  ['an unknown top-level key', { query: '{ accounts(first: 1) { edges { cursor } } }', other: 1 }],
  ['a field error', { query: PAGE, variables: { first: 2, after: 'zzz' } }],
  ['variables that do not fit', { query: PAGE, variables: { first: 'two' } }],
  ['a page without a size', { query: PAGE, variables: {} }],
  ['a missing scope', { query: '{ viewer { tier } }' }],
  [
    'a missing thing',
    { query: 'query One($id: ID!) { account(id: $id) { name } }', variables: { id: 'acc_AAAAAAAAAAAAAAAAAAAAAA' } },
  ],
];
const ACCEPTS = [
  undefined,
  '*/*',
  'application/json',
  'application/graphql-response+json',
  'application/graphql-response+json, application/json;q=0.9',
];

test.each(CASES)('%s is the same, byte for byte, when its document comes again', async (_name, body) => {
  for (const accept of ACCEPTS) {
    const first = await ask(body, accept);
    const second = await ask(body, accept);
    const third = await ask(body, accept);
    expect(second).toEqual(first);
    expect(third).toEqual(first);
  }
});

test('whatever is unusual about a known document is answered by Apollo as before', async () => {
  const query = 'query A { accounts(first: 1) { edges { cursor } } }';
  await ask({ query }, 'application/json');
  expect(await ask({ query, operationName: 'B' }, 'application/json')).toMatchObject({
    body: expect.stringContaining('OPERATION_NOT_FOUND'),
  });
  expect(await ask({ query, variables: [] }, 'application/json')).toMatchObject({ status: 400 });
  expect(await ask([{ query }], 'application/json')).toMatchObject({ status: 400 });
  expect(await ask({ query }, 'text/html')).toMatchObject({ status: 406 });
});

async function ask(body: unknown, accept: string | undefined) {
  const headers = { 'content-type': 'application/json', ...(accept === undefined ? {} : { accept }) };
  const answer = await server.inject({ method: 'POST', url: '/graphql', headers, payload: JSON.stringify(body) });
  const { date: _date, ...told } = answer.headers;
  return {
    status: answer.statusCode,
    headers: steady(told),
    body: answer.body.replace(/"available":[\d.]+/, '"available":0'),
  };
}

/** What the budget holds differs from call to call. */
function steady(headers: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(x-)?ratelimit|content-length/.test(name)));
}
