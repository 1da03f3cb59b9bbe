import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { casesOfThreat } from '../cases-tried.js';
import { COLUMN_TAMPERINGS, UNSEALED_RECEIPT } from './column-tamperings.js';
import { HARMLESS, ROW_TAMPERINGS } from './row-tamperings.js';
import { RECEIPT_TABLES, TamperedWorld } from './tampered-world.js';

const tried = casesOfThreat(12, 'tamperings of receipts, checkpoints and keys; each found and named');

let world: TamperedWorld;
beforeAll(async () => {
  world = await TamperedWorld.create();
});
afterAll(() => world?.close());
afterEach(() => world.restore());

test('every column of every table of the proof is tampered with here, or it stands why nothing has to cover it', async () => {
  for (const table of RECEIPT_TABLES) {
    const known = COLUMN_TAMPERINGS.filter(([, of]) => of === table).flatMap(([, , { columns, uncovered }]) => [
      ...Object.keys(columns),
      ...Object.keys(uncovered ?? {}),
    ]);
    expect((await world.columns(table)).filter((column) => !known.includes(column))).toEqual([]);
  }
});

test('untouched, nothing is found', async () => {
  expect(await world.after('SELECT 1')).toMatchObject({
    kinds: [],
    report: { checkpoints: 3, receipts: 12, unsealed: 7 },
  });
});

describe.each(COLUMN_TAMPERINGS)('whoever alters %s is found:', (_name, table, { where, found, columns }) => {
  test.each(Object.keys(columns))('%s', async (column) => {
    for (const [value, ...expected] of columns[column] ?? []) {
      const { kinds, findings } = await world.after(
        `UPDATE ${table} SET ${column} = ${value} WHERE ${where(world.places)}`,
      );
      expect({ value, kinds }).toEqual({ value, kinds: expected.length > 0 ? expected : [found] });
      expect(findings.length).toBeLessThan(1100);
      tried(1);
      await world.restore();
    }
  });
});

test.each(ROW_TAMPERINGS)('it is found when %s', async (_name, statement, ...found) => {
  expect((await world.after(statement(world.places))).kinds).toEqual(found);
  tried(1);
});

test.each(HARMLESS)('nothing is found, and nothing has to be, when %s', async (_name, statement) => {
  expect((await world.after(statement(world.places))).kinds).toEqual([]);
  await world.world.sealer.sealAll();
  expect((await world.world.verify()).findings).toEqual([]);
  tried(1);
});

test('the sealer signs what it finds and goes on, whatever stands in a row that it did not seal', async () => {
  const { where, columns } = UNSEALED_RECEIPT;
  for (const column of ['at', 'fields', 'row_counts', 'mac', 'writer_id', 'number'])
    for (const [value, ...expected] of columns[column] ?? []) {
      await world.world.tamper(`UPDATE operation_record SET ${column} = ${value} WHERE ${where(world.places)}`);
      expect(await world.world.sealer.sealAll()).toBeGreaterThanOrEqual(6);
      const { findings } = await world.world.verify();
      const kinds = [...new Set(findings.map(({ kind }) => kind))].sort();
      expect({ column, value, kinds }).toEqual({
        column,
        value,
        kinds: expected.length > 0 ? expected : ['UNPROVEN_BEFORE_SEAL'],
      });
      tried(1);
      await world.restore();
    }
});

test('nor is a row put back unseen where a checkpoint says that one was missing', async () => {
  const { living } = world.places;
  const hole = `writer_id = '${living}' AND number = 12`;
  await world.world.tamper(`DELETE FROM operation_record WHERE ${hole}`);
  await world.world.sealer.sealAll();
  const { kinds } = await world.after(`INSERT INTO operation_record SELECT * FROM kept_operation_record WHERE ${hole}`);
  expect(kinds).toEqual(['MISSING_BEFORE_SEAL', 'RECEIPT_UNKNOWN']);
  tried(1);
});
