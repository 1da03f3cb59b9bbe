import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type pg from 'pg';
import { HASH_BYTES, multiproof } from '../receipts/merkle-tree.js';
import { type StoredReceipt, storedText } from '../receipts/receipt.js';
import type { ReceiptRows } from '../receipts/receipt-rows.js';
import type { Checkpoint } from '../sealing/checkpoint.js';
import { COLUMN_OF, type Selection } from './selection.js';

const compress = promisify(gzip);

/** The receipts of one checkpoint that belong to the selection, with what proves that they stand in its tree. */
export interface CheckpointPart {
  readonly receipts: number;
  readonly content: Buffer;
}

/**
 * Lines of JSON: first `{checkpoint, leaves, proof}`, then one `{leaf, hash, receipt}` per receipt. `receipt` is the very text that
 * was sealed, `hash` its leaf as it was sealed: a row that was altered since is named by whoever checks the archive. `proof` holds the hashes of all other branches, shared by all receipts of the part.
 *
 * @returns `undefined` when nothing of the selection stands in this checkpoint
 */
export async function checkpointPart(
  client: pg.ClientBase,
  rows: ReceiptRows,
  checkpoint: Checkpoint,
  leaves: Buffer,
  selection: Selection,
): Promise<CheckpointPart | undefined> {
  const lines: string[] = [];
  const indices: number[] = [];
  for await (const { leaf, stored } of selectedRows(client, rows, checkpoint, selection)) {
    const hash = leaves.subarray(leaf * HASH_BYTES, (leaf + 1) * HASH_BYTES).toString('base64url');
    lines.push(`{"leaf":${leaf},"hash":"${hash}","receipt":${storedText(stored)}}`);
    indices.push(leaf);
  }
  if (lines.length === 0) return undefined;
  const proof = multiproof(leaves, indices).map((hash) => hash.toString('base64url'));
  const head = JSON.stringify({ checkpoint: checkpoint.number, leaves: leaves.length / HASH_BYTES, proof });
  const content = await compress(`${head}\n${lines.join('\n')}\n`, { level: 1 });
  return { receipts: lines.length, content };
}

/** Ascending by leaf. */
async function* selectedRows(
  client: pg.ClientBase,
  rows: ReceiptRows,
  { spans, from, to }: Checkpoint,
  { subject, id, fromMs, toMs }: Selection,
): AsyncGenerator<{ leaf: number; stored: StoredReceipt }> {
  const column = COLUMN_OF[subject];
  const found = new Map<string, StoredReceipt[]>();
  if (column !== null) {
    const [first, last] = [Math.max(fromMs, Date.parse(from)), Math.min(toMs, Date.parse(to))];
    for (const stored of await rows.of(client, column, id ?? '', new Date(first), new Date(last)))
      found.set(stored.receipt.writerId, [...(found.get(stored.receipt.writerId) ?? []), stored]);
  }
  let leaf = 0;
  for (const [writerId, first, last] of spans) {
    const inSpan = column === null ? rows.ofWriter(client, writerId, first, last) : (found.get(writerId) ?? []);
    for await (const stored of inSpan) {
      const { number } = stored.receipt;
      if (number >= first && number <= last) yield { leaf: leaf + number - first, stored };
    }
    leaf += last - first + 1;
  }
}
