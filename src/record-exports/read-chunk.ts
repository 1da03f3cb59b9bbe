import type { OperationContext } from '../operation/index.js';
import type { RecordExportChunk } from './record-export.type.js';

/** Under the person's own reach: row-level security opens a piece to those with the act. */
export async function readChunk(
  context: Pick<OperationContext, 'reach' | 'count'>,
  exportId: string,
  number: number,
): Promise<RecordExportChunk | null> {
  const [[row] = []] = await context.reach.read([
    {
      name: 'record_export_chunk',
      text: `SELECT translate(encode(c.content, 'base64'), E'\\n', '') FROM record_export_chunk c JOIN record_export e ON e.id = c.export_id
             WHERE c.export_id = $1::uuid AND c.number = $2::int AND e.state = 'DONE'`,
      values: [exportId, String(number)],
    },
  ]);
  const contentBase64 = row?.[0];
  if (contentBase64 == null) return null;
  context.count('RecordExportChunk', 1);
  return { number, contentBase64 };
}
