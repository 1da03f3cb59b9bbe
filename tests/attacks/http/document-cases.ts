import { type Case, json, OK } from './case.js';

export const DOCUMENTS: readonly Case[] = [
  ['no GraphQL', (door) => door.query('SELECT * FROM account'), 400, 'GRAPHQL_PARSE_FAILED'],
  ['an unclosed brace', (door) => door.query('{ viewer { id }'), 400, 'GRAPHQL_PARSE_FAILED'],
  ['an unclosed string', (door) => door.query('{ account(id: "x) { id } }'), 400, 'GRAPHQL_PARSE_FAILED'],
  ['a lone surrogate', (door) => door.query('{ account(id: "\\uD800") { id } }'), 400, 'GRAPHQL_PARSE_FAILED'],
  ['only a fragment', (door) => door.query('fragment F on Query { __typename }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  ['only type definitions', (door) => door.query('type Query { x: Int }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  ['an unknown field', (door) => door.query('{ password }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  [
    'an unknown argument',
    (door) => door.query('{ account(id: "x", sudo: true) { id } }'),
    400,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['a fragment cycle', (door) => door.query('{ ...F } fragment F on Query { ...F }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  ['an unknown directive', (door) => door.query('{ __typename @export(as: "x") }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  ['a subscription that does not exist', (door) => door.query('subscription { x }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  ['a subscription', (door) => door.query('subscription { ticketUpdated { id } }'), 403, 'MISSING_SCOPE'],
  [
    'an operation name that is not there',
    (door) => door.signed(json({ query: 'query A { __typename }', operationName: 'B' })),
    400,
    'OPERATION_NOT_FOUND',
  ],
  [
    'two operations and no name',
    (door) => door.query('query A { __typename } query B { __typename }'),
    400,
    'OPERATION_NOT_FOUND',
  ],
  ['a document over the limit', (door) => door.query(`# ${'x'.repeat(40_000)}\n${OK}`), 400, 'DOCUMENT_TOO_LARGE'],
  ['too many tokens', (door) => door.query(`{ ${'__typename '.repeat(3000)} }`), 400, 'GRAPHQL_PARSE_FAILED'],
  [
    'too many aliases',
    (door) => door.query(`{ ${Array.from({ length: 31 }, (_, n) => `a${n}: __typename`).join(' ')} }`),
    400,
    'DOCUMENT_TOO_COMPLEX',
  ],
  [
    'a hash that nobody stored',
    (door) => door.signed(json({ extensions: { persistedQuery: { version: 1, sha256Hash: 'ab'.repeat(32) } } })),
    200,
    'PERSISTED_QUERY_NOT_FOUND',
  ],
  [
    'a hash of another text',
    (door) =>
      door.signed(json({ query: OK, extensions: { persistedQuery: { version: 1, sha256Hash: 'ab'.repeat(32) } } })),
    400,
    'BAD_REQUEST',
  ],
  [
    'introspection that nests lists',
    (door) =>
      door.query(
        '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }',
      ),
    400,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['more than was granted', (door) => door.query('{ connectedApps { grantId } }'), 403, 'MISSING_SCOPE'],
];
