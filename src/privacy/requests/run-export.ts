import type pg from 'pg';
import { EXPORT_SECTIONS } from './export-sections.js';
import type { RunningRequest } from './running-request.js';

/** Runs a document as the customer's own session, through the pipeline. */
export type RunAsCustomer = (
  customerId: string,
  document: string,
  variables?: Readonly<Record<string, unknown>>,
) => Promise<Record<string, unknown>>;

/**
 * Writes one page of an export and how far it came, in the caller's transaction: after a crash the same page is read again.
 *
 * @returns whether that was the last one
 */
export async function runExport(
  client: pg.PoolClient,
  request: RunningRequest,
  runAsCustomer: RunAsCustomer,
  now: number,
): Promise<boolean> {
  const section = EXPORT_SECTIONS[request.section];
  if (!section) return true;
  const data = await runAsCustomer(
    request.customerId,
    section.document,
    section.pages ? { after: request.cursor } : {},
  );
  await client.query(
    `INSERT INTO privacy_export_part (request_id, customer_id, number, section, content, made_at)
     SELECT $1, $2, count(*), $3, $4, $5 FROM privacy_export_part WHERE request_id = $1`,
    [request.id, request.customerId, section.name, JSON.stringify(data), new Date(now)],
  );
  const next = section.pages === undefined ? null : nextPage(data[section.pages]);
  const reached =
    next === null ? { section: request.section + 1, cursor: null } : { section: request.section, cursor: next };
  await client.query('UPDATE privacy_request SET section = $2, cursor = $3 WHERE id = $1', [
    request.id,
    reached.section,
    reached.cursor,
  ]);
  return EXPORT_SECTIONS[reached.section] === undefined;
}

function nextPage(connection: unknown): string | null {
  const { pageInfo } = connection as { pageInfo?: { hasNextPage: boolean; endCursor: string | null } };
  return pageInfo?.hasNextPage ? pageInfo.endCursor : null;
}
