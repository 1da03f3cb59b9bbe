import { newId } from '../../../src/kernel/ids.js';
import type { OperationRecord } from '../../../src/operation/audit-log.js';

type Change = Partial<OperationRecord>;

/** What a record may hold at most, and beyond. RECORDED: it comes back as it was given, and is proved. REFUSED: it alone. */
export const RECORDS: readonly (readonly [name: string, 'RECORDED' | 'REFUSED', Change])[] = [
  ...texts(),
  ...numbers(),
  ...instants(),
  ...ids(),
  ['no field', 'RECORDED', { fields: [] }],
  ['5,000 fields', 'RECORDED', { fields: many(5000, (n) => `Type${n}.field${n}`) }],
  ['fields that look like arrays', 'RECORDED', { fields: ['{}', '{a,b}', '"', '\\', 'NULL', '', ' ', ','] }],
  ['one field a thousand times', 'RECORDED', { fields: many(1000, () => 'Query.accounts') }],
  ['no object', 'RECORDED', { rowCounts: {} }],
  ['objects of 500 types', 'RECORDED', { rowCounts: Object.fromEntries(many(500, (n) => [`Type${n}`, n])) }],
  [
    'types named like properties of an object',
    'RECORDED',
    { rowCounts: JSON.parse('{"__proto__":1,"constructor":2,"a\\"b":3}') as Record<string, number> },
  ],
];

function texts(): (readonly [string, 'RECORDED' | 'REFUSED', Change])[] {
  const kept = [
    'x',
    'x'.repeat(1000),
    '_',
    '__typename',
    'null',
    'NULL',
    'undefined',
    '{}',
    '{a,b}',
    '"',
    '\\',
    '\\\\"',
    "'; DROP TABLE operation_record; --",
    'a\nb\r\tc',
    '\u0001\u001f',
    '\u007f',
    '\u0085',
    '\u2028\u2029',
    '\u202Eabc\u202C',
    '\u200F\u200E',
    '\uFEFF',
    '👨‍👩‍👧‍👦',
    '\u{10FFFF}',
    '\uFFFD\uFFFE\uFFFF',
    '中文',
    'é',
    'e\u0301',
    ' ',
    '',
    '$1',
    '%s',
    '\\u0000',
    '\\x00',
    '<script>',
    '[["',
    '",null,"',
  ];
  return [
    ...kept.map(
      (text) => [`the name ${JSON.stringify(text.slice(0, 30))}`, 'RECORDED', { operationName: text }] as const,
    ),
    ...kept
      .filter((text) => text.length < 256)
      .map((text) => [`the outcome ${JSON.stringify(text)}`, 'RECORDED', { outcome: text }] as const),
    ['a name of 64,000 characters', 'RECORDED', { operationName: 'n'.repeat(64_000) }],
    ['a name of 64,000 characters of three bytes', 'RECORDED', { operationName: '中'.repeat(64_000) }],
    ['a name of a million characters', 'REFUSED', { operationName: 'n'.repeat(1_000_000) }],
    ['a name with NUL', 'REFUSED', { operationName: 'a\0b' }],
    ['a name with half a character', 'REFUSED', { operationName: 'a\ud800b' }],
    ['an outcome with NUL', 'REFUSED', { outcome: '\0' }],
    ['an outcome with half a character', 'REFUSED', { outcome: '\udfff' }],
    [
      'an outcome that no index holds',
      'REFUSED',
      { outcome: Array.from({ length: 3000 }, (_, n) => String.fromCharCode(0x4e00 + ((n * 7919) % 20000))).join('') },
    ],
    ['a hash with NUL', 'REFUSED', { operationHash: 'a\0' }],
    ['a hash that is too long', 'REFUSED', { operationHash: 'a'.repeat(10_000) }],
    ['a type with half a character', 'REFUSED', { rowCounts: { '\ud800': 1 } }],
    ['a type with NUL', 'REFUSED', { rowCounts: { '\0': 1 } }],
    ['a field with NUL', 'REFUSED', { fields: ['a\0b'] }],
    ['a field with half a character', 'REFUSED', { fields: ['a\ud800'] }],
    ['a cause that there is not', 'REFUSED', { cause: 'NOBODY' as never }],
  ];
}

function numbers(): (readonly [string, 'RECORDED' | 'REFUSED', Change])[] {
  const values = [
    [0, 'RECORDED'],
    [-0, 'RECORDED'],
    [1, 'RECORDED'],
    [2 ** 31 - 1, 'RECORDED'],
    [2 ** 31, 'REFUSED'],
    [2 ** 32, 'REFUSED'],
    [2 ** 53 - 1, 'REFUSED'],
    [2 ** 53, 'REFUSED'],
    [2 ** 53 + 2, 'REFUSED'],
    [1e21, 'REFUSED'],
    [Number.MAX_VALUE, 'REFUSED'],
    [Number.POSITIVE_INFINITY, 'REFUSED'],
    [Number.NaN, 'REFUSED'],
    [-1, 'REFUSED'],
    [0.5, 'REFUSED'],
  ] as const;
  return values.flatMap(([value, end]) => [
    [`${value} points asked for`, end, { costRequested: value }] as const,
    [`${value} points`, end, { costActual: value }] as const,
    [`${value} µs`, end, { durationUs: value }] as const,
    [`${value} objects`, end, { rowCounts: { Position: value, Account: 1 } }] as const,
  ]);
}

function instants(): (readonly [string, 'RECORDED' | 'REFUSED', Change])[] {
  const HOUR = 3_600_000;
  const NOW = Date.parse('2026-08-31T23:59:59.999Z');
  const kept = [
    0,
    1,
    -1,
    999,
    NOW,
    NOW + 1,
    NOW + HOUR,
    NOW - HOUR,
    NOW + 24 * HOUR,
    NOW - 24 * HOUR,
    NOW - 10 * 365 * 24 * HOUR,
    Date.parse('2100-12-31T23:59:59.123Z'),
    Date.parse('2038-01-19T03:14:08.001Z'),
    Date.parse('2500-06-01T12:00:00.123Z'),
    Date.parse('9999-12-31T23:59:59.999Z'),
    Date.parse('1969-12-31T23:59:59.999Z'),
    Date.parse('0001-01-01T00:00:00.000Z'),
  ];
  const refused = [8.64e15, -8.64e15, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, NOW + 0.5];
  return [
    ...kept.map((at) => [`the clock at ${new Date(at).toISOString()}`, 'RECORDED', { at }] as const),
    ...refused.map((at) => [`the clock at ${at}`, 'REFUSED', { at }] as const),
  ];
}

function ids(): (readonly [string, 'RECORDED' | 'REFUSED', Change])[] {
  const names = ['id', 'causeId', 'actorId', 'grantId', 'appId', 'customerId', 'personId'] as const;
  const odd = [
    '',
    'x',
    newId().toUpperCase(),
    `{${newId()}}`,
    newId().replaceAll('-', ''),
    `${newId()}\0`,
    'NULL',
    'x,y',
  ];
  return names.flatMap((name) => [
    ...odd.map((id) => [`${name} ${JSON.stringify(id)}`, 'REFUSED', { [name]: id }] as const),
    [`another ${name}`, 'RECORDED', { [name]: newId() }] as const,
  ]);
}

function many<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
