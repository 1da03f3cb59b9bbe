import type pg from 'pg';
import type { CauseKind } from '../../operation/grant.js';
import type { Receipt, StoredReceipt } from './receipt.js';

/** A row as PostgreSQL wrote it: text by position, so that nothing is converted that is not needed. */
type Row = readonly (string | null)[];

const COLUMNS = `o.writer_id, o.number, o.id, (extract(epoch FROM o.at) * 1000)::numeric::text, o.cause, o.cause_id, o.actor_id, o.grant_id,
  o.app_id, o.customer_id, o.person_id, o.operation_hash, o.operation_name, array_to_json(o.fields)::text, o.row_counts::text,
  o.cost_requested, o.cost_actual, o.duration_us, o.outcome, encode(o.mac, 'base64')`;

/** Rows of one writer, from a number on. $1 writer, $2 first, $3 last, $4 how many. */
const OF_WRITER = `SELECT ${COLUMNS} FROM operation_record o
  WHERE o.writer_id = $1 AND o.number BETWEEN $2 AND $3 ORDER BY o.number LIMIT $4`;

/** Rows of one customer or app in a span of time, by writer and number. */
const OF_SUBJECT = (column: 'customer_id' | 'app_id') => `SELECT ${COLUMNS} FROM operation_record o
  WHERE o.${column} = $1 AND o.at BETWEEN $2 AND $3 ORDER BY o.writer_id, o.number`;

/** `infinity` is an instant to PostgreSQL, but no number of JSON. */
const JS_DATE_MAX = 8.64e15;

const PAGE_ROWS = 2048;

/** Whole numbers by type, as `jsonb` writes what the writer sent. */
const COUNTS = /^\{(?:"(?:[^"\\]|\\.)*": \d{1,15}(?:, |(?=\})))*\}$/;

/** Reads stored rows as receipts. Field lists repeat with the documents, so each is parsed once. */
export class ReceiptRows {
  readonly #fields = new Map<string, { fields: readonly string[]; json: string }>();

  /** Ascending, in pages, so that memory stays flat however long the span is. */
  async *ofWriter(client: pg.ClientBase, writerId: string, first: number, last: number): AsyncGenerator<StoredReceipt> {
    for (let next = first; next <= last; ) {
      const { rows } = await client.query<Row & unknown[]>({
        name: 'receipts_of_writer',
        text: OF_WRITER,
        values: [writerId, next, last, PAGE_ROWS],
        rowMode: 'array',
        types: AS_TEXT,
      });
      for (const row of rows) yield this.#stored(row);
      if (rows.length < PAGE_ROWS) return;
      next = Number(rows.at(-1)?.[1]) + 1;
    }
  }

  /** At most one checkpoint's time at once, which bounds how many there can be. */
  async of(
    client: pg.ClientBase,
    column: 'customer_id' | 'app_id',
    id: string,
    from: Date,
    to: Date,
  ): Promise<StoredReceipt[]> {
    const { rows } = await client.query<Row & unknown[]>({
      text: OF_SUBJECT(column),
      values: [id, from, to],
      rowMode: 'array',
      types: AS_TEXT,
    });
    return rows.map((row) => this.#stored(row));
  }

  #stored(row: Row): StoredReceipt {
    const { fields, json } = this.#fieldList(row[13] ?? '[]');
    const counts = given(row[14]);
    const known = COUNTS.test(counts);
    const receipt: Receipt = {
      writerId: given(row[0]),
      number: Number(row[1]),
      id: given(row[2]),
      at: Math.max(-JS_DATE_MAX, Math.min(JS_DATE_MAX, Number(row[3]))),
      cause: given(row[4]) as CauseKind,
      causeId: row[5] ?? null,
      actorId: row[6] ?? null,
      grantId: given(row[7]),
      appId: given(row[8]),
      customerId: row[9] ?? null,
      personId: row[10] ?? null,
      operationHash: given(row[11]),
      operationName: row[12] ?? null,
      fields,
      rowCounts: known ? (JSON.parse(counts) as Record<string, number>) : {},
      costRequested: Number(row[15]),
      costActual: Number(row[16]),
      durationUs: Number(row[17]),
      outcome: given(row[18]),
    };
    const mac = Buffer.from(given(row[19]), 'base64');
    return { receipt, fieldsJson: json, mac, ...(!known && { countsJson: counts }) };
  }

  #fieldList(text: string): { fields: readonly string[]; json: string } {
    const known = this.#fields.get(text);
    if (known) return known;
    if (this.#fields.size > 10_000) this.#fields.clear(); // documents of strangers have no bound
    const fields = JSON.parse(text) as string[];
    const list = { fields, json: JSON.stringify(fields) };
    this.#fields.set(text, list);
    return list;
  }
}

const AS_TEXT = { getTypeParser: () => (value: string | Buffer) => value } as unknown as pg.CustomTypesConfig;

function given(value: string | null | undefined): string {
  return value ?? '';
}
