import { type Entry, flipped, inFile, inHeader, inLines, inText, packed, resized, summed } from './archive-entries.js';

const SECOND = /^receipts\/0000000002/;
const CHECKPOINTS = /^checkpoints/;
const EACH = ['README.txt', 'checkpoints', 'events', 'consents', 'receipts/0000000001', 'manifest.jws'] as const;

type ArchiveTampering = readonly [
  name: string,
  change: (entries: readonly Entry[], older: readonly Entry[]) => Buffer,
  ...found: string[],
];

/** What may happen to an archive on its way. */
export const ARCHIVE_TAMPERINGS: readonly ArchiveTampering[] = [
  ...EACH.map(
    (file): ArchiveTampering => [
      `a bit of ${file} is turned`,
      inFile(new RegExp(`^${file}`), (entry) => ({
        ...entry,
        content: flipped(entry.content, entry.content.length >> 1),
      })),
      ...(file === 'manifest.jws' ? ['ARCHIVE_FORGED'] : ['FILE_ALTERED']),
    ],
  ),
  ...EACH.map(
    (file): ArchiveTampering => [
      `${file} is taken out`,
      inFile(new RegExp(`^${file}`), () => []),
      ...(file === 'manifest.jws' ? ['ARCHIVE_FORGED'] : ['FILE_MISSING']),
    ],
  ),
  ['a receipt is altered', inText(SECOND, (text) => text.replace('"OK"]', '"NO"]')), 'FILE_ALTERED', 'RECEIPT_ALTERED'],
  [
    'a receipt and its hash are altered',
    inLines(SECOND, (lines) => lines.with(2, (lines[2] ?? '').replace(/"hash":"./, '"hash":"_'))),
    'FILE_ALTERED',
    'LEAVES_ALTERED',
    'RECEIPT_ALTERED',
  ],
  ['a receipt is taken out', inLines(SECOND, (lines) => lines.toSpliced(3, 1)), 'FILE_ALTERED', 'LEAVES_ALTERED'],
  [
    'the last receipt is taken out',
    inLines(SECOND, (lines) => lines.toSpliced(-2, 1)),
    'FILE_ALTERED',
    'LEAVES_ALTERED',
  ],
  ['a receipt stands twice', inLines(SECOND, (lines) => lines.toSpliced(3, 0, lines[3] ?? '')), 'FILE_ALTERED'],
  [
    'two receipts are exchanged',
    inLines(SECOND, (lines) => lines.with(2, lines[3] ?? '').with(3, lines[2] ?? '')),
    'FILE_ALTERED',
  ],
  [
    'receipts stand at each other’s leaves',
    inText(SECOND, (text) =>
      text.replace('"leaf":1,', '"leaf":x,').replace('"leaf":2,', '"leaf":1,').replace('"leaf":x,', '"leaf":2,'),
    ),
    'FILE_ALTERED',
    'LEAVES_ALTERED',
  ],
  [
    'a part claims another number of leaves',
    inText(SECOND, (text) => text.replace(/"leaves":\d+/, '"leaves":1e15')),
    'FILE_ALTERED',
    'LEAVES_ALTERED',
  ],
  [
    'a part claims another checkpoint',
    inText(SECOND, (text) => text.replace('"checkpoint":2', '"checkpoint":1')),
    'FILE_ALTERED',
    'LEAVES_ALTERED',
  ],
  [
    'a proof grows',
    inText(SECOND, (text) => text.replace('"proof":[', '"proof":["AAAA"]').replace('"]]', '"]')),
    'FILE_ALTERED',
    'LEAVES_ALTERED',
  ],
  ['a part is no JSON', inText(SECOND, () => '{'), 'FILE_ALTERED'],
  ['a part is empty', inText(SECOND, () => ''), 'FILE_ALTERED'],
  [
    'a checkpoint is taken out',
    inLines(CHECKPOINTS, (lines) => lines.toSpliced(1, 1)),
    'CHECKPOINT_MISSING',
    'FILE_ALTERED',
  ],
  [
    'two checkpoints are exchanged',
    inLines(CHECKPOINTS, (lines) => lines.with(0, lines[1] ?? '').with(1, lines[0] ?? '')),
    'FILE_ALTERED',
  ],
  [
    'a checkpoint is replaced by the one before',
    inLines(CHECKPOINTS, (lines) => lines.with(1, (lines[0] ?? '').replace(/"number" ?: ?1/, '"number" : 2'))),
    'CHECKPOINT_FORGED',
    'FILE_ALTERED',
  ],
  [
    'a checkpoint has a number beyond all counting',
    inText(CHECKPOINTS, (text) => text.replace(/"number" ?: ?3/, '"number" : 9007199254740991')),
    'CHECKPOINT_FORGED',
    'FILE_ALTERED',
  ],
  ['checkpoints are no JSON', inText(CHECKPOINTS, () => 'null\n[]\n{}'), 'FILE_ALTERED'],
  ['an event is taken out', inText(/^events/, () => '{}\n'), 'FILE_ALTERED'],
  [
    'a file of the same name stands before',
    inFile(/^README/, (entry) => [resized(entry, Buffer.from('forged')), entry]),
    'FILE_ALTERED',
    'FILE_UNKNOWN',
  ],
  [
    'a file of the same name stands behind',
    inFile(/^README/, (entry) => [entry, resized(entry, Buffer.from('forged'))]),
    'FILE_UNKNOWN',
  ],
  ['a receipt file stands twice', inFile(SECOND, (entry) => [entry, entry]), 'FILE_UNKNOWN'],
  [
    'a second manifest stands behind',
    inFile(/^manifest/, (entry) => [entry, resized(entry, Buffer.from('e30.e30.e30'))]),
    'FILE_UNKNOWN',
  ],
  [
    'a file is put in',
    inFile(/^README/, (entry) => [entry, { ...entry, header: summed(Buffer.from(entry.header).fill('X', 0, 3)) }]),
    'FILE_UNKNOWN',
  ],
  ['a file becomes a link', inHeader(/^README/, 156, '2'), 'FILE_ALTERED'],
  ['a file is unpacked elsewhere', inHeader(/^README/, 345, '/etc'), 'FILE_ALTERED'],
  ['a file becomes executable', inHeader(/^README/, 100, '0000777'), 'FILE_ALTERED'],
  ['a file gets an owner', inHeader(/^manifest/, 265, 'root'), 'FILE_ALTERED'],
  ['a file gets a size that is none', inHeader(/^README/, 124, 'zzzzzzzzzzz'), 'ARCHIVE_BROKEN'],
  ['a file gets the largest size', inHeader(/^README/, 124, '77777777777'), 'ARCHIVE_BROKEN'],
  [
    'the manifest is that of an older archive',
    (entries, older) =>
      packed(
        entries.map((entry) =>
          entry.name === 'manifest.jws' ? (older.find(({ name }) => name === entry.name) ?? entry) : entry,
        ),
      ),
    'FILE_ALTERED',
  ],
  [
    'a part is that of an older archive',
    (entries, older) =>
      packed(
        entries.map((entry) =>
          SECOND.test(entry.name) ? (older.find(({ name }) => name.startsWith('receipts/0000000001')) ?? entry) : entry,
        ),
      ),
    'FILE_UNKNOWN',
  ],
  [
    'two parts are exchanged',
    (entries) =>
      packed(
        entries.map((entry) => {
          const other = entries.find(
            ({ name }) => name.startsWith('receipts/000000000') && name !== entry.name && !name.includes('3'),
          );
          return /^receipts\/000000000[12]/.test(entry.name) && other ? resized(entry, other.content) : entry;
        }),
      ),
    'FILE_ALTERED',
  ],
  [
    'something stands behind its end',
    (entries) => packed(entries, Buffer.concat([Buffer.alloc(1024), Buffer.from('x')])),
    'ARCHIVE_BROKEN',
  ],
  [
    'another archive stands behind its end',
    (entries, older) => packed(entries, Buffer.concat([Buffer.alloc(1024), packed(older)])),
    'ARCHIVE_BROKEN',
  ],
  ['its end is cut off', (entries) => packed(entries, Buffer.alloc(0)), 'ARCHIVE_BROKEN'],
  ...[1, 500, 512, 700, 2000].map(
    (bytes): ArchiveTampering => [
      `it is cut off after ${bytes} bytes`,
      (entries) => packed(entries).subarray(0, bytes),
      'ARCHIVE_BROKEN',
    ],
  ),
  ['it is empty', () => Buffer.alloc(0), 'ARCHIVE_BROKEN'],
  ['it is no archive', () => Buffer.from('x'.repeat(5000)), 'ARCHIVE_BROKEN'],
];

/** What is done to the database before an archive of everything is made: the platform signs it unknowingly. */
export const TAMPERED_BEFORE: readonly (readonly [name: string, statement: string, ...found: string[]])[] = [
  ['a receipt is altered', "UPDATE operation_record SET outcome = 'NO' WHERE number = 5", 'RECEIPT_ALTERED'],
  ['the time of a receipt', "UPDATE operation_record SET at = 'infinity' WHERE number = 5", 'RECEIPT_ALTERED'],
  [
    'counts that no platform writes',
    "UPDATE operation_record SET row_counts = '[]' WHERE number = 5",
    'RECEIPT_ALTERED',
  ],
  ['a receipt is taken out', 'DELETE FROM operation_record WHERE number = 5', 'RECEIPT_MISSING'],
  [
    'all of a checkpoint',
    'DELETE FROM operation_record WHERE writer_id IN (SELECT writer_id FROM receipt_range WHERE checkpoint = 3) AND number BETWEEN 7 AND 9',
    'FILE_MISSING',
  ],
  [
    'a checkpoint is hidden from searches by time',
    "UPDATE receipt_checkpoint SET from_at = '1970-01-01', to_at = '1970-01-02' WHERE number = 2",
    'FILE_MISSING',
  ],
  [
    'the stored hashes are altered',
    'UPDATE receipt_leaves SET leaves = set_byte(leaves, 40, get_byte(leaves, 40) # 1) WHERE checkpoint = 2',
    'LEAVES_ALTERED',
    'RECEIPT_ALTERED',
  ],
  ['a checkpoint is taken out', 'DELETE FROM receipt_checkpoint WHERE number = 2', 'CHECKPOINT_MISSING'],
];
