import type pg from 'pg';
import type { ReceiptSpan } from '../sealing/checkpoint.js';
import type { Finding } from './findings.js';

/**
 * Rows that stand where no writer of the platform put one: of no writer, below a stream's beginning, beyond all numbers, and where a
 * checkpoint says that none stood.
 *
 * @param holes what was missing when it was sealed
 */
export async function tellUnknownRows(
  client: pg.ClientBase,
  holes: readonly ReceiptSpan[],
  report: (finding: Finding) => void,
): Promise<void> {
  const columns = [0, 1, 2].map((column) => holes.map((hole) => hole[column]));
  for (const { id, writer_id, number } of (await client.query<UnknownRow>(UNKNOWN, columns)).rows)
    report({ kind: 'RECEIPT_UNKNOWN', id, writerId: writer_id, number: Number(number) });
}

interface UnknownRow {
  readonly id: string;
  readonly writer_id: string;
  readonly number: string;
}

const UNKNOWN = `SELECT o.id, o.writer_id, o.number FROM operation_record o
    WHERE NOT EXISTS (SELECT FROM receipt_writer w WHERE w.id = o.writer_id)
  UNION ALL SELECT o.id, o.writer_id, o.number FROM receipt_writer w
    JOIN operation_record o ON o.writer_id = w.id AND (o.number < 1 OR o.number > ${Number.MAX_SAFE_INTEGER})
  UNION ALL SELECT o.id, o.writer_id, o.number FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS hole(writer_id, first, last)
    JOIN operation_record o ON o.writer_id = hole.writer_id AND o.number BETWEEN hole.first AND hole.last
  LIMIT 1000`;
