import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type pg from 'pg';
import {
  ARCHIVE_END,
  ARCHIVE_README,
  CheckpointReader,
  type ExportList,
  listPage,
  partName,
  ReceiptKeys,
  signManifest,
} from '../audit/index.js';
import type { RunningExport, StepResult } from './running-export.js';

const compress = promisify(gzip);

/** One step of an export, in the caller's transaction. */
export type Stage = (client: pg.PoolClient, running: RunningExport, now: number) => Promise<StepResult>;

/** A step ends when it read so much: about a second of work, which is what a crash repeats at most. */
const STEP = { receipts: 65_536, checkpoints: 200 } as const;

/**
 * The archive from its first byte to its last. Each step adds whole files at the end, so nothing is written twice; the list of
 * files with their hashes comes last because it is signed when all of them are known.
 */
export function stages(secret: Buffer, stepReceipts: number = STEP.receipts): readonly Stage[] {
  const [reader, keys] = [new CheckpointReader(secret), new ReceiptKeys(secret)];
  return [begin, list('checkpoints'), receipts(reader, stepReceipts), list('events'), list('consents'), manifest(keys)];
}

/** Which checkpoints: fixed here, so that progress is counted against a number that stays. */
const begin: Stage = async (client, { id, selection }) => {
  await client.query(
    `UPDATE record_export SET (checkpoints_total, first_checkpoint, last_checkpoint) =
       (SELECT count(*), min(number), max(number) FROM receipt_checkpoint WHERE to_at >= $2 AND from_at <= $3) WHERE id = $1`,
    [id, new Date(selection.fromMs), new Date(selection.toMs)],
  );
  return { files: [{ name: 'README.txt', content: Buffer.from(ARCHIVE_README) }], next: null };
};

function list(name: ExportList): Stage {
  return async (client, { selection, position, firstCheckpoint, lastCheckpoint }) => {
    const [number = '0', after = null] = position?.split(' ') ?? [];
    const span = { first: firstCheckpoint ?? 1, last: lastCheckpoint ?? 0 };
    const { lines, next } = await listPage(client, name, selection, span, after);
    const content = await compress(lines.map((line) => `${line}\n`).join(''), { level: 1 });
    const file = { name: `${name}-${number.padStart(6, '0')}.ndjson.gz`, content };
    const counted = name === 'checkpoints' ? {} : { [name]: lines.length };
    return { files: [file], next: next === null ? null : `${Number(number) + 1} ${next}`, ...counted };
  };
}

function receipts(reader: CheckpointReader, stepReceipts: number): Stage {
  return async (client, { selection, position, lastCheckpoint }) => {
    const { rows } = await client.query<{ number: number }>(
      `SELECT number::int AS number FROM receipt_checkpoint
       WHERE number > $1 AND number <= $2 AND to_at >= $3 AND from_at <= $4 ORDER BY number LIMIT ${STEP.checkpoints}`,
      [Number(position ?? 0), lastCheckpoint ?? 0, new Date(selection.fromMs), new Date(selection.toMs)],
    );
    const files: { name: string; content: Buffer }[] = [];
    let [found, done] = [0, 0];
    for (const { number } of rows) {
      const part = await reader.read(client, number, selection);
      if (part) files.push({ name: partName(number), content: part.content });
      found += part?.receipts ?? 0;
      done += 1;
      if (found >= stepReceipts) break;
    }
    const last = rows.length < STEP.checkpoints && done === rows.length;
    return { files, next: last ? null : String(rows[done - 1]?.number), checkpoints: done, receipts: found };
  };
}

function manifest(keys: ReceiptKeys): Stage {
  return async (client, { id, selection }, now) => {
    const files = await client.query<{ name: string; sha256: string }>(
      'SELECT name, sha256 FROM record_export_file WHERE export_id = $1 ORDER BY number',
      [id],
    );
    const counts = await client.query<{ receipts: number; events: number; consents: number }>(
      'SELECT receipts::int, events::int, consents::int FROM record_export WHERE id = $1',
      [id],
    );
    const { receipts: read = 0, events = 0, consents = 0 } = counts.rows[0] ?? {};
    const facts = { ...selection, madeAt: new Date(now).toISOString(), receipts: read, events, consents };
    const jws = await signManifest(facts, files.rows, await keys.current(client));
    return { files: [{ name: 'manifest.jws', content: Buffer.from(jws) }], end: ARCHIVE_END, next: null };
  };
}
