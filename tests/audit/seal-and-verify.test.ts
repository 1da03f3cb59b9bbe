import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { GroupCommitAuditLog } from '../../src/audit/index.js';
import { type AuditWorld, aRecord, createAuditWorld } from './audit-world.js';

let world: AuditWorld;
let log: GroupCommitAuditLog;
const fresh = () => {
  beforeEach(async () => {
    world = await createAuditWorld();
    log = world.writer();
  });
  afterEach(() => world?.close());
};

const rowOf = async (id: string) => {
  const { rows } = await world.superuser.query('SELECT writer_id, number FROM operation_record WHERE id = $1', [id]);
  return { writerId: rows[0].writer_id as string, number: Number(rows[0].number) };
};

describe('untouched', () => {
  fresh();

  test('receipts of several writers are sealed without holes, in one chain, and nothing is found', async () => {
    const others = [world.writer(), world.writer()];
    for (let round = 0; round < 3; round += 1) {
      await Promise.all([log, ...others].map((each, index) => world.write(each, 5 + index * 40)));
      await world.sealer.sealAll();
    }
    await world.write(log, 2);
    const { report, findings } = await world.verify();
    expect(findings).toEqual([]);
    expect(report).toMatchObject({ checkpoints: 3, receipts: 3 * (5 + 45 + 85), unsealed: 2, findings: 0 });
  });

  test('every value comes back as it was proved: quotes, braces, nulls, key order, milliseconds', async () => {
    await log.record(
      aRecord({
        at: 1_785_749_400_007,
        operationName: null,
        customerId: null,
        fields: ['A."q\\uote"', 'B.{x},y', 'Ü.中'],
        rowCounts: { Position: 1, Account: 2, A: 3, Bb: 4 },
        outcome: 'a "b" \\c\n',
      }),
    );
    await log.record(aRecord({ fields: [], rowCounts: {}, actorId: 'f'.repeat(8) + '-0000-4000-8000-000000000000' }));
    await world.sealer.sealAll();
    expect((await world.verify()).findings).toEqual([]);
  });

  test('a checkpoint holds so many at most, and sealing goes on with the next', async () => {
    await world.close();
    world = await createAuditWorld({ leavesMax: 64 });
    log = world.writer();
    await world.write(log, 150);
    expect(await world.sealer.sealAll()).toBe(150);
    expect((await world.verify()).report).toMatchObject({ checkpoints: 3, receipts: 150 });
  });

  test('two sealers at once seal each receipt once', async () => {
    await world.write(log, 200);
    const sealed = await Promise.all([world.sealer.sealAll(), world.sealer.sealAll(), world.sealer.sealAll()]);
    expect(sealed.reduce((sum, each) => sum + each, 0)).toBe(200);
    expect((await world.verify()).report).toMatchObject({ receipts: 200, findings: 0 });
  });

  test('a lost connection begins a new stream, so its unknown batch leaves no hole', async () => {
    await world.write(log, 3);
    await world.superuser.query('BEGIN; LOCK TABLE operation_record IN ACCESS EXCLUSIVE MODE');
    const lost = world.write(log, 3);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await world.superuser.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'openfolio-audit' AND datname = current_database()`,
    );
    await expect(lost).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    await world.superuser.query('COMMIT');
    await world.write(log, 3);
    await world.sealer.sealAll();
    expect(await world.verify()).toMatchObject({ report: { receipts: 6 }, findings: [] });
  });
});

describe('whoever rules the database', () => {
  let altered: AuditWorld;
  beforeAll(async () => {
    altered = await createAuditWorld();
    await altered.write(altered.writer(), 3);
    await altered.sealer.sealAll();
    await altered.tamper('CREATE TABLE kept AS SELECT * FROM operation_record');
  });
  afterAll(() => altered?.close());

  test.each([
    ['outcome', "'FORBIDDEN'"],
    ['customer_id', 'gen_random_uuid()'],
    ['app_id', 'gen_random_uuid()'],
    ['person_id', 'gen_random_uuid()'],
    ['actor_id', 'gen_random_uuid()'],
    ['cause_id', 'gen_random_uuid()'],
    ['cause', "'HOOK'"],
    ['grant_id', 'gen_random_uuid()'],
    ['at', "at + interval '1 millisecond'"],
    ['fields', 'fields[1:1]'],
    ['row_counts', `'{"Position": 3}'`],
    ['operation_hash', "repeat('b', 64)"],
    ['operation_name', 'NULL'],
    ['cost_actual', 'cost_actual - 1'],
    ['cost_requested', 'cost_requested + 1'],
    ['duration_us', '0'],
    ['id', 'gen_random_uuid()'],
  ])('can’t alter %s of a sealed row unseen: it is named', async (column, value) => {
    await altered.tamper(`UPDATE operation_record SET ${column} = ${value} WHERE number = 2`);
    const { findings } = await altered.verify();
    expect(findings).toEqual([
      expect.objectContaining({ kind: 'RECEIPT_ALTERED', number: 2, position: 2, checkpoint: 1 }),
    ]);
    await altered.tamper('DELETE FROM operation_record', 'INSERT INTO operation_record SELECT * FROM kept');
    expect((await altered.verify()).findings).toEqual([]);
  });
});

describe('whoever rules the database, in other ways,', () => {
  fresh();

  test('can’t delete a receipt unseen', async () => {
    const [, id = ''] = await world.write(log, 3);
    await world.sealer.sealAll();
    const place = await rowOf(id);
    await world.tamper(`DELETE FROM operation_record WHERE id = '${id}'`);
    expect((await world.verify()).findings).toEqual([
      { kind: 'RECEIPT_MISSING', checkpoint: 1, position: place.number, ...place },
    ]);
  });

  test('nor reorder two: both are named with their own places', async () => {
    const [a = '', , b = ''] = await world.write(log, 3);
    await world.sealer.sealAll();
    await world.tamper(
      `UPDATE operation_record SET number = number + 100 WHERE id IN ('${a}', '${b}')`,
      `UPDATE operation_record SET number = CASE id WHEN '${a}' THEN 3 ELSE 1 END WHERE id IN ('${a}', '${b}')`,
    );
    expect((await world.verify()).findings).toEqual([
      expect.objectContaining({ kind: 'RECEIPT_MOVED', id: b, position: 1, belongsAt: 3 }),
      expect.objectContaining({ kind: 'RECEIPT_MOVED', id: a, position: 3, belongsAt: 1 }),
    ]);
  });

  test('nor add one, to a stream or beside all', async () => {
    const [id = ''] = await world.write(log, 2);
    await world.sealer.sealAll();
    const copy = (writer: string, number: string) =>
      `INSERT INTO operation_record (id, at, cause, grant_id, app_id, operation_hash, fields, row_counts, cost_requested, cost_actual, duration_us, outcome, writer_id, number)
       SELECT gen_random_uuid(), at, cause, grant_id, app_id, operation_hash, fields, row_counts, 1, 1, 1, outcome, ${writer}, ${number} FROM operation_record WHERE id = '${id}'`;
    await world.tamper(copy('gen_random_uuid()', '1'), copy('writer_id', '0'), copy('writer_id', '3'));
    const { writerId } = await rowOf(id);
    const { findings } = await world.verify();
    expect(findings).toHaveLength(3);
    expect(findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'RECEIPT_UNKNOWN', writerId, number: 0 }),
        expect.objectContaining({ kind: 'RECEIPT_UNKNOWN', number: 1 }),
        { kind: 'UNPROVEN_BEFORE_SEAL', checkpoint: null, span: [writerId, 3, 3] },
      ]),
    );
  });

  test('nor touch a row that is not sealed yet: the sealer signs what it found', async () => {
    const ids = await world.write(log, 5);
    const { writerId } = await rowOf(ids[0] ?? '');
    await world.tamper(
      `UPDATE operation_record SET outcome = 'OTHER' WHERE id = '${ids[1]}'`,
      `DELETE FROM operation_record WHERE id = '${ids[3]}'`,
    );
    const expected = (checkpoint: number | null) => [
      { kind: 'UNPROVEN_BEFORE_SEAL', checkpoint, span: [writerId, 2, 2] },
      { kind: 'MISSING_BEFORE_SEAL', checkpoint, span: [writerId, 4, 4] },
    ];
    expect((await world.verify()).findings).toEqual(expected(null));
    await world.sealer.sealAll();
    expect((await world.verify()).findings).toEqual(expected(1));
  });

  test('nor cut off the last rows of a process that still writes, or that ended well', async () => {
    const ids = await world.write(log, 3);
    const { writerId } = await rowOf(ids[0] ?? '');
    await world.tamper(`DELETE FROM operation_record WHERE id = '${ids[2]}'`);
    const [next = ''] = await world.write(log, 1);
    expect((await rowOf(next)).number).toBe(4);
    await world.tamper(`DELETE FROM operation_record WHERE id = '${next}'`);
    await log.close();
    await world.sealer.sealAll();
    expect((await world.verify()).findings).toEqual([
      { kind: 'MISSING_BEFORE_SEAL', checkpoint: 1, span: [writerId, 3, 4] },
    ]);
  });

  test('a span of time names only what lies in it', async () => {
    const hours = [1, 2, 3].map((hour) => Date.parse(`2026-08-03T0${hour}:00:00Z`));
    for (const at of hours) {
      await world.write(log, 3, { at });
      await world.sealer.sealAll();
    }
    await world.tamper("UPDATE operation_record SET outcome = 'X' WHERE number IN (2, 8)");
    const { findings } = await world.verify({ fromMs: Date.parse('2026-08-03T02:30:00Z') });
    expect(findings).toMatchObject([{ kind: 'RECEIPT_ALTERED', number: 8, checkpoint: 3 }]);
  });
});
