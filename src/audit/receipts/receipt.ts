import { hash } from 'node:crypto';
import type { OperationRecord } from '../../operation/audit-log.js';

/** A record as it is sealed: what `operation_record` holds, with its place in the stream of the process that wrote it. */
export interface Receipt extends OperationRecord {
  /** The writer's stream, and the row's number in it: 1, 2, 3 …, without holes, in the order of the commits. */
  readonly writerId: string;
  readonly number: number;
}

export type ReceiptPlace = Pick<Receipt, 'writerId' | 'number'>;

/** A receipt as it stands in the database. */
export interface StoredReceipt {
  readonly receipt: Receipt;
  /** `receipt.fields` as JSON, one string for all rows of a document. */
  readonly fieldsJson: string;
  /** Set where `row_counts` is nothing that the platform writes. */
  readonly countsJson?: string;
  readonly mac: Buffer;
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
export function placedText(
  r: Omit<Receipt, 'writerId' | 'number'>,
  writerId: string,
  number: number,
  fieldsJson: string,
  countsJson = countsText(r.rowCounts),
): string {
  return `["${LAYOUT}","${writerId}",${number},"${r.id}",${r.at},${JSON.stringify(r.cause)},${orNull(r.causeId)},${orNull(r.actorId)},"${r.grantId}","${r.appId}",${orNull(r.customerId)},${orNull(r.personId)},${JSON.stringify(r.operationHash)},${r.operationName === null ? 'null' : JSON.stringify(r.operationName)},${fieldsJson},${countsJson},${r.costRequested},${r.costActual},${r.durationUs},${JSON.stringify(r.outcome)}]`;
}

/**
 * The text that a stored row proves. Counts that the platform can't have written stand in it as PostgreSQL holds them: read as numbers,
 * `"30"`, `[30]` and `30.0` would all pass for 30.
 */
export function storedText({ receipt, fieldsJson, countsJson }: StoredReceipt, place: ReceiptPlace = receipt): string {
  return placedText(receipt, place.writerId, place.number, fieldsJson, countsJson ?? countsText(receipt.rowCounts));
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
