import { hash } from 'node:crypto';
import type { OperationRecord } from '../../operation/audit-log.js';

/** A record as it is sealed: what `operation_record` holds, with its place in the stream of the process that wrote it. */
export interface Receipt extends OperationRecord {
  /** The writer's stream, and the row's number in it: 1, 2, 3 …, without holes, in the order of the commits. */
  readonly writerId: string;
  readonly number: number;
}

/** Changes with the layout below: a receipt of another layout is another kind of text. */
const LAYOUT = 'openfolio/receipt/v1';

/**
 * The bytes that are proved: a JSON array in fixed order, so that no two receipts share a text and every language can make
 * it again from the row. Instants are whole milliseconds; types of `rowCounts` stand in the order of their UTF-16 code units
 * (RFC 8785, 3.2.3), whatever order PostgreSQL keeps them in.
 *
 * @param fieldsJson `fields` as JSON, made once per document
 */
export function receiptText(receipt: Receipt, fieldsJson = JSON.stringify(receipt.fields)): string {
  return placedText(receipt, receipt.writerId, receipt.number, fieldsJson);
}

/** The same for a record that was given its place just now. */
export function placedText(
  r: Omit<Receipt, 'writerId' | 'number'>,
  writerId: string,
  number: number,
  fieldsJson: string,
): string {
  return `["${LAYOUT}","${writerId}",${number},"${r.id}",${r.at},"${r.cause}",${orNull(r.causeId)},${orNull(r.actorId)},"${r.grantId}","${r.appId}",${orNull(r.customerId)},${orNull(r.personId)},${JSON.stringify(r.operationHash)},${r.operationName === null ? 'null' : JSON.stringify(r.operationName)},${fieldsJson},${countsText(r.rowCounts)},${r.costRequested},${r.costActual},${r.durationUs},${JSON.stringify(r.outcome)}]`;
}

/** Leaf of the Merkle tree: SHA-256 of the byte 0 and the text (RFC 6962, 2.1), 32 bytes. */
export function leafOf(text: string): Buffer {
  return hash('sha256', `\0${text}`, 'buffer');
}

function countsText(counts: Readonly<Record<string, number>>): string {
  const types = Object.keys(counts);
  if (types.length > 1) types.sort();
  let text = '';
  for (const type of types) text += `${text === '' ? '' : ','}${JSON.stringify(type)}:${counts[type]}`;
  return `{${text}}`;
}

/** Ids have no character that JSON escapes. */
function orNull(id: string | null): string {
  return id === null ? 'null' : `"${id}"`;
}
