import type { Places, ReceiptTable } from './tampered-world.js';

/** A new value as SQL, and what is found; without a list, the table's own finding. */
type Tampering = readonly [value: string, ...found: string[]];

export interface TableTamperings {
  /** The row that is altered. */
  readonly where: (places: Places) => string;
  /** What is found where a case names nothing else. */
  readonly found: string;
  readonly columns: Readonly<Record<string, readonly Tampering[]>>;
  /** Columns that nothing covers, and why nothing has to. */
  readonly uncovered?: Readonly<Record<string, string>>;
}

const SOME_ID = 'gen_random_uuid()';
const OTHER_OR_NONE: readonly Tampering[] = [[SOME_ID], ['NULL']];
const INTEGER = (column: string): readonly Tampering[] => [
  [`${column} + 1`],
  ['0'],
  ['-1'],
  ['2147483647'],
  ['-2147483648'],
];
const INSTANT = (column: string): readonly Tampering[] => [
  [`${column} + interval '1 microsecond'`],
  [`${column} - interval '1 day'`],
  [`${column} + interval '70 years'`],
  ["'infinity'"],
  ["'-infinity'"],
  ["'4000-01-01 BC'"],
  ["'20000-01-01'"],
];

/** Columns of a receipt, whether it is sealed or not. */
const RECEIPT: Readonly<Record<string, readonly Tampering[]>> = {
  id: [[SOME_ID]],
  at: INSTANT('at'),
  cause: [["'HOOK'"], ["'PLUGIN'"]],
  cause_id: [[SOME_ID]],
  actor_id: [[SOME_ID]],
  grant_id: [[SOME_ID]],
  app_id: [[SOME_ID]],
  customer_id: OTHER_OR_NONE,
  person_id: [[SOME_ID]],
  operation_hash: [["repeat('b', 64)"], ["''"], ["operation_hash || ' '"], [`'"],"'`]],
  operation_name: [['NULL'], ["''"], ["'positions'"], ['operation_name || chr(8207)'], ['chr(8232)'], ["'null'"]],
  fields: [
    ["'{}'"],
    ['fields[1:1]'],
    ["fields || 'Account.name'::text"],
    ['ARRAY[fields[2], fields[1]]'],
    ['ARRAY[NULL]::text[]'],
    ["ARRAY[array_to_string(fields, ',')]"],
    ['ARRAY[fields]'],
  ],
  row_counts: [
    ["'{}'"],
    [`'{"Position": 3, "Account": 2}'`],
    [`'{"Position": 30}'`],
    [`'{"Position": "30", "Account": 2}'`],
    [`'{"Position": 30.0, "Account": 2}'`],
    [`'{"Position": [30], "Account": 2}'`],
    [`'{"Position": 30.00000000000000000001, "Account": 2}'`],
    [`'{"Position": 9007199254740993, "Account": 2}'`],
    [`'{"Position": null, "Account": 2}'`],
    ["'null'"],
    ["'[]'"],
    ["'30'"],
    [`'"Position"'`],
  ],
  cost_requested: INTEGER('cost_requested'),
  cost_actual: INTEGER('cost_actual'),
  duration_us: INTEGER('duration_us'),
  outcome: [["'FORBIDDEN'"], ["''"], ["'ok'"], ['outcome || chr(8203)']],
};

export const SEALED_RECEIPT: TableTamperings = {
  where: ({ living }) => `writer_id = '${living}' AND number = 5`,
  found: 'RECEIPT_ALTERED',
  columns: {
    ...RECEIPT,
    writer_id: [[SOME_ID, 'RECEIPT_MISSING', 'RECEIPT_UNKNOWN']],
    number: [
      ['0', 'RECEIPT_MISSING', 'RECEIPT_UNKNOWN'],
      ['-1', 'RECEIPT_MISSING', 'RECEIPT_UNKNOWN'],
      ['1000000', 'RECEIPT_MISSING', 'UNPROVEN_BEFORE_SEAL'],
      ['9223372036854775807', 'RECEIPT_MISSING', 'RECEIPT_UNKNOWN'],
    ],
  },
  uncovered: { mac: 'proves a row until it is sealed; from then on the tree of its checkpoint does' },
};

export const UNSEALED_RECEIPT: TableTamperings = {
  where: ({ living }) => `writer_id = '${living}' AND number = 12`,
  found: 'UNPROVEN_BEFORE_SEAL',
  columns: {
    ...RECEIPT,
    writer_id: [[SOME_ID, 'MISSING_BEFORE_SEAL', 'RECEIPT_UNKNOWN']],
    number: [
      ['0', 'MISSING_BEFORE_SEAL', 'RECEIPT_UNKNOWN'],
      ['1000000', 'MISSING_BEFORE_SEAL', 'UNPROVEN_BEFORE_SEAL'],
      ['9223372036854775807', 'MISSING_BEFORE_SEAL', 'RECEIPT_UNKNOWN'],
    ],
    mac: [["''"], ['set_byte(mac, 0, get_byte(mac, 0) # 1)'], ["mac || '\\x00'"], ['substr(mac, 1, 31)']],
  },
};

const CHECKPOINT: TableTamperings = {
  where: () => 'number = 2',
  found: 'CHECKPOINT_ALTERED',
  columns: {
    number: [
      ['0', 'CHECKPOINT_MISSING'],
      ['103', 'CHECKPOINT_FORGED', 'CHECKPOINT_MISSING'],
      ['9223372036854775807', 'CHECKPOINT_FORGED', 'CHECKPOINT_MISSING'],
    ],
    sealed_at: INSTANT('sealed_at'),
    from_at: INSTANT('from_at'),
    to_at: INSTANT('to_at'),
    first_position: [['first_position + 1'], ['0'], ['9223372036854775807']],
    last_position: [['last_position - 1'], ['0']],
    hash: [["''"], ['set_byte(hash, 0, get_byte(hash, 0) # 1)']],
    jws: [
      ["jws || 'A'", 'CHAIN_BROKEN', 'CHECKPOINT_FORGED'],
      ["''", 'CHAIN_BROKEN', 'CHECKPOINT_FORGED'],
      ["'e30.e30.e30'", 'CHAIN_BROKEN', 'CHECKPOINT_FORGED'],
      ["'eyJhbGciOiJub25lIn0.' || split_part(jws, '.', 2) || '.'", 'CHAIN_BROKEN', 'CHECKPOINT_FORGED'],
      ['(SELECT jws FROM kept_receipt_checkpoint WHERE number = 1)', 'CHAIN_BROKEN', 'CHECKPOINT_FORGED'],
      ['(SELECT jws FROM kept_receipt_checkpoint WHERE number = 3)', 'CHAIN_BROKEN', 'CHECKPOINT_FORGED'],
    ],
  },
};

const RANGE: TableTamperings = {
  where: ({ ended }) => `writer_id = '${ended}'`,
  found: 'RANGES_ALTERED',
  columns: {
    writer_id: [[SOME_ID]],
    first_number: [['first_number + 1'], ['-5']],
    last_number: [['last_number + 1'], ['last_number - 1']],
    checkpoint: [['1'], ['77']],
    first_leaf: [['first_leaf + 1'], ['-1']],
  },
};

const LEAVES: TableTamperings = {
  where: () => 'checkpoint = 2',
  found: 'LEAVES_ALTERED',
  columns: {
    checkpoint: [['0'], ['77']],
    leaves: [
      ["''"],
      ['set_byte(leaves, 40, get_byte(leaves, 40) # 1)'],
      ['leaves || leaves'],
      ['substr(leaves, 1, 32)'],
    ],
  },
};

const KEY: TableTamperings = {
  where: () => 'true',
  found: 'CHECKPOINT_FORGED',
  columns: {
    kid: [["kid || 'A'"], ["''"]],
    public_jwk: [
      [`jsonb_set(public_jwk, '{x}', '"AAAA"')`, 'KEY_ALTERED'],
      ["'{}'", 'KEY_ALTERED'],
    ],
    sealed_private: [["sealed_private || 'A'"], ["''"]],
  },
  uncovered: { created_at: 'decides which of our own keys signs next, and each is published' },
};

const WRITER: TableTamperings = {
  where: ({ ended }) => `id = '${ended}'`,
  found: 'STREAM_ALTERED',
  columns: {
    id: [[SOME_ID, 'CHECKPOINT_MISSING', 'RECEIPT_UNKNOWN', 'STREAM_ALTERED']],
    closed_number: [['closed_number - 1'], ['closed_number + 1'], ['NULL']],
    closed_mac: [["''"], ['NULL'], ['set_byte(closed_mac, 0, get_byte(closed_mac, 0) # 1)']],
    sealed_number: [['sealed_number - 1'], ['0'], ['-1'], ['sealed_number + 1', 'CHECKPOINT_MISSING']],
  },
  uncovered: {
    opened_at: 'decides when the sealer stops to look at a stream each time; verification looks at all',
    done: 'the same; rows behind it are sealed within the hour',
  },
};

/** Each column of each table of the proof, with what somebody who rules the database might write into it. */
export const COLUMN_TAMPERINGS: readonly (readonly [name: string, table: ReceiptTable, TableTamperings])[] = [
  ['a sealed receipt', 'operation_record', SEALED_RECEIPT],
  ['a receipt that is not sealed yet', 'operation_record', UNSEALED_RECEIPT],
  ['a checkpoint', 'receipt_checkpoint', CHECKPOINT],
  ['the list of what a checkpoint holds', 'receipt_range', RANGE],
  ['the hashes of a checkpoint', 'receipt_leaves', LEAVES],
  ['a key', 'receipt_key', KEY],
  ['a writer', 'receipt_writer', WRITER],
];
