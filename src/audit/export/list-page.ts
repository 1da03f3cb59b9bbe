import type pg from 'pg';
import { COLUMN_OF, type Selection } from './selection.js';

/** What an archive holds besides receipts: all checkpoints between the first and the last, what happened, and consents that stood. */
export type ExportList = 'checkpoints' | 'events' | 'consents';

export interface ListPage {
  readonly lines: readonly string[];
  /** Key that the next page begins behind; null after the last. */
  readonly next: string | null;
}

const PAGE_ROWS = 5000;

/** One page of a list in the order of its keys; each line is one JSON text. */
export async function listPage(
  client: pg.ClientBase,
  list: ExportList,
  selection: Selection,
  checkpoints: { readonly first: number; readonly last: number },
  after: string | null,
): Promise<ListPage> {
  const { subject, id, fromMs, toMs } = selection;
  const column = COLUMN_OF[subject];
  const ofSubject = column === null ? '$4::uuid IS NULL' : `${column} = $4::uuid`;
  const values =
    list === 'checkpoints' ? [checkpoints.first, checkpoints.last] : [new Date(fromMs), new Date(toMs), id];
  const { rows } = await client.query<{ line: string; key: string }>(PAGE[list](ofSubject), [after, ...values]);
  return { lines: rows.map(({ line }) => line), next: rows.length < PAGE_ROWS ? null : (rows.at(-1)?.key ?? null) };
}

/** Each row is one JSON text and its key. The chain between the receipts' checkpoints can be followed only when all are there. */
const PAGE: Readonly<Record<ExportList, (ofSubject: string) => string>> = {
  checkpoints:
    () => `SELECT json_build_object('number', number, 'jws', jws)::text AS line, number::text AS key FROM receipt_checkpoint
      WHERE number > COALESCE($1::bigint, 0) AND number BETWEEN $2 AND $3 ORDER BY number LIMIT ${PAGE_ROWS}`,
  events: (ofSubject) => `SELECT row_to_json(e)::text AS line, seq::text AS key FROM event e
      WHERE seq > COALESCE($1::bigint, -1) AND occurred_at BETWEEN $2 AND $3 AND ${ofSubject} ORDER BY seq LIMIT ${PAGE_ROWS}`,
  consents: (ofSubject) => `SELECT row_to_json(g)::text AS line, id::text AS key FROM access_grant g
      WHERE ($1::uuid IS NULL OR id > $1::uuid) AND customer_id IS NOT NULL AND granted_at <= $3
        AND LEAST(expires_at, COALESCE(revoked_at, expires_at)) >= $2 AND ${ofSubject} ORDER BY id LIMIT ${PAGE_ROWS}`,
};
