import { type Case, json } from './case.js';

const ACCOUNT = 'query A($id: ID!) { account(id: $id) { id } }';
const PAGE =
  'query P($first: Int, $last: Int, $after: String, $before: String) { accounts(first: $first, last: $last, after: $after, before: $before) { edges { cursor } } }';
const HISTORY =
  'query H($from: Date!, $to: Date!) { instrument(mic: "XSHG", symbol: "600519") { priceHistory(first: 1, from: $from, to: $to) { edges { cursor } } } }';
const RATE = 'query R($base: CurrencyCode!) { fxRate(base: $base, quote: "CNY", date: "2026-10-30") { rate } }';

export const VALUES: readonly Case[] = [
  ...[
    '',
    ' ',
    'acc_',
    'acc_short',
    `acc_${'A'.repeat(400)}`,
    '../../etc/passwd',
    "' OR 1=1 --",
    '1',
    'acc_\u0000AAAAAAAAAAAAAAAAAAAAA',
    'ACC_AAAAAAAAAAAAAAAAAAAAAA',
    'acc_AAAAAAAAAAAAAAAAAAAAAB',
    '01900000-0000-7000-8000-000000000001',
  ].map((id): Case => [`id ${json(id).slice(0, 40)}`, (door) => door.query(ACCOUNT, { id }), 200, 'INVALID_ID']),
  ['an id as an object', (door) => door.query(ACCOUNT, { id: { $ne: null } }), 400, 'INVALID_VARIABLES'],
  ['an id as a list', (door) => door.query(ACCOUNT, { id: ['a'] }), 400, 'INVALID_VARIABLES'],
  ['an id of null', (door) => door.query(ACCOUNT, { id: null }), 400, 'INVALID_VARIABLES'],
  ['a missing variable', (door) => door.query(ACCOUNT, {}), 400, 'INVALID_VARIABLES'],
  ['an id that was never given', (door) => door.query(ACCOUNT, { id: 'acc_AAAAAAAAAAAAAAAAAAAAAA' }), 200, ''],
  ['no page size', (door) => door.query(PAGE, {}), 400, 'INVALID_PAGE'],
  ['both ends of a list', (door) => door.query(PAGE, { first: 1, last: 1 }), 400, 'INVALID_PAGE'],
  ...[0, -1, 101, 2_147_483_647, -2_147_483_648].map(
    (first): Case => [`a page of ${first}`, (door) => door.query(PAGE, { first }), 400, 'INVALID_PAGE'],
  ),
  ...['1.5', '"10"', '2147483648', '1e309', 'true', '[1]', '-0.5'].map(
    (first): Case => [
      `a page of ${first}`,
      (door) => door.signed(`{"query":${json(PAGE)},"variables":{"first":${first}}}`),
      400,
      'INVALID_VARIABLES',
    ],
  ),
  ...['', 'x', 'AAAA', '!!!!', 'A'.repeat(5000), 'eyJhIjoxfQ==', '0', '\u0000'].map(
    (after): Case => [
      `a cursor ${json(after).slice(0, 20)}`,
      (door) => door.query(PAGE, { first: 1, after }),
      200,
      'INVALID_CURSOR',
    ],
  ),
  ['before with first', (door) => door.query(PAGE, { first: 1, before: 'x' }), 400, 'INVALID_PAGE'],
  ...[
    '2026-02-30',
    '2026-2-3',
    '20260203',
    '0000-00-00',
    '2026-10-30T00:00:00Z',
    '99999-01-01',
    '-2026-01-01',
    '２０２６-10-30',
    'tomorrow',
    '',
    "2026-10-30'--",
  ].map(
    (from): Case => [
      `a date ${json(from)}`,
      (door) => door.query(HISTORY, { from, to: '2026-10-31' }),
      400,
      'INVALID_VARIABLES',
    ],
  ),
  ...[20_261_030, null, {}, [], 1.5].map(
    (from): Case => [
      `a date ${json(from)}`,
      (door) => door.query(HISTORY, { from, to: '2026-10-31' }),
      400,
      'INVALID_VARIABLES',
    ],
  ),
  [
    'a period that ends before it begins',
    (door) => door.query(HISTORY, { from: '2026-10-31', to: '2026-10-01' }),
    200,
    '',
  ],
  ...['cny', 'CNYY', 'C', '', '人民币', 'CN\u0000'].map(
    (base): Case => [`a currency ${json(base)}`, (door) => door.query(RATE, { base }), 400, 'INVALID_VARIABLES'],
  ),
  ['a currency that nobody trades', (door) => door.query(RATE, { base: 'XXX' }), 200, 'FX_RATE_UNAVAILABLE'],
  [
    'a text with U+0000',
    (door) => door.query('{ instruments(first: 1, filter: { search: "a\\u0000b" }) { edges { cursor } } }'),
    200,
    'INVALID_TEXT',
  ],
  [
    'a search of LIKE wildcards',
    (door) => door.query('{ instruments(first: 1, filter: { search: "%_%" }) { edges { cursor } } }'),
    200,
    '',
  ],
  [
    'a search of 30 000 characters',
    (door) =>
      door.query('query S($s: String!) { instruments(first: 1, filter: { search: $s }) { edges { cursor } } }', {
        s: 'x'.repeat(30_000),
      }),
    200,
    '',
  ],
  [
    'an unknown enum value',
    (door) => door.query('{ portfolio { allocation(by: SUDO) { convention } } }'),
    400,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'an enum by a variable of another kind',
    (door) =>
      door.query('query E($by: AllocationDimension!) { portfolio { allocation(by: $by) { convention } } }', {
        by: { $gt: '' },
      }),
    400,
    'INVALID_VARIABLES',
  ],
  [
    'a filter with an unknown key',
    (door) =>
      door.query('query F($f: InstrumentFilter) { instruments(first: 1, filter: $f) { edges { cursor } } }', {
        f: { $or: [] },
      }),
    400,
    'INVALID_VARIABLES',
  ],
];
