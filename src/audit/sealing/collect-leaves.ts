import type pg from 'pg';
import { leafOf, receiptText } from '../receipts/receipt.js';
import type { ReceiptMac } from '../receipts/receipt-mac.js';
import { ReceiptRows } from '../receipts/receipt-rows.js';
import type { ReceiptSpan, SealFault } from './checkpoint.js';

/** A writer with rows that no checkpoint holds. */
export interface OpenStream {
  readonly writerId: string;
  readonly sealed: number;
  /** Its last row that stands; at least `sealed`. */
  readonly last: number;
  /** Its last number by its own word, proved; null while it writes, and for a process that died. */
  readonly closed: number | null;
}

/** What one checkpoint will hold. */
export interface Collected {
  readonly leaves: Buffer[];
  readonly spans: ReceiptSpan[];
  readonly faults: SealFault[];
  /** How far each writer is sealed now. */
  readonly reached: Map<string, number>;
  fromMs: number;
  toMs: number;
}

/**
 * Takes rows of each stream in turn, in the order of their numbers, until the checkpoint is full. A number without a row is
 * a fault, and so is a row whose MAC does not prove it; both are told and neither stops the sealing of the others.
 */
export async function collectLeaves(
  client: pg.ClientBase,
  streams: readonly OpenStream[],
  mac: ReceiptMac,
  leavesMax: number,
): Promise<Collected> {
  const rows = new ReceiptRows();
  const into: Collected = {
    leaves: [],
    spans: [],
    faults: [],
    reached: new Map(),
    fromMs: Number.POSITIVE_INFINITY,
    toMs: Number.NEGATIVE_INFINITY,
  };
  for (const stream of streams) {
    const room = leavesMax - into.leaves.length;
    if (room <= 0) break;
    await collectStream(client, stream, { rows, mac, room, into });
  }
  return into;
}

async function collectStream(
  client: pg.ClientBase,
  { writerId, sealed, last, closed }: OpenStream,
  { rows, mac, room, into }: { rows: ReceiptRows; mac: ReceiptMac; room: number; into: Collected },
): Promise<void> {
  const until = Math.min(last, sealed + room);
  let expected = sealed + 1;
  for await (const stored of rows.ofWriter(client, writerId, expected, until)) {
    const { number, at } = stored.receipt;
    if (number > expected) addSpan(into.faults, 'MISSING', writerId, expected, number - 1);
    const text = receiptText(stored.receipt, stored.fieldsJson);
    if (!mac.proves(text, stored.mac)) addSpan(into.faults, 'UNPROVEN', writerId, number, number);
    into.leaves.push(leafOf(text));
    growSpans(into.spans, writerId, number);
    into.fromMs = Math.min(into.fromMs, at);
    into.toMs = Math.max(into.toMs, at);
    expected = number + 1;
  }
  if (expected <= until) addSpan(into.faults, 'MISSING', writerId, expected, until);
  const end = closed !== null && until === last ? Math.max(until, closed) : until;
  if (end > until) addSpan(into.faults, 'MISSING', writerId, until + 1, end);
  into.reached.set(writerId, end);
}

function growSpans(spans: ReceiptSpan[], writerId: string, number: number): void {
  const current = spans.at(-1);
  if (current?.[0] === writerId && current[2] === number - 1) spans[spans.length - 1] = [writerId, current[1], number];
  else spans.push([writerId, number, number]);
}

/** Neighbours of one kind are one fault: an unproved stream is one line and not a million. */
function addSpan(faults: SealFault[], kind: SealFault['kind'], writerId: string, first: number, last: number): void {
  const current = faults.at(-1);
  const joins = current?.kind === kind && current.span[0] === writerId && current.span[2] === first - 1;
  if (joins) faults[faults.length - 1] = { kind, span: [writerId, current.span[1], last] };
  else faults.push({ kind, span: [writerId, first, last] });
}
