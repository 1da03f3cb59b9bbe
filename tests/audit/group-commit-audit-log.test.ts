import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { GroupCommitAuditLog } from '../../src/audit/index.js';
import { newId } from '../../src/kernel/ids.js';
import { Database } from '../../src/storage/index.js';
import { createTestDatabase } from '../support/template-database.js';
import { aRecord, SECRET } from './audit-world.js';

let database: Database;
let drop: () => Promise<void>;
let owner: Client;
let log: GroupCommitAuditLog;

beforeAll(async () => {
  const fresh = await createTestDatabase();
  drop = fresh.drop;
  database = new Database({ url: fresh.url });
  owner = new Client({ connectionString: fresh.url });
  await owner.connect();
});

afterAll(async () => {
  await owner.end();
  await database.close();
  await drop();
});

beforeEach(() => {
  log = new GroupCommitAuditLog({ connectionString: database.url, secret: SECRET });
});

afterEach(() => log.close());

const stored = async (ids: readonly string[]) =>
  Number((await owner.query('SELECT count(*) FROM operation_record WHERE id = ANY($1)', [ids])).rows[0].count);

test('a record arrives as it was given', async () => {
  const record = aRecord({
    cause: 'HOOK',
    causeId: newId(),
    actorId: newId(),
    customerId: null,
    operationName: null,
    fields: ['A."q\\uote"', 'B.{x},y'],
    outcome: 'a "b" \\c',
  });
  await log.record(record);
  const { rows } = await owner.query('SELECT * FROM operation_record WHERE id = $1', [record.id]);
  expect(rows).toEqual([
    {
      id: record.id,
      at: new Date(record.at),
      cause: 'HOOK',
      cause_id: record.causeId,
      actor_id: record.actorId,
      grant_id: record.grantId,
      app_id: record.appId,
      customer_id: null,
      person_id: null,
      operation_hash: record.operationHash,
      operation_name: null,
      fields: record.fields,
      row_counts: record.rowCounts,
      cost_requested: 40,
      cost_actual: 35,
      duration_us: 1234,
      outcome: record.outcome,
      writer_id: expect.any(String),
      number: '1',
      mac: expect.any(Buffer),
    },
  ]);
});

test('1,000 concurrent records are durable in few inserts', async () => {
  const records = Array.from({ length: 1000 }, () => aRecord());
  await Promise.all(records.map((record) => log.record(record)));
  expect(await stored(records.map(({ id }) => id))).toBe(1000);
  const { rows } = await owner.query(
    'SELECT count(DISTINCT xmin::text) AS inserts FROM operation_record WHERE id = ANY($1)',
    [records.map(({ id }) => id)],
  );
  expect(Number(rows[0].inserts)).toBeLessThanOrEqual(4);
});

test('what resolves is stored already', async () => {
  await Promise.all(
    Array.from({ length: 50 }, async () => {
      const record = aRecord();
      await log.record(record);
      expect(await stored([record.id])).toBe(1);
    }),
  );
});

test('when the connection dies, waiting records reject and none is claimed that is not stored; the next one is stored', async () => {
  await log.record(aRecord());
  await owner.query('BEGIN');
  await owner.query('LOCK TABLE operation_record IN ACCESS EXCLUSIVE MODE');
  const records = Array.from({ length: 20 }, () => aRecord());
  const results = Promise.allSettled(records.map((record) => log.record(record)));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await owner.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'openfolio-audit' AND datname = current_database()`,
  );
  const settled = await results;
  await owner.query('COMMIT');
  expect(settled.map(({ status }) => status)).toEqual(records.map(() => 'rejected'));
  expect(settled[0]).toMatchObject({ reason: { code: 'AUDIT_UNAVAILABLE' } });
  expect(await stored(records.map(({ id }) => id))).toBe(0);
  const next = aRecord();
  await log.record(next);
  expect(await stored([next.id])).toBe(1);
});

test('a record that the table refuses fails alone', async () => {
  const records = [aRecord(), aRecord({ cause: 'NOBODY' as never }), aRecord(), aRecord({ durationUs: 2 ** 40 })];
  const results = await Promise.allSettled(records.map((record) => log.record(record)));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
  expect(await stored(records.map(({ id }) => id))).toBe(2);
});

test('while the database is away records are refused at once, and the queue is bounded', async () => {
  const away = new GroupCommitAuditLog({
    connectionString: 'postgres://nobody@127.0.0.1:1/none',
    secret: SECRET,
    queuedMax: 10,
  });
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => away.record(aRecord())));
  for (const result of results)
    expect(result).toMatchObject({
      status: 'rejected',
      reason: { code: 'AUDIT_UNAVAILABLE', definition: { httpStatus: 503 } },
    });
  await away.close();
});

test('close writes what waits and refuses what comes later', async () => {
  const records = Array.from({ length: 300 }, () => aRecord());
  const written = Promise.all(records.map((record) => log.record(record)));
  await log.close();
  await written;
  expect(await stored(records.map(({ id }) => id))).toBe(300);
  await expect(log.record(aRecord())).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
});

test('nobody changes or deletes a record: not one of the three roles, not the owner', async () => {
  await log.record(aRecord());
  const statements = [
    `UPDATE operation_record SET outcome = 'X'`,
    'DELETE FROM operation_record',
    'TRUNCATE operation_record',
  ];
  for (const statement of statements) {
    for (const client of [database.app, database.identity, database.ops]) {
      await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
    }
    await expect(owner.query(statement)).rejects.toMatchObject({ code: '23000' });
  }
});
