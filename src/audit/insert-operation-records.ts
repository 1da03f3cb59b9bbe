import type { Client } from 'pg';
import type { NumberedRecord } from './receipt-stream.js';

/**
 * Writes a batch with one statement, all or none. One column is one array parameter; the nested `fields` travel as text
 * and become arrays per row, since unnest would flatten them. The array literals are made here, because pg's own
 * conversion escapes every element of every column.
 */
export class OperationRecordInsert {
  /** A document's field list is one array for all its operations, so its literal is made once. */
  readonly #fieldLists = new WeakMap<readonly string[], string>();

  /** @throws DatabaseError for what the table refuses, anything else when the connection failed */
  async run(client: Client, writerId: string, records: readonly NumberedRecord[]): Promise<void> {
    const columns = COLUMNS.map((column) => arrayLiteral(records, column));
    columns.splice(
      FIELDS_AT,
      0,
      arrayLiteral(records, ({ record }) => this.#fields(record.fields)),
    );
    await client.query({
      name: 'insert_operation_records',
      text: INSERT_OPERATION_RECORDS,
      values: [writerId, ...columns],
    });
  }

  #fields(fields: readonly string[]): string {
    const known = this.#fieldLists.get(fields);
    if (known !== undefined) return known;
    const element = quoted(`{${fields.map(quoted).join(',')}}`);
    this.#fieldLists.set(fields, element);
    return element;
  }
}

const FIELDS_AT = 11;

const INSERT_OPERATION_RECORDS = `INSERT INTO operation_record
    (writer_id, id, at, cause, cause_id, actor_id, grant_id, app_id, customer_id, person_id, operation_hash, operation_name, fields,
     row_counts, cost_requested, cost_actual, duration_us, outcome, number, mac)
  SELECT $1::uuid, r.id, to_timestamp(r.at_ms / 1000) + (r.at_ms % 1000) * interval '1 millisecond', r.cause, r.cause_id, r.actor_id, r.grant_id, r.app_id, r.customer_id, r.person_id,
     r.operation_hash, r.operation_name, r.fields::text[], r.row_counts::jsonb, r.cost_requested, r.cost_actual, r.duration_us,
     r.outcome, r.number, r.mac
  FROM unnest($2::uuid[], $3::bigint[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[], $9::uuid[], $10::uuid[], $11::text[],
     $12::text[], $13::text[], $14::text[], $15::int[], $16::int[], $17::int[], $18::text[], $19::bigint[], $20::bytea[])
    AS r(id, at_ms, cause, cause_id, actor_id, grant_id, app_id, customer_id, person_id, operation_hash, operation_name, fields,
     row_counts, cost_requested, cost_actual, duration_us, outcome, number, mac)`;

type Column = (record: NumberedRecord) => string;

/** In the order of the parameters, but for `fields`, which stands at {@link FIELDS_AT}. */
const COLUMNS: readonly Column[] = [
  ({ record }) => record.id,
  ({ record }) => String(record.at),
  ({ record }) => record.cause,
  ({ record }) => record.causeId ?? 'NULL',
  ({ record }) => record.actorId ?? 'NULL',
  ({ record }) => record.grantId,
  ({ record }) => record.appId,
  ({ record }) => record.customerId ?? 'NULL',
  ({ record }) => record.personId ?? 'NULL',
  ({ record }) => quoted(record.operationHash),
  ({ record }) => (record.operationName === null ? 'NULL' : quoted(record.operationName)),
  ({ record }) => quoted(JSON.stringify(record.rowCounts)),
  ({ record }) => String(record.costRequested),
  ({ record }) => String(record.costActual),
  ({ record }) => String(record.durationUs),
  ({ record }) => quoted(record.outcome),
  ({ number }) => String(number),
  ({ mac }) => `"\\\\x${mac}"`,
];

function arrayLiteral(records: readonly NumberedRecord[], column: Column): string {
  let text = '{';
  for (const record of records) text += text === '{' ? column(record) : `,${column(record)}`;
  return `${text}}`;
}

const SPECIAL = /["\\]/g;

function quoted(text: string): string {
  return `"${text.replace(SPECIAL, '\\$&')}"`;
}
