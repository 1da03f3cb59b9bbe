import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  describeFinding,
  type ExportFinding,
  ExportReceipts,
  type PublicReceiptKey,
  ReceiptKeys,
  type Selection,
  verifyExport,
} from '../../../src/audit/index.js';
import { SECRET } from '../../audit/audit-world.js';
import { casesOfThreat } from '../cases-tried.js';
import { type Entry, entriesOf, packed } from './archive-entries.js';
import { ARCHIVE_TAMPERINGS, TAMPERED_BEFORE } from './archive-tamperings.js';
import { TamperedWorld } from './tampered-world.js';

const tried = casesOfThreat(12, 'tamperings of an archive, on its way or before it was made; each found and named');
const ALL: Selection = { subject: 'ALL', id: null, fromMs: Date.parse('2026-01-01'), toMs: Date.parse('2027-01-01') };

let world: TamperedWorld;
let directory: string;
let keys: PublicReceiptKey[];
let entries: Entry[];
let older: Entry[];

beforeAll(async () => {
  world = await TamperedWorld.create();
  directory = await mkdtemp(join(tmpdir(), 'openfolio-archive-'));
  keys = await new ReceiptKeys(SECRET).proved(world.world.database.ops);
  older = entriesOf(await exported('older.tar', { ...ALL, subject: 'CUSTOMER', id: world.places.customer }));
  entries = entriesOf(await exported('whole.tar'));
});
afterAll(async () => {
  await world?.close();
  await rm(directory, { recursive: true, force: true });
});

async function exported(name: string, selection = ALL): Promise<Buffer> {
  const parts = { pool: world.world.database.ops, secret: SECRET, clock: world.world.clock };
  await new ExportReceipts(parts).run(selection, join(directory, name));
  world.world.clock.advance(1000);
  return readFile(join(directory, name));
}

async function found(archive: Buffer): Promise<{ kinds: string[]; receipts: number }> {
  const file = join(directory, 'checked.tar');
  await writeFile(file, archive);
  const findings: ExportFinding[] = [];
  const { receipts } = await verifyExport(file, keys, (finding) => void findings.push(finding));
  for (const finding of findings) expect(describeFinding(finding)).not.toBe('');
  expect(findings.length).toBeLessThan(1100);
  return { receipts, kinds: [...new Set(findings.map(({ kind }) => kind))] };
}

test('untouched, an archive of everything is proved', async () => {
  expect(await found(packed(entries))).toEqual({ kinds: [], receipts: 12 });
});

test.each(ARCHIVE_TAMPERINGS)('it is found, offline, when %s', async (_name, change, ...expected) => {
  const { kinds } = await found(change(entries, older));
  expect(kinds).toEqual(expect.arrayContaining(expected));
  tried(1);
});

test.each(TAMPERED_BEFORE)(
  'it is found, offline, when before the archive was made %s',
  async (name, statement, ...expected) => {
    await world.world.tamper(statement);
    try {
      const { kinds } = await found(await exported(`${TAMPERED_BEFORE.findIndex(([of]) => of === name)}.tar`));
      expect(kinds.sort()).toEqual(expected);
      tried(1);
    } finally {
      await world.restore();
    }
  },
);
