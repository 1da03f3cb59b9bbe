import type pg from 'pg';
import { closingText } from '../receipt-stream.js';
import type { ReceiptMac } from '../receipts/receipt-mac.js';
import type { OpenStream } from './collect-leaves.js';

/** The streams that may hold more than is sealed, with what their writers said of their end. */
export async function openStreams(client: pg.ClientBase, mac: ReceiptMac): Promise<OpenStream[]> {
  return streamsOf(await readStreams(client, 'NOT w.done'), mac);
}

/**
 * The same of all streams, for whoever believes no column of `receipt_writer`.
 *
 * @param sealed how far the signed checkpoints reach, by writer
 */
export async function allStreams(
  client: pg.ClientBase,
  mac: ReceiptMac,
  sealed: ReadonlyMap<string, number>,
): Promise<OpenStream[]> {
  const rows = await readStreams(client, 'true');
  return streamsOf(
    rows.map((row) => ({ ...row, sealed_number: String(sealed.get(row.id) ?? 0) })),
    mac,
  );
}

/** Writers whose last word is not their own. */
export async function forgedEnds(client: pg.ClientBase, mac: ReceiptMac): Promise<string[]> {
  const { rows } = await client.query<EndRow>(
    'SELECT id, closed_number, closed_mac FROM receipt_writer WHERE closed_number IS NOT NULL OR closed_mac IS NOT NULL',
  );
  return rows.filter((row) => endOf(row, mac) === null).map(({ id }) => id);
}

function streamsOf(rows: readonly StreamRow[], mac: ReceiptMac): OpenStream[] {
  return rows
    .map((row) => {
      const sealed = Number(row.sealed_number);
      const last = Math.max(sealed, Math.min(Number(row.last ?? 0), Number.MAX_SAFE_INTEGER));
      return { writerId: row.id, sealed, last, closed: endOf(row, mac) };
    })
    .filter(({ sealed, last, closed }) => last > sealed || (closed ?? 0) > sealed);
}

function endOf(row: EndRow, mac: ReceiptMac): number | null {
  const closed = Number(row.closed_number ?? -1);
  return mac.proves(closingText(row.id, closed), row.closed_mac ?? Buffer.alloc(0)) ? closed : null;
}

async function readStreams(client: pg.ClientBase, which: string): Promise<StreamRow[]> {
  return (await client.query<StreamRow>(STREAMS(which))).rows;
}

interface EndRow {
  readonly id: string;
  readonly closed_number: string | null;
  readonly closed_mac: Buffer | null;
}

interface StreamRow extends EndRow {
  readonly sealed_number: string;
  readonly last: string | null;
}

/** A stream that was set back is not sealed twice: it is sealed as far as its ranges say. */
const STREAMS = (which: string) => `SELECT w.id, w.closed_number, w.closed_mac,
    GREATEST(w.sealed_number, (SELECT r.last_number FROM receipt_range r WHERE r.writer_id = w.id ORDER BY r.first_number DESC LIMIT 1)) AS sealed_number,
    (SELECT max(o.number) FROM operation_record o WHERE o.writer_id = w.id) AS last
  FROM receipt_writer w WHERE ${which} ORDER BY w.id`;
