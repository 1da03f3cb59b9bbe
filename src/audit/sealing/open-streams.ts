import type pg from 'pg';
import { closingText } from '../receipt-stream.js';
import type { ReceiptMac } from '../receipts/receipt-mac.js';
import type { OpenStream } from './collect-leaves.js';

/** The streams that hold more than is sealed, with what their writers said of their end. */
export async function openStreams(client: pg.ClientBase, mac: ReceiptMac): Promise<OpenStream[]> {
  const { rows } = await client.query<StreamRow>(OPEN_STREAMS);
  return rows.map((row) => {
    const closed = row.closed_number === null ? null : Number(row.closed_number);
    const said = closed !== null && mac.proves(closingText(row.id, closed), row.closed_mac ?? Buffer.alloc(0));
    return {
      writerId: row.id,
      sealed: Number(row.sealed_number),
      last: Number(row.last),
      closed: said ? closed : null,
    };
  });
}

interface StreamRow {
  readonly id: string;
  readonly sealed_number: string;
  readonly closed_number: string | null;
  readonly closed_mac: Buffer | null;
  readonly last: string;
}

/** Writers with something to seal: rows, or an end that tells of rows which are not there. */
const OPEN_STREAMS = `SELECT * FROM (
    SELECT w.id, w.sealed_number, w.closed_number, w.closed_mac,
      GREATEST(w.sealed_number, (SELECT max(o.number) FROM operation_record o WHERE o.writer_id = w.id)) AS last
    FROM receipt_writer w WHERE NOT w.done) open
  WHERE last > sealed_number OR closed_number > sealed_number ORDER BY id`;
