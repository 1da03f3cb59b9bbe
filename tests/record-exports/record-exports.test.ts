import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ExportFinding, ReceiptKeys, SealReceipts, verifyExport } from '../../src/audit/index.js';
import { DESKS } from '../../src/identity/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { RunExports } from '../../src/record-exports/index.js';
import { createFreezeWorld, type FreezeWorld } from '../kill-switch/freeze-world.js';
import { SECRET } from '../webhooks/hook-world.js';

const REQUEST = `mutation R($input: RequestRecordExportInput!) { requestRecordExport(input: $input) {
  export { id state subject clientId customerId reason requestedBy } userErrors { field code } } }`;
const DECIDE = `mutation D($input: DecideRecordExportInput!) { decideRecordExport(input: $input) {
  export { state decidedBy } userErrors { code } } }`;
const READ = `query E($id: ID!) { recordExport(id: $id) { state checkpointsDone checkpointsTotal receiptCount chunkCount sizeBytes } }`;
const CHUNK = `query C($id: ID!, $number: Int!) { recordExport(id: $id) { chunk(number: $number) { contentBase64 } } }`;
const REASON = 'Inquiry 2026-118 of the securities regulator, Securities Law art. 170.';

type Ask = Awaited<ReturnType<FreezeWorld['staff']>>;
type Node = Record<string, unknown> & { id: string; state: string };
let world: FreezeWorld;
let cora: Ask;
let directory: string;

const asked = async (ask: Ask, input: Record<string, unknown> = {}) => {
  const from = '2020-01-01T00:00:00Z';
  const all = { from, to: new Date(Date.now() + 60_000).toISOString(), reason: REASON, ...input };
  return (await ask(REQUEST, { input: all }))['requestRecordExport'] as { export: Node | null; userErrors: unknown[] };
};
const read = async (id: string) => (await cora(READ, { id }))['recordExport'] as Node & { chunkCount: number };
const runner = () => {
  const parts = { pool: world.database.ops, secret: SECRET, clock: systemClock };
  return new RunExports({ ...parts, sealer: new SealReceipts(parts), stepReceipts: 1, chunkBytes: 1024 });
};
/** As a member of staff does it: piece by piece at the desk. */
async function fetched(id: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let number = 0; ; number += 1) {
    const { recordExport } = (await cora(CHUNK, { id, number })) as {
      recordExport: { chunk: { contentBase64: string } | null };
    };
    if (!recordExport.chunk) return Buffer.concat(pieces);
    pieces.push(Buffer.from(recordExport.chunk.contentBase64, 'base64'));
  }
}
async function checked(archive: Buffer) {
  const file = join(directory, 'fetched.tar');
  await writeFile(file, archive);
  const findings: ExportFinding[] = [];
  const keys = await new ReceiptKeys(SECRET).proved(world.database.ops);
  return { ...(await verifyExport(file, keys, (finding) => void findings.push(finding))), findings };
}
/** Reads that are sealed one by one, so that there are many checkpoints. */
async function readAndSeal(times: number): Promise<void> {
  const sealer = new SealReceipts({ pool: world.database.ops, secret: SECRET, clock: systemClock });
  for (let time = 0; time < times; time += 1) {
    expect(await world.read()).toBe('OK');
    await sealer.sealAll();
  }
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'openfolio-record-export-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe('where one person is enough', () => {
  beforeAll(async () => {
    world = await createFreezeWorld('sandbox');
    cora = await world.staff('COMPLIANCE');
  });
  afterAll(() => world?.close());

  test('an app’s records are asked for, written, fetched at the desk, and proved by the public keys alone', async () => {
    await readAndSeal(4);
    const { export: requested } = await asked(cora, { clientId: world.clientId });
    expect(requested).toMatchObject({ state: 'APPROVED', subject: 'APP', clientId: world.clientId, reason: REASON });
    const id = requested?.id ?? '';
    expect(await fetched(id)).toHaveLength(0);
    await runner().run();
    const done = await read(id);
    expect(done).toMatchObject({ state: 'DONE', receiptCount: 4 });
    expect(done['checkpointsDone']).toBe(done['checkpointsTotal']);
    const archive = await fetched(id);
    expect(String(archive.length)).toBe(done['sizeBytes']);
    expect(await checked(archive)).toMatchObject({
      findings: [],
      receipts: 4,
      manifest: { subject: 'APP', receipts: 4 },
    });
    archive[600] = (archive[600] ?? 0) ^ 1; // within README.txt
    expect((await checked(archive)).findings).not.toEqual([]);
  });

  test('a customer’s archive holds that customer’s receipts and nobody else’s', async () => {
    const bert = await world.grant({ customer: world.bert });
    await world.run({ source: '{ viewer { tier } }', variables: {}, grantId: bert, cause: { kind: 'LIVE' } });
    const { export: requested } = await asked(cora, {
      customerId: world.parts.ids.encode(DESKS.STAFF.appId, 'mcu', world.bert.id),
    });
    await runner().run();
    const report = await checked(await fetched(requested?.id ?? ''));
    expect(report).toMatchObject({ findings: [], receipts: 1, manifest: { subject: 'CUSTOMER', id: world.bert.id } });
  });

  test('who asked for what, why, and each fetching of a piece stay on record, and no role of the platform can change it', async () => {
    const { export: requested } = await asked(cora);
    await runner().run();
    await fetched(requested?.id ?? '');
    const { rows } = await world.database.ops.query(
      `SELECT e.type, e.data->>'reason' AS reason, e.data->>'by' = r.requested_by::text AS same FROM event e JOIN record_export r ON r.id = e.subject_id
       WHERE e.type = 'records.export_requested' ORDER BY e.seq DESC LIMIT 1`,
    );
    expect(rows).toEqual([{ type: 'records.export_requested', reason: REASON, same: true }]);
    const receipts = await world.database.ops.query(
      `SELECT DISTINCT o.outcome FROM operation_record o JOIN record_export r ON r.requested_by = o.person_id WHERE o.fields @> '{RecordExport.chunk}'`,
    );
    expect(receipts.rows).toEqual([{ outcome: 'OK' }]);
    for (const sql of [
      "UPDATE record_export SET reason = 'other'",
      'UPDATE record_export SET to_at = now()',
      'DELETE FROM record_export',
    ])
      await expect(world.database.ops.query(sql)).rejects.toThrow('permission denied');
  });

  test('a repetition under the same key is the same export, and asks for nothing anew', async () => {
    const input = { idempotencyKey: 'once', to: '2026-01-01T00:00:00Z' };
    const first = await asked(cora, input);
    expect((await asked(cora, input)).export?.id).toBe(first.export?.id);
    await expect(asked(cora, { ...input, clientId: world.clientId })).rejects.toThrow('IDEMPOTENCY_KEY_REUSED');
  });

  test.each([
    ['a period to come', { from: '2999-01-01T00:00:00Z', to: '2999-02-01T00:00:00Z' }, 'EXPORT_SELECTION_INVALID'],
    ['no reason', { reason: 'because' }, 'EXPORT_REASON_INVALID'],
    ['an app that is none', { clientId: 'nobody' }, 'EXPORT_SUBJECT_NOT_FOUND'],
  ])('%s is refused, with what to mend', async (_what, input, code) => {
    expect(await asked(cora, input)).toMatchObject({ export: null, userErrors: [{ code }] });
  });

  test.each(['SECURITY', 'SUPPORT', 'ADMIN'])('%s may neither ask nor see', async (role) => {
    const other = await world.staff(role);
    await expect(asked(other)).rejects.toMatchObject({ code: 'MISSING_SCOPE' });
    await expect(other('{ recordExports(first: 1) { edges { cursor } } }')).rejects.toMatchObject({
      code: 'MISSING_SCOPE',
    });
  });

  test('killed after any step, another process goes on; nothing is written twice and the archive is whole', async () => {
    await runner().run(); // what others left
    await readAndSeal(12);
    for (const steps of [1, 2, 5, 9]) {
      const { export: requested } = await asked(cora);
      const id = requested?.id ?? '';
      await killedAfter(steps);
      expect(await read(id)).toMatchObject({ state: 'RUNNING' });
      await runner().run();
      const done = await read(id);
      const report = await checked(await fetched(id));
      expect(report).toMatchObject({
        findings: [],
        checkpoints: done['checkpointsTotal'],
        receipts: done['receiptCount'],
      });
    }
  });

  test('one that can’t be written is given up after five tries and holds up no other', async () => {
    await runner().run();
    const sick = await asked(cora);
    await runner().step();
    await world.database.ops.query("UPDATE record_export SET stage = 99 WHERE state = 'RUNNING'");
    const well = await asked(cora);
    for (let time = 0; time < 200; time += 1)
      await runner()
        .step()
        .catch(() => {});
    expect([await read(sick.export?.id ?? ''), await read(well.export?.id ?? '')]).toMatchObject([
      { state: 'FAILED' },
      { state: 'DONE' },
    ]);
  });
});

/** A real process, and SIGKILL while it works on the step after the last that it told of. */
async function killedAfter(steps: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/record-exports/export-child.ts', world.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = 0;
  child.stdout.on('data', (text: Buffer) => {
    told += text.toString().split('step').length - 1;
    if (told >= steps) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'exit')) as [unknown, string];
  expect(signal).toBe('SIGKILL');
}

describe('in live mode', () => {
  beforeAll(async () => {
    world = await createFreezeWorld('live');
    cora = await world.staff('COMPLIANCE');
  });
  afterAll(() => world?.close());

  test('nothing is written until another person agrees; who asked can’t agree, and a refusal is final', async () => {
    const carl = await world.staff('COMPLIANCE');
    const decide = (ask: Ask, exportId: string, approve: boolean) => ask(DECIDE, { input: { exportId, approve } });
    const first = (await asked(cora)).export;
    expect(first?.state).toBe('PROPOSED');
    expect(await runner().step()).toBe(false);
    await expect(decide(cora, first?.id ?? '', true)).rejects.toThrow('SECOND_PERSON_REQUIRED');
    expect(await decide(carl, first?.id ?? '', false)).toMatchObject({
      decideRecordExport: { export: { state: 'REFUSED' } },
    });
    expect(await decide(carl, first?.id ?? '', true)).toMatchObject({
      decideRecordExport: { export: null, userErrors: [{ code: 'EXPORT_CONFLICT' }] },
    });
    const second = (await asked(cora)).export;
    expect(await decide(carl, second?.id ?? '', true)).toMatchObject({
      decideRecordExport: { export: { state: 'APPROVED' } },
    });
    await runner().run();
    expect(await read(second?.id ?? '')).toMatchObject({ state: 'DONE' });
  });
});
