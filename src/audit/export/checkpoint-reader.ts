import type pg from 'pg';
import { ReceiptRows } from '../receipts/receipt-rows.js';
import { openCheckpoint } from '../sealing/checkpoint.js';
import { ReceiptKeys, trustedKeys } from '../sealing/receipt-keys.js';
import { type CheckpointPart, checkpointPart } from './checkpoint-part.js';
import type { Selection } from './selection.js';

/** Reads what one checkpoint holds of a selection. */
export class CheckpointReader {
  readonly #keys: ReceiptKeys;
  readonly #rows = new ReceiptRows();

  constructor(secret: Buffer) {
    this.#keys = new ReceiptKeys(secret);
  }

  /** @throws Error when the checkpoint is not there or not ours: an archive of it would prove nothing */
  async read(client: pg.ClientBase, number: number, selection: Selection): Promise<CheckpointPart | undefined> {
    const { rows } = await client.query<{ jws: string; leaves: Buffer }>(
      'SELECT c.jws, l.leaves FROM receipt_checkpoint c JOIN receipt_leaves l ON l.checkpoint = c.number WHERE c.number = $1',
      [number],
    );
    const checkpoint =
      rows[0] && (await openCheckpoint(rows[0].jws, await trustedKeys(await this.#keys.proved(client))));
    if (!rows[0] || !checkpoint)
      throw new Error(`Checkpoint ${number} is missing or not ours; run \`openfolio audit verify\` first`);
    return checkpointPart(client, this.#rows, checkpoint, rows[0].leaves, selection);
  }
}

/** Name of the file that holds what {@link CheckpointReader} read. */
export function partName(number: number): string {
  return `receipts/${String(number).padStart(10, '0')}.ndjson.gz`;
}
