import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type ExportFinding,
  ExportReceipts,
  ReceiptKeys,
  type Selection,
  verifyExport,
} from '../../src/audit/index.js';
import { newId } from '../../src/kernel/ids.js';
import { type AuditWorld, createAuditWorld, SECRET } from './audit-world.js';

const CUSTOMER = newId();
const AT = Date.parse('2026-08-03T09:30:00.123Z');
const ALL: Selection = { subject: 'ALL', id: null, fromMs: AT - 1000, toMs: AT + 1000 };
const MINE: Selection = { ...ALL, subject: 'CUSTOMER', id: CUSTOMER };

let world: AuditWorld;
let directory: string;
let exporter: ExportReceipts;

beforeAll(async () => {
  world = await createAuditWorld({ leavesMax: 64 });
  directory = await mkdtemp(join(tmpdir(), 'openfolio-export-'));
  const log = world.writer();
  for (let round = 0; round < 3; round += 1) {
    await world.write(log, 50);
    await world.write(log, 3, { customerId: CUSTOMER });
  }
  await world.sealer.sealAll();
  exporter = new ExportReceipts({ pool: world.database.ops, secret: SECRET, clock: world.clock });
});
afterAll(async () => {
  await world?.close();
  await rm(directory, { recursive: true, force: true });
});

async function check(file: string) {
  const findings: ExportFinding[] = [];
  const keys = await new ReceiptKeys(SECRET).proved(world.database.ops);
  return { ...(await verifyExport(file, keys, (finding) => void findings.push(finding))), findings };
}

/** Changes bytes of one file inside the archive, whose length stays. */
async function withChange(file: string, name: string, change: (text: string) => string): Promise<string> {
  const archive = await readFile(file);
  const at = archive.indexOf(name) + 512;
  const size = Number.parseInt(archive.toString('latin1', at - 512 + 124, at - 512 + 135), 8);
  const changed = gzipSync(change(gunzipSync(archive.subarray(at, at + size)).toString()), { level: 1 });
  const padded = Buffer.concat([changed, Buffer.alloc((512 - (changed.length % 512)) % 512)]);
  const head = Buffer.from(archive.subarray(at - 512, at));
  head.write(`${changed.length.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  const rest = archive.subarray(at + Math.ceil(size / 512) * 512);
  const target = `${file}.changed`;
  await writeFile(target, Buffer.concat([archive.subarray(0, at - 512), head, padded, rest]));
  return target;
}

describe('an archive', () => {
  test.each([
    ['of a period', ALL, 159],
    ['of a customer', MINE, 9],
  ])('%s is proved with the public keys alone', async (name, selection, receipts) => {
    const file = join(directory, `${name}.tar`);
    expect(await exporter.run(selection, file)).toMatchObject({ receipts, checkpoints: 3 });
    expect(await check(file)).toMatchObject({
      receipts,
      checkpoints: 3,
      findings: [],
      manifest: { ...selection, receipts },
    });
  });

  test('names the receipt that was altered in it', async () => {
    const file = join(directory, 'altered.tar');
    await exporter.run(MINE, file);
    const changed = await withChange(file, 'receipts/0000000001', (text) => text.replace('"OK"]', '"NO"]'));
    const { findings } = await check(changed);
    expect(findings).toEqual([
      expect.objectContaining({ kind: 'RECEIPT_ALTERED', checkpoint: 1 }),
      { kind: 'FILE_ALTERED', name: 'receipts/0000000001.ndjson.gz' },
    ]);
  });

  test('shows that a receipt was taken out', async () => {
    const file = join(directory, 'short.tar');
    await exporter.run(ALL, file);
    const changed = await withChange(file, 'receipts/0000000002', (text) =>
      text.split('\n').toSpliced(5, 1).join('\n'),
    );
    expect((await check(changed)).findings).toEqual([
      { kind: 'LEAVES_ALTERED', checkpoint: 2 },
      { kind: 'FILE_ALTERED', name: 'receipts/0000000002.ndjson.gz' },
    ]);
  });

  test('that was stopped goes on where it was, and refuses to be mixed with another', async () => {
    const file = join(directory, 'stopped.tar');
    const stop = exporter.run(ALL, file, (done) => {
      if (done === 2) throw new Error('stopped');
    });
    await expect(stop).rejects.toThrow('stopped');
    const parts = (await readdir(join(`${file}.partial`, 'receipts'))).filter((name) => name.endsWith('.gz'));
    expect(parts).toHaveLength(2);
    await expect(exporter.run(MINE, file)).rejects.toThrow('unfinished export of something else');
    await world.tamper('DELETE FROM receipt_leaves WHERE checkpoint <= 2'); // what is done is not made again
    expect(await exporter.run(ALL, file)).toMatchObject({ receipts: 159 });
    expect((await check(file)).findings).toEqual([]);
  });
});
