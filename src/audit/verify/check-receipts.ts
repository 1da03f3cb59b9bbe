import { HASH_BYTES } from '../receipts/merkle-tree.js';
import { leafOf, type StoredReceipt, storedText } from '../receipts/receipt.js';
import { type Checkpoint, placesOf, type ReceiptSpan } from '../sealing/checkpoint.js';
import type { Finding } from './findings.js';

/** Looking for a moved receipt's own place is quadratic; beyond this many, receipts are told as altered. */
const MOVED_MAX = 2000;

interface Misfit {
  readonly leaf: number;
  readonly stored: StoredReceipt;
}

/**
 * Compares the rows of one checkpoint with its leaves, which are known to give the signed root.
 *
 * @param rowsOf reads the rows that stand in a span, ascending
 */
export async function checkReceipts(
  checkpoint: Checkpoint,
  leaves: Buffer,
  rowsOf: (span: ReceiptSpan) => AsyncIterable<StoredReceipt>,
  report: (finding: Finding) => void,
): Promise<number> {
  const misfits: Misfit[] = [];
  const empty: number[] = [];
  let leaf = 0;
  let rows = 0;
  for (const span of checkpoint.spans) {
    const [, first, last] = span;
    let expected = first;
    for await (const stored of rowsOf(span)) {
      const { number } = stored.receipt;
      rows += 1;
      for (; expected < number; expected += 1) empty.push(leaf + expected - first);
      const at = leaf + number - first;
      if (!leafOf(storedText(stored)).equals(leafAt(leaves, at))) misfits.push({ leaf: at, stored });
      expected = number + 1;
    }
    for (; expected <= last; expected += 1) empty.push(leaf + expected - first);
    leaf += last - first + 1;
  }
  if (misfits.length + empty.length > 0) tell(checkpoint, leaves, misfits, empty, report);
  return rows;
}

function tell(
  checkpoint: Checkpoint,
  leaves: Buffer,
  misfits: readonly Misfit[],
  empty: readonly number[],
  report: (finding: Finding) => void,
): void {
  const places = placesOf(checkpoint, [...misfits.map(({ leaf }) => leaf), ...empty]);
  const at = (leaf: number) => {
    const [writerId, number] = places.get(leaf) ?? ['', 0];
    return { checkpoint: checkpoint.number, position: checkpoint.firstPosition + leaf, writerId, number };
  };
  const candidates = misfits.length + empty.length <= MOVED_MAX ? [...places] : [];
  for (const { leaf, stored } of misfits) {
    const own = candidates.find(([place, [writerId, number]]) =>
      leafOf(storedText(stored, { writerId, number })).equals(leafAt(leaves, place)),
    );
    const moved = own && { belongsAt: checkpoint.firstPosition + own[0] };
    report({
      ...at(leaf),
      id: stored.receipt.id,
      ...(moved ? { kind: 'RECEIPT_MOVED', ...moved } : { kind: 'RECEIPT_ALTERED' }),
    });
  }
  for (const leaf of empty) report({ ...at(leaf), kind: 'RECEIPT_MISSING' });
}

function leafAt(leaves: Buffer, index: number): Buffer {
  return leaves.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
}
