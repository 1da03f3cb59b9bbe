import type pg from 'pg';
import { leafOf, storedText } from '../receipts/receipt.js';
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
  /** Rows behind a gap, without proof: they do not show that their writer used up the numbers between. Told, and left until one does. */
  readonly held: SealFault[];
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
    held: [],
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

interface Read {
  readonly number: number;
  readonly at: number;
  readonly text: string;
  readonly proved: boolean;
}

async function collectStream(
  client: pg.ClientBase,
  { writerId, sealed, last, closed }: OpenStream,
  { rows, mac, room, into }: { rows: ReceiptRows; mac: ReceiptMac; room: number; into: Collected },
): Promise<void> {
  const taken = new TakenRows(writerId, sealed, into);
  let waiting: Read[] = [];
  let read = 0;
  for await (const stored of rows.ofWriter(client, writerId, sealed + 1, last)) {
    const text = storedText(stored);
    const { number, at } = stored.receipt;
    waiting.push({ number, at, text, proved: mac.proves(text, stored.mac) });
    if (waiting.at(-1)?.proved || (waiting.length === 1 && number === taken.next)) waiting = taken.all(waiting);
    if ((read += 1) >= room) break;
  }
  if (closed !== null && read < room) {
    taken.all(waiting.filter(({ number }) => number <= closed));
    waiting = waiting.filter(({ number }) => number > closed);
    taken.missUntil(closed);
  }
  for (const { number } of waiting) addSpan(into.held, 'UNPROVEN', writerId, number, number);
  if (taken.next > sealed + 1) into.reached.set(writerId, taken.next - 1);
}

/** What of one stream goes into the checkpoint. */
class TakenRows {
  readonly #writerId: string;
  readonly #into: Collected;
  next: number;

  constructor(writerId: string, sealed: number, into: Collected) {
    this.#writerId = writerId;
    this.#into = into;
    this.next = sealed + 1;
  }

  /** @returns none: nothing waits any more */
  all(rows: readonly Read[]): [] {
    for (const { number, at, text, proved } of rows) {
      this.missUntil(number - 1);
      if (!proved) addSpan(this.#into.faults, 'UNPROVEN', this.#writerId, number, number);
      this.#into.leaves.push(leafOf(text));
      growSpans(this.#into.spans, this.#writerId, number);
      this.#into.fromMs = Math.min(this.#into.fromMs, at);
      this.#into.toMs = Math.max(this.#into.toMs, at);
      this.next = number + 1;
    }
    return [];
  }

  missUntil(number: number): void {
    if (number < this.next) return;
    addSpan(this.#into.faults, 'MISSING', this.#writerId, this.next, number);
    this.next = number + 1;
  }
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
