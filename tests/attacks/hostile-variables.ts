const TRANSACTIONS =
  'query Q($filter: TransactionFilter, $first: Int, $after: String) { transactions(first: $first, filter: $filter, after: $after) { edges { node { id } } } }';
const ACCOUNT = 'query Q($id: ID!) { account(id: $id) { id } }';
const NODE = 'query Q($id: ID!) { node(id: $id) { id } }';
const INSTRUMENTS =
  'query Q($filter: InstrumentFilter) { instruments(first: 2, filter: $filter) { edges { node { id } } } }';
const FX = 'query Q($base: CurrencyCode!, $date: Date!) { fxRate(base: $base, quote: "CNY", date: $date) { rate } }';
const BARS =
  'query Q($id: ID!, $from: Date!, $after: String) { instrument(id: $id) { priceHistory(from: $from, to: "2026-12-31", first: 2, after: $after) { edges { cursor } } } }';
const operator = { $gt: '', $ne: null, $where: 'sleep(1000)' };
/** Stands for the id of an instrument that exists. */
export const SOME_INSTRUMENT = 'ins_AAAAAAAAAAAAAAAAAAAAAA';

const transactions = (variables: unknown) => ({ query: TRANSACTIONS, variables });

/** Request bodies whose variables are no values of their types, or values that a database or a cast chokes on. */
export const HOSTILE_VARIABLES: Readonly<Record<string, unknown>> = {
  'an object for an id': { query: ACCOUNT, variables: { id: operator } },
  'a list for an id': { query: ACCOUNT, variables: { id: [['acc_x']] } },
  'a number for an id': { query: ACCOUNT, variables: { id: 1e21 } },
  'a boolean for an id': { query: ACCOUNT, variables: { id: true } },
  'an empty id': { query: ACCOUNT, variables: { id: '' } },
  'U+0000 in an id': { query: ACCOUNT, variables: { id: 'acc_\u0000' } },
  'U+0000 in a node id': { query: NODE, variables: { id: '\u0000' } },
  'a lone surrogate in an id': { query: NODE, variables: { id: 'acc_\ud800' } },
  '__proto__ as an id prefix': { query: NODE, variables: { id: '__proto___AAAAAAAAAAAAAAAAAAAAAA' } },
  'SQL in an id': { query: ACCOUNT, variables: { id: "acc_' OR 1=1 --" } },
  'a missing id': { query: ACCOUNT, variables: {} },
  'an object for a filter id': transactions({ first: 1, filter: { instrumentId: operator } }),
  'an id of another kind in a filter': transactions({
    first: 1,
    filter: { instrumentId: 'acc_AAAAAAAAAAAAAAAAAAAAAA' },
  }),
  'an unknown filter field': transactions({ first: 1, filter: { customerId: 'x' } }),
  '__proto__ as a filter field': {
    query: TRANSACTIONS,
    variables: JSON.parse('{"first":1,"filter":{"__proto__":{"types":["BUY"]}}}'),
  },
  'a string for a filter': transactions({ first: 1, filter: 'x' }),
  'an enum that is none': transactions({ first: 1, filter: { types: ['BUY; DROP TABLE account'] } }),
  'nested lists for an enum list': transactions({ first: 1, filter: { types: [[['BUY']]] } }),
  'ten thousand enum values': transactions({
    first: 1,
    filter: { types: Array.from({ length: 10_000 }, () => 'BUY') },
  }),
  'null as a page size': transactions({ first: null }),
  'NaN as text for a page size': transactions({ first: 'NaN' }),
  '1e309 for a page size': { query: TRANSACTIONS, variables: JSON.parse('{"first":1e309}') },
  'a fraction for a page size': transactions({ first: 1.5 }),
  '-0 for a page size': transactions({ first: -0 }),
  'a negative page size': transactions({ first: -1 }),
  'a full-width page size': transactions({ first: '１' }),
  'a list for a page size': transactions({ first: [1] }),
  'an object for a page size': transactions({ first: operator }),
  'U+0000 in a cursor': transactions({ first: 1, after: '\u0000' }),
  'an object for a cursor': transactions({ first: 1, after: operator }),
  'a cursor of 200,000 characters': transactions({ first: 1, after: 'A'.repeat(200_000) }),
  'a day that does not exist': transactions({ first: 1, filter: { from: '2026-02-30' } }),
  'full-width digits in a day': transactions({ first: 1, filter: { from: '２０２６-01-01' } }),
  'a number for a day': transactions({ first: 1, filter: { from: 20260101 } }),
  'infinity for a day': transactions({ first: 1, filter: { from: 'infinity' } }),
  'the first and last day there are': transactions({ first: 1, filter: { from: '0000-01-01', to: '9999-12-31' } }),
  'year zero': transactions({ first: 1, filter: { from: '0000-12-31' } }),
  'U+0000 in a search text': { query: INSTRUMENTS, variables: { filter: { search: 'a\u0000b' } } },
  'U+0000 in a list of venues': { query: INSTRUMENTS, variables: { filter: { mics: ['XSHG\u0000'] } } },
  'a lone surrogate in a search text': { query: INSTRUMENTS, variables: { filter: { search: '\udfff' } } },
  'array syntax in a list of venues': {
    query: INSTRUMENTS,
    variables: { filter: { mics: ['"},{"', '\\', '{NULL}', 'NULL', ''] } },
  },
  'a search text of 200,000 characters': {
    query: INSTRUMENTS,
    variables: { filter: { search: '%_'.repeat(100_000) } },
  },
  'a currency in full-width letters': { query: FX, variables: { base: 'ＣＮＹ', date: '2026-01-01' } },
  'an object for a currency': { query: FX, variables: { base: operator, date: '2026-01-01' } },
  'a cursor that is a number out of range': {
    query: BARS,
    variables: { id: SOME_INSTRUMENT, from: '2026-01-01', after: Buffer.from('9'.repeat(40)).toString('base64url') },
  },
  'the largest number in a cursor': {
    query: BARS,
    variables: { id: SOME_INSTRUMENT, from: '2026-01-01', after: Buffer.from('999999').toString('base64url') },
  },
  'a day before all days': { query: BARS, variables: { id: SOME_INSTRUMENT, from: '0000-01-01' } },
  'a list for variables': { query: ACCOUNT, variables: [1] },
  'a string for variables': { query: ACCOUNT, variables: 'id' },
  'variables a thousand levels deep': transactions({ first: 1, filter: nested(1000) }),
  'ten thousand variables that nobody declared': {
    query: ACCOUNT,
    variables: {
      id: 'acc_AAAAAAAAAAAAAAAAAAAAAA',
      ...Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`v${n}`, n])),
    },
  },
  'an object for a query': { query: operator },
  'an empty query': { query: '' },
  'no query at all': {},
  'an unknown operation name': { query: ACCOUNT, operationName: 'Nothing', variables: { id: 'x' } },
  'an object for an operation name': { query: ACCOUNT, operationName: operator },
  'a hash that nobody stored': { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } },
  'a hash of another text': {
    query: ACCOUNT,
    extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } },
  },
  'a persisted query of another version': { extensions: { persistedQuery: { version: 9, sha256Hash: 'a' } } },
};

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = { filter: value };
  return value;
}
