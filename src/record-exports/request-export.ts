import type pg from 'pg';
import type { Selection } from '../audit/index.js';
import { recordEvents } from '../events/index.js';
import type { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { inTransaction, onceByKey } from '../storage/index.js';
import { recordExportError } from './record-exports.errors.js';

const REASON = { min: 10, max: 2000 } as const;

/** Who hands out: a member of staff at the desk, or an operator at the command line. */
export type Requester =
  | { readonly door: 'DESK'; readonly personId: string }
  | { readonly door: 'COMMAND_LINE'; readonly operator: string };

export interface ExportRequest {
  readonly selection: Selection;
  readonly reason: string;
  readonly by: Requester;
  readonly holder: string;
  readonly idempotencyKey?: string | null | undefined;
}

export interface RequestExportParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  /** Live mode: what one person requests, another one agrees to. */
  readonly twoPeople: boolean;
}

/**
 * Records who wants which records handed out, and why, before anything is read. An operator at the command line has the
 * database anyway, so nobody can make them wait for a second person; the row and the event are what they leave.
 */
export class RequestExport {
  readonly #parts: RequestExportParts;

  constructor(parts: RequestExportParts) {
    this.#parts = parts;
  }

  /** @throws PublicError EXPORT_SELECTION_INVALID, EXPORT_REASON_INVALID, EXPORT_SUBJECT_NOT_FOUND */
  async request({ selection, reason, by, holder, idempotencyKey: key }: ExportRequest): Promise<string> {
    const now = this.#parts.clock.now();
    const said = checkedReason(reason);
    const { subject, id: subjectId, fromMs } = selection;
    const toMs = Math.min(selection.toMs, now); // an archive must not claim to hold what is still to come
    if (!(fromMs < toMs)) throw recordExportError('EXPORT_SELECTION_INVALID');
    const input = { ...selection, reason: said };
    return inTransaction(this.#parts.pool, (client) =>
      onceByKey(client, { holder, act: 'requestRecordExport', key, input, now }, async () => {
        if (subjectId !== null) await requireSubject(client, subject, subjectId);
        const id = newId();
        const state = by.door === 'COMMAND_LINE' ? 'RUNNING' : this.#parts.twoPeople ? 'PROPOSED' : 'APPROVED';
        const [personId, operator] = by.door === 'DESK' ? [by.personId, null] : [null, by.operator];
        await client.query(
          `INSERT INTO record_export (id, subject, subject_id, from_at, to_at, reason, door, requested_by, operator, requested_at, state)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
          [
            id,
            subject,
            subjectId,
            new Date(fromMs),
            new Date(toMs),
            said,
            by.door,
            personId,
            operator,
            new Date(now),
            state,
          ],
        );
        const period = { subject, from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
        const data = { ...period, reason: said, by: personId ?? operator, door: by.door };
        await recordEvents(client, [{ type: 'records.export_requested', subjectId: id, data, at: now }]);
        return id;
      }),
    );
  }

  /** The archive of an operator stands in their file; one that was never told to be is a start that was broken off. */
  async written(id: string, { receipts, checkpoints }: { receipts: number; checkpoints: number }): Promise<void> {
    const now = this.#parts.clock.now();
    await inTransaction(this.#parts.pool, async (client) => {
      await client.query(
        `UPDATE record_export SET state = 'DONE', receipts = $2, checkpoints_done = $3, checkpoints_total = $3, ended_at = $4
         WHERE id = $1 AND door = 'COMMAND_LINE' AND state = 'RUNNING'`,
        [id, receipts, checkpoints, new Date(now)],
      );
      await recordEvents(client, [{ type: 'records.export_completed', subjectId: id, data: {}, at: now }]);
    });
  }
}

function checkedReason(reason: string): string {
  const said = reason.trim();
  if (said.length < REASON.min || said.length > REASON.max)
    throw recordExportError('EXPORT_REASON_INVALID', { params: REASON });
  return said;
}

async function requireSubject(client: pg.PoolClient, subject: Selection['subject'], id: string): Promise<void> {
  const table = subject === 'APP' ? 'app' : 'customer';
  const { rowCount } = await client.query(`SELECT FROM ${table} WHERE id = $1`, [id]);
  if (rowCount === 0) throw recordExportError('EXPORT_SUBJECT_NOT_FOUND', { params: { subject: table } });
}
