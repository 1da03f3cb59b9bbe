/** What a client sends, and how it ends: the codes of which one must come, or none where it is answered. */
export type OperationCase = readonly [name: string, body: Record<string, unknown>, ...codes: string[]];

const VIEWER = '{ viewer { tier } }';
const repeat = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n)).join(' ');
const named = (name: string) => ({ query: `query ${name} ${VIEWER}` });

const NAMES = [
  'x',
  '_',
  '__',
  '___',
  '__typename',
  '__proto__',
  'constructor',
  'toString',
  'query',
  'mutation',
  'subscription',
  'fragment',
  'on',
  'null',
  'true',
  'NULL',
  'undefined',
  'NaN',
  'OK',
  'A0_',
  'a'.repeat(64),
  'N'.repeat(1000),
  'M'.repeat(31_000),
];

/** Texts that stand in a document beside its name: the digest covers them, and nothing of them is recorded as text. */
const TEXTS = {
  'a byte order mark': '\uFEFF',
  'line and paragraph separators': '\u2028\u2029',
  'marks that turn the direction': '\u202E\u2066\u200F',
  'an emoji': '👨‍👩‍👧‍👦',
  'a private character': '\u{10FFFD}',
  'quotes and backslashes': `"'\\\\"{}`,
  'a tabulator': '\t',
};

export const ANSWERED: readonly OperationCase[] = [
  ...NAMES.map((name): OperationCase => [`an operation called ${name.slice(0, 20)} (${name.length})`, named(name)]),
  ...Object.entries(TEXTS).map(
    ([what, text]): OperationCase => [`${what} in a comment`, { query: `${VIEWER} # ${text}` }],
  ),
  ['one of 240 operations', { query: repeat(240, (n) => `query Q${n} { viewer { tier } }`), operationName: 'Q239' }],
  [
    'a name of two operations',
    { query: 'query A { viewer { tier } } query B { accounts(first: 1) { edges { cursor } } }', operationName: 'B' },
  ],
  ['no name', { query: VIEWER, operationName: null }],
  ['only __typename', { query: '{ __typename }' }],
  ['introspection', { query: '{ __schema { types { name fields { name } } } }' }],
  ['30 aliases', { query: `{ viewer { ${repeat(30, (n) => `a${n}: tier`)} } }` }],
  ['a field 300 times', { query: `{ viewer { ${repeat(300, () => 'tier')} } }` }],
  [
    'a field that is left out',
    { query: 'query L($yes: Boolean!) { viewer { tier riskLevel @include(if: $yes) } }', variables: { yes: false } },
  ],
  [
    'two accounts with all their transactions',
    { query: '{ accounts(first: 100) { edges { node { id transactions(first: 100) { edges { node { id } } } } } } }' },
  ],
  ['the most rows of one list', { query: '{ transactions(first: 100) { edges { node { id } } } }' }],
  ['an empty list', { query: '{ accounts(first: 100, after: null) { edges { cursor } } }' }],
  ['what is not there', { query: '{ account(id: "acc_AAAAAAAAAAAAAAAAAAAAAA") { id } }' }],
  [
    'fragments of all kinds',
    { query: 'query F { viewer { ...A ... on Customer { riskLevel } ... { tier } } } fragment A on Customer { tier }' },
  ],
  ['variables that nobody declared', { query: VIEWER, variables: { a: '\0', b: '\ud800', c: { __proto__: 1 } } }],
  [
    'extensions of odd texts',
    { query: VIEWER, extensions: { cause: '\0', client: { name: '\ud800\u202E', version: '"' } } },
  ],
];

export const REFUSED: readonly OperationCase[] = [
  ['a name of 64,000 characters', named('N'.repeat(64_000)), 'DOCUMENT_TOO_LARGE'],
  ['a name of another script', named('名'), 'GRAPHQL_PARSE_FAILED'],
  ['a name with NUL', named('a\0b'), 'GRAPHQL_PARSE_FAILED'],
  ['a name with half a character', named('a\ud800'), 'GRAPHQL_PARSE_FAILED'],
  ['half a character in a comment', { query: `${VIEWER} # \ud800` }, 'GRAPHQL_PARSE_FAILED'],
  ['half a character in a text', { query: '{ account(id: "\ud800") { id } }' }, 'GRAPHQL_PARSE_FAILED'],
  ['half a character, escaped', { query: '{ account(id: "\\uD800") { id } }' }, 'GRAPHQL_PARSE_FAILED'],
  ['NUL in an id', { query: '{ account(id: "\\u0000") { id } }' }, 'INVALID_ID'],
  ['an operation name with NUL', { query: VIEWER, operationName: '\0' }, 'OPERATION_NOT_FOUND'],
  ['another operation name', { query: VIEWER, operationName: 'x'.repeat(64_000) }, 'OPERATION_NOT_FOUND'],
  [
    'too many levels',
    {
      query: `{ accounts(first: 1) { edges { node { ${'transactions(first: 1) { edges { node { account { '.repeat(4)}id${' } } } }'.repeat(4)} } } } }`,
    },
    'DOCUMENT_TOO_COMPLEX',
  ],
  ['31 aliases', { query: `{ viewer { ${repeat(31, (n) => `a${n}: tier`)} } }` }, 'DOCUMENT_TOO_COMPLEX'],
  ['21 root fields', { query: `{ ${repeat(21, (n) => `a${n}: __typename`)} }` }, 'DOCUMENT_TOO_COMPLEX'],
  ['21 directives', { query: `{ viewer { ${repeat(21, () => 'tier @include(if: true)')} } }` }, 'DOCUMENT_TOO_COMPLEX'],
  [
    '1,001 fields',
    { query: `{ viewer { ${repeat(1001, () => 'tier')} } }` },
    'DOCUMENT_TOO_COMPLEX',
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'more objects than any answer may hold',
    {
      query:
        '{ accounts(first: 100) { edges { node { transactions(first: 100) { edges { node { account { transactions(first: 100) { edges { node { id } } } } } } } } } } }',
    },
    'DOCUMENT_TOO_COMPLEX',
  ],
  [
    'more than all integers',
    {
      query:
        '{ accounts(first: 100) { edges { node { transactions(first: 100) { edges { node { account { transactions(first: 100) { edges { node { account { transactions(first: 100) { edges { node { id } } } } } } } } } } } } } } }',
    },
    'DOCUMENT_TOO_COMPLEX',
  ],
  ['a page of none', { query: '{ accounts(first: 0) { edges { cursor } } }' }, 'INVALID_PAGE'],
  ['a page of too many', { query: '{ accounts(first: 101) { edges { cursor } } }' }, 'INVALID_PAGE'],
  [
    'a cursor that is none',
    { query: '{ accounts(first: 1, after: "\\u202E") { edges { cursor } } }' },
    'INVALID_CURSOR',
  ],
  ['a subscription', { query: 'subscription { ticketUpdated { id } }' }, 'SUBSCRIPTION_UNSUPPORTED', 'MISSING_SCOPE'],
  ['a variable that is missing', { query: 'query V($id: ID!) { account(id: $id) { id } }' }, 'INVALID_VARIABLES'],
];
