import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { COLUMN_OF, type Selection } from './selection.js';

const PAGE_ROWS = 5000;

/** All checkpoints of the selection in their order, so that the chain between its receipts can be followed. */
export function writeCheckpoints(client: pg.ClientBase, numbers: readonly number[], file: string): Promise<number> {
  const [first = 1] = numbers;
  const last = numbers.at(-1) ?? 0;
  return writeLines(client, file, CHECKPOINTS, [first, last]);
}

/** What happened in the period, in the order of the ledger. */
export function writeEvents(client: pg.ClientBase, selection: Selection, file: string): Promise<number> {
  return writeLines(
    client,
    file,
    `${EVENTS} ${ofSubject(selection)} ORDER BY seq LIMIT ${PAGE_ROWS}`,
    periodOf(selection),
  );
}

/** Consents that were given or stood in the period. */
export function writeConsents(client: pg.ClientBase, selection: Selection, file: string): Promise<number> {
  return writeLines(
    client,
    file,
    `${CONSENTS} ${ofSubject(selection)} ORDER BY id LIMIT ${PAGE_ROWS}`,
    periodOf(selection),
  );
}

/** Each row is one JSON text and the key that the next page begins behind. */
async function writeLines(
  client: pg.ClientBase,
  file: string,
  sql: string,
  values: readonly unknown[],
): Promise<number> {
  const gzip = createGzip({ level: 1 });
  const written = gzip.pipe(createWriteStream(file));
  let count = 0;
  for (let after: string | null = null; ; ) {
    const { rows }: { rows: { line: string; key: string }[] } = await client.query(sql, [after, ...values]);
    for (const { line } of rows) if (!gzip.write(`${line}\n`)) await once(gzip, 'drain');
    count += rows.length;
    const end = rows.at(-1);
    if (!end) break;
    after = end.key;
  }
  gzip.end();
  await once(written, 'finish');
  return count;
}

function ofSubject({ subject }: Selection): string {
  const column = COLUMN_OF[subject];
  return column === null ? 'AND $4::uuid IS NULL' : `AND ${column} = $4::uuid`;
}

function periodOf({ fromMs, toMs, id }: Selection): unknown[] {
  return [new Date(fromMs), new Date(toMs), id];
}

const CHECKPOINTS = `SELECT json_build_object('number', number, 'jws', jws)::text AS line, number::text AS key FROM receipt_checkpoint
  WHERE number > COALESCE($1::bigint, 0) AND number BETWEEN $2 AND $3 ORDER BY number LIMIT ${PAGE_ROWS}`;

const EVENTS = `SELECT row_to_json(e)::text AS line, seq::text AS key FROM event e
  WHERE seq > COALESCE($1::bigint, -1) AND occurred_at BETWEEN $2 AND $3`;

const CONSENTS = `SELECT row_to_json(g)::text AS line, id::text AS key FROM access_grant g
  WHERE ($1::uuid IS NULL OR id > $1::uuid) AND customer_id IS NOT NULL AND granted_at <= $3
    AND LEAST(expires_at, COALESCE(revoked_at, expires_at)) >= $2`;
