import type { Client } from 'pg';
import { newId } from '../kernel/ids.js';
import type { OperationRecord } from '../operation/audit-log.js';
import { placedText } from './receipts/receipt.js';
import type { ReceiptMac } from './receipts/receipt-mac.js';

/** A new stream a day, so that the sealer can forget those of processes that died. */
const LASTS_MS = 86_400_000;

/** A record's place in the stream, and the proof of both. */
export interface NumberedRecord {
  readonly record: OperationRecord;
  readonly number: number;
  /** Hex. */
  readonly mac: string;
}

/**
 * The rows of one writer, numbered 1, 2, 3 … as they commit. One writer sends one batch at a time, so a number is used up
 * exactly when its row is committed: what is missing was taken away. Where a batch's end is unknown the stream must not go on
 * (its numbers may stand or not); another one begins.
 */
export class ReceiptStream {
  readonly id = newId();
  readonly #mac: ReceiptMac;
  readonly #openedAt = performance.now();
  /** A document's field list is one array for all its operations, so its text is made once. */
  readonly #fieldTexts: WeakMap<readonly string[], string>;
  #last = 0;

  private constructor(mac: ReceiptMac, fieldTexts: WeakMap<readonly string[], string>) {
    this.#mac = mac;
    this.#fieldTexts = fieldTexts;
  }

  /** Makes the stream known to the sealer. */
  static async open(
    client: Client,
    mac: ReceiptMac,
    fieldTexts: WeakMap<readonly string[], string>,
  ): Promise<ReceiptStream> {
    const stream = new ReceiptStream(mac, fieldTexts);
    await client.query('INSERT INTO receipt_writer (id, opened_at) VALUES ($1, now())', [stream.id]);
    return stream;
  }

  get isOld(): boolean {
    return performance.now() - this.#openedAt > LASTS_MS;
  }

  numbered(records: readonly OperationRecord[]): NumberedRecord[] {
    return records.map((record, index) => {
      const number = this.#last + index + 1;
      return { record, number, mac: this.#mac.of(placedText(record, this.id, number, this.#fieldText(record.fields))) };
    });
  }

  /** @param count rows that are committed now */
  committed(count: number): void {
    this.#last += count;
  }

  /** Says which row is the last, so that rows can't be cut off the end unseen before they are sealed. */
  async close(client: Client): Promise<void> {
    await client.query('UPDATE receipt_writer SET closed_number = $2, closed_mac = $3 WHERE id = $1', [
      this.id,
      this.#last,
      Buffer.from(this.#mac.of(closingText(this.id, this.#last)), 'hex'),
    ]);
  }

  #fieldText(fields: readonly string[]): string {
    const known = this.#fieldTexts.get(fields);
    if (known !== undefined) return known;
    const text = JSON.stringify(fields);
    this.#fieldTexts.set(fields, text);
    return text;
  }
}

/** What a writer proves when it ends. */
export function closingText(writerId: string, number: number): string {
  return `["openfolio/receipt-stream/v1","${writerId}",${number}]`;
}
