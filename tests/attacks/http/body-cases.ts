import { type Case, json, OK } from './case.js';

export const BODIES: readonly Case[] = [
  ['no body', (door) => door.signed(''), 400, 'MALFORMED_REQUEST'],
  ['half a JSON text', (door) => door.signed('{"query": "{ __type'), 400, 'MALFORMED_REQUEST'],
  ['bytes that are not UTF-8', (door) => door.signed('\u0000\u0001'), 400, 'MALFORMED_REQUEST'],
  ['JSON null', (door) => door.signed('null'), 400, 'BAD_REQUEST'],
  ['a JSON number', (door) => door.signed('42'), 400, 'BAD_REQUEST'],
  ['a JSON text', (door) => door.signed('"{ __typename }"'), 400, 'BAD_REQUEST'],
  ['an empty object', (door) => door.signed('{}'), 400, 'BAD_REQUEST'],
  ['a batch', (door) => door.signed(json([{ query: OK }, { query: OK }])), 400, 'BAD_REQUEST'],
  ['an empty batch', (door) => door.signed('[]'), 400, 'BAD_REQUEST'],
  ['query as a number', (door) => door.signed(json({ query: 1 })), 400, 'BAD_REQUEST'],
  ['query as a list', (door) => door.signed(json({ query: [OK] })), 400, 'BAD_REQUEST'],
  ['an empty query', (door) => door.signed(json({ query: '' })), 400, 'BAD_REQUEST'],
  ['variables as a text', (door) => door.signed(json({ query: OK, variables: 'x' })), 400, 'BAD_REQUEST'],
  ['variables as a list', (door) => door.signed(json({ query: OK, variables: [1] })), 400, 'BAD_REQUEST'],
  ['operationName as an object', (door) => door.signed(json({ query: OK, operationName: {} })), 400, 'BAD_REQUEST'],
  ['extensions as a list', (door) => door.signed(json({ query: OK, extensions: [] })), 400, 'BAD_REQUEST'],
  ['__proto__ as a key', (door) => door.signed('{"__proto__":{"query":"{ __typename }"}}'), 400, 'MALFORMED_REQUEST'],
  [
    'constructor.prototype',
    (door) => door.signed('{"query":"{ __typename }","constructor":{"prototype":{"x":1}}}'),
    400,
    'MALFORMED_REQUEST',
  ],
  [
    '10 000 nested lists',
    (door) => door.signed(`{"query":"{ __typename }","variables":{"x":${'['.repeat(10_000)}${']'.repeat(10_000)}}}`),
    200,
    '',
  ],
  [
    'a body over the limit',
    (door) => door.signed(json({ query: OK, x: 'x'.repeat(300_000) })),
    413,
    'PAYLOAD_TOO_LARGE',
  ],
  ['unknown top-level keys', (door) => door.signed(json({ query: OK, extra: { $where: '1' } })), 200, ''],
];

export const TYPES: readonly Case[] = [
  ...[
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'nonsense',
    'application/graphql',
  ].map(
    (type): Case => [
      `content type ${type}`,
      (door) => door.signed(json({ query: OK }), { 'content-type': type }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
  ),
  [
    'JSON in another charset',
    (door) => door.signed(json({ query: OK }), { 'content-type': 'application/json; charset=utf-16' }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  [
    'an Accept that nothing matches',
    (door) => door.signed(json({ query: OK }), { accept: 'text/csv' }),
    406,
    'BAD_REQUEST',
  ],
  [
    'a coded body',
    (door) => door.signed(json({ query: OK }), { 'content-encoding': 'gzip' }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  [
    'a mutation by GET',
    (door) => door.signed(undefined, {}, 'GET', `?query=${encodeURIComponent('mutation { __typename }')}`),
    405,
    'BAD_REQUEST',
  ],
  ['GET without a query', (door) => door.signed(undefined, {}, 'GET'), 400, 'BAD_REQUEST'],
  [
    'GET with variables that are no JSON',
    (door) => door.signed(undefined, {}, 'GET', `?query=${encodeURIComponent(OK)}&variables={`),
    400,
    'BAD_REQUEST',
  ],
  ['GET with two queries', (door) => door.signed(undefined, {}, 'GET', '?query=a&query=b'), 400, 'BAD_REQUEST'],
  ['PUT', (door) => door.signed(json({ query: OK }), {}, 'PUT'), 405, 'METHOD_NOT_ALLOWED'],
  ['DELETE', (door) => door.raw({ method: 'DELETE', path: '/graphql' }), 405, 'METHOD_NOT_ALLOWED'],
];
