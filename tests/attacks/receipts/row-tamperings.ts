import type { Places } from './tampered-world.js';

export type RowTampering = readonly [name: string, statement: (places: Places) => string, ...found: string[]];

const copyOf = (where: string, set: Readonly<Record<string, string>>) => {
  const columns =
    'id, at, cause, cause_id, actor_id, grant_id, app_id, customer_id, person_id, operation_hash, operation_name, fields, row_counts, cost_requested, cost_actual, duration_us, outcome, writer_id, number, mac'
      .split(', ')
      .map((column) => [column, set[column] ?? column] as const);
  return `INSERT INTO operation_record (${columns.map(([column]) => column).join(', ')})
    SELECT ${columns.map(([, value]) => value).join(', ')} FROM operation_record WHERE ${where}`;
};
const row = (writer: string, number: number | string) => `writer_id = '${writer}' AND number = ${number}`;
const swap = (table: string, column: string, key: string, a: string, b: string) =>
  `UPDATE ${table} t SET ${column} = k.${column} FROM kept_${table} k
   WHERE (t.${key} = ${a} AND k.${key} = ${b}) OR (t.${key} = ${b} AND k.${key} = ${a})`;
const swapReceipts = (
  a: string,
  b: string,
) => `UPDATE operation_record SET number = number + 1000 WHERE (${a}) OR (${b});
   UPDATE operation_record o SET writer_id = k.writer_id, number = k.number FROM kept_operation_record k
   WHERE o.number > 1000 AND k.id <> o.id AND ((k.${a.replaceAll(' AND ', ' AND k.')}) OR (k.${b.replaceAll(' AND ', ' AND k.')}))`;

/** Rows that are taken out, put in, exchanged or played again. */
export const ROW_TAMPERINGS: readonly RowTampering[] = [
  [
    'the first receipt of all is taken out',
    ({ living }) => `DELETE FROM operation_record WHERE ${row(living, 1)}`,
    'RECEIPT_MISSING',
  ],
  [
    'a sealed receipt from the middle',
    ({ living }) => `DELETE FROM operation_record WHERE ${row(living, 5)}`,
    'RECEIPT_MISSING',
  ],
  [
    'the last sealed receipt',
    ({ living }) => `DELETE FROM operation_record WHERE ${row(living, 9)}`,
    'RECEIPT_MISSING',
  ],
  [
    'a receipt that waits',
    ({ living }) => `DELETE FROM operation_record WHERE ${row(living, 12)}`,
    'MISSING_BEFORE_SEAL',
  ],
  [
    'the tail of a writer that ended well',
    ({ waiting }) => `DELETE FROM operation_record WHERE ${row(waiting, 2)}`,
    'MISSING_BEFORE_SEAL',
  ],
  [
    'all that such a writer wrote',
    ({ waiting }) => `DELETE FROM operation_record WHERE writer_id = '${waiting}'`,
    'MISSING_BEFORE_SEAL',
  ],
  [
    'all receipts of a checkpoint',
    ({ living }) => `DELETE FROM operation_record WHERE writer_id = '${living}' AND number BETWEEN 7 AND 9`,
    'RECEIPT_MISSING',
  ],
  [
    'all receipts of a customer',
    ({ customer }) => `DELETE FROM operation_record WHERE customer_id = '${customer}' AND number < 10`,
    'RECEIPT_MISSING',
  ],
  ['two sealed receipts are exchanged', ({ living }) => swapReceipts(row(living, 2), row(living, 3)), 'RECEIPT_MOVED'],
  ['two of different checkpoints', ({ living }) => swapReceipts(row(living, 2), row(living, 8)), 'RECEIPT_ALTERED'],
  ['two of different writers', ({ living, ended }) => swapReceipts(row(living, 4), row(ended, 1)), 'RECEIPT_MOVED'],
  ['two that wait', ({ living }) => swapReceipts(row(living, 11), row(living, 12)), 'UNPROVEN_BEFORE_SEAL'],
  [
    'a sealed one and one that waits',
    ({ living }) => swapReceipts(row(living, 9), row(living, 12)),
    'RECEIPT_ALTERED',
    'UNPROVEN_BEFORE_SEAL',
  ],
  [
    'a receipt is put in beside all',
    ({ living }) => copyOf(row(living, 2), { id: 'gen_random_uuid()', writer_id: 'gen_random_uuid()' }),
    'RECEIPT_UNKNOWN',
  ],
  [
    'below a stream',
    ({ living }) => copyOf(row(living, 2), { id: 'gen_random_uuid()', number: '0' }),
    'RECEIPT_UNKNOWN',
  ],
  [
    'where a writer goes on, with the proof of another',
    ({ living }) => copyOf(row(living, 2), { id: 'gen_random_uuid()', number: '15' }),
    'UNPROVEN_BEFORE_SEAL',
  ],
  [
    'far ahead of a writer',
    ({ living }) => copyOf(row(living, 2), { id: 'gen_random_uuid()', number: '1000000000000' }),
    'UNPROVEN_BEFORE_SEAL',
  ],
  [
    'at the end of all numbers',
    ({ living }) => copyOf(row(living, 2), { id: 'gen_random_uuid()', number: '9223372036854775807' }),
    'RECEIPT_UNKNOWN',
  ],
  [
    'behind the end of a writer',
    ({ ended }) => copyOf(row(ended, 2), { id: 'gen_random_uuid()', number: '4' }),
    'UNPROVEN_BEFORE_SEAL',
  ],
  [
    'behind the end of a writer that counts as done',
    ({ ended }) =>
      `UPDATE receipt_writer SET done = true; ${copyOf(row(ended, 2), { id: 'gen_random_uuid()', number: '9' })}`,
    'UNPROVEN_BEFORE_SEAL',
  ],
  [
    'a receipt is played again',
    ({ living }) => copyOf(row(living, 2), { id: 'gen_random_uuid()', number: '10000', mac: 'mac' }),
    'UNPROVEN_BEFORE_SEAL',
  ],
  [
    'a writer counts as done, and what it wrote is altered',
    () => "UPDATE receipt_writer SET done = true; UPDATE operation_record SET outcome = 'NO' WHERE number = 12",
    'UNPROVEN_BEFORE_SEAL',
  ],
  [
    'a writer counts as sealed, and what it wrote is altered',
    ({ living }) =>
      `UPDATE receipt_writer SET sealed_number = 14 WHERE id = '${living}'; UPDATE operation_record SET outcome = 'NO' WHERE number = 12`,
    'CHECKPOINT_MISSING',
    'UNPROVEN_BEFORE_SEAL',
  ],
  [
    'a writer is taken out',
    ({ ended }) => `DELETE FROM receipt_writer WHERE id = '${ended}'`,
    'RECEIPT_UNKNOWN',
    'STREAM_ALTERED',
  ],
  [
    'a writer and its receipts',
    ({ ended }) =>
      `DELETE FROM receipt_writer WHERE id = '${ended}'; DELETE FROM operation_record WHERE writer_id = '${ended}'`,
    'RECEIPT_MISSING',
    'STREAM_ALTERED',
  ],
  ['all writers', () => 'DELETE FROM receipt_writer', 'RECEIPT_UNKNOWN', 'STREAM_ALTERED'],
  [
    'the ends of two writers are exchanged',
    ({ ended, waiting }) =>
      `UPDATE receipt_writer w SET closed_number = k.closed_number, closed_mac = k.closed_mac FROM kept_receipt_writer k WHERE w.id = '${ended}' AND k.id = '${waiting}'`,
    'STREAM_ALTERED',
  ],
  ['the first checkpoint is taken out', () => 'DELETE FROM receipt_checkpoint WHERE number = 1', 'CHECKPOINT_MISSING'],
  ['a checkpoint from the middle', () => 'DELETE FROM receipt_checkpoint WHERE number = 2', 'CHECKPOINT_MISSING'],
  ['the last checkpoint', () => 'DELETE FROM receipt_checkpoint WHERE number = 3', 'CHECKPOINT_MISSING'],
  [
    'the last checkpoint with all that belongs to it',
    () =>
      'DELETE FROM receipt_leaves WHERE checkpoint = 3; DELETE FROM receipt_range WHERE checkpoint = 3; DELETE FROM receipt_checkpoint WHERE number = 3',
    'CHECKPOINT_MISSING',
  ],
  ['all checkpoints', () => 'DELETE FROM receipt_checkpoint', 'CHECKPOINT_MISSING', 'LEAVES_ALTERED', 'RANGES_ALTERED'],
  [
    'two checkpoints are exchanged',
    () => swap('receipt_checkpoint', 'jws', 'number', '1', '2'),
    'CHAIN_BROKEN',
    'CHECKPOINT_FORGED',
  ],
  [
    'the last two checkpoints are exchanged',
    () => swap('receipt_checkpoint', 'jws', 'number', '2', '3'),
    'CHECKPOINT_FORGED',
  ],
  [
    'an old checkpoint is played again',
    () =>
      'INSERT INTO receipt_checkpoint SELECT 4, sealed_at, from_at, to_at, 16, 18, jws, hash FROM receipt_checkpoint WHERE number = 1',
    'CHECKPOINT_FORGED',
  ],
  [
    'a checkpoint of no key is put in',
    () =>
      "INSERT INTO receipt_checkpoint SELECT 4, sealed_at, from_at, to_at, 16, 18, 'e30.e30.e30', hash FROM receipt_checkpoint WHERE number = 1",
    'CHECKPOINT_FORGED',
  ],
  [
    'the hashes of a checkpoint are taken out',
    () => 'DELETE FROM receipt_leaves WHERE checkpoint = 2',
    'LEAVES_ALTERED',
  ],
  ['those of two are exchanged', () => swap('receipt_leaves', 'leaves', 'checkpoint', '1', '3'), 'LEAVES_ALTERED'],
  [
    'hashes of no checkpoint are put in',
    () => 'INSERT INTO receipt_leaves SELECT 9, leaves FROM receipt_leaves WHERE checkpoint = 1',
    'LEAVES_ALTERED',
  ],
  ['what a checkpoint holds is taken out', () => 'DELETE FROM receipt_range WHERE checkpoint = 2', 'RANGES_ALTERED'],
  [
    'a span is put in',
    ({ living }) => `INSERT INTO receipt_range VALUES ('${living}', 10, 14, 3, 3)`,
    'RANGES_ALTERED',
  ],
  [
    'a span of no checkpoint is put in',
    ({ living }) => `INSERT INTO receipt_range VALUES ('${living}', 10, 14, 9, 0)`,
    'RANGES_ALTERED',
  ],
  [
    'the spans of two are exchanged',
    ({ living }) =>
      `UPDATE receipt_range SET checkpoint = 4 - checkpoint WHERE writer_id = '${living}' AND checkpoint <> 2`,
    'RANGES_ALTERED',
  ],
  ['the keys are taken out', () => 'DELETE FROM receipt_key', 'CHECKPOINT_FORGED'],
];

/** What nobody can be harmed by: it is seen by nobody, and changes nothing that is proved. */
export const HARMLESS: readonly (readonly [name: string, statement: (places: Places) => string])[] = [
  [
    'a key of somebody else is put in: nothing believes it',
    () => "INSERT INTO receipt_key VALUES ('another', '{}', 'e30.e30.e30.e30.e30', now())",
  ],
  [
    'a writer without a row is put in',
    () => 'INSERT INTO receipt_writer (id, opened_at) VALUES (gen_random_uuid(), now())',
  ],
  ['all writers count as done: they are looked at all the same', () => 'UPDATE receipt_writer SET done = true'],
  ['writers began at another time', () => "UPDATE receipt_writer SET opened_at = now() - interval '1 year'"],
  [
    'a sealed row loses its first proof: it has the second',
    () => "UPDATE operation_record SET mac = '' WHERE number = 5",
  ],
  ['a key was made at another time', () => "UPDATE receipt_key SET created_at = created_at - interval '1 year'"],
];
