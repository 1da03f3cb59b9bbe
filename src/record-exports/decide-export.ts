import type pg from 'pg';
import { recordEvents } from '../events/index.js';
import type { Clock } from '../kernel/clock.js';
import { inTransaction, onceByKey } from '../storage/index.js';
import { recordExportError } from './record-exports.errors.js';

export interface ExportDecision {
  readonly exportId: string;
  readonly approve: boolean;
  readonly by: string;
  /** Refuses when this person took part before. */
  readonly requireAnother: (formerPersonId: string | null) => void;
  readonly holder: string;
  readonly idempotencyKey?: string | null | undefined;
}

/** The second person's word on an export. What is approved runs by itself. */
export class DecideExport {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { readonly pool: pg.Pool; readonly clock: Clock }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
  }

  /** @throws PublicError EXPORT_CONFLICT, SECOND_PERSON_REQUIRED */
  async decide({ exportId, approve, by, requireAnother, holder, idempotencyKey: key }: ExportDecision): Promise<void> {
    const now = this.#clock.now();
    const act = { holder, act: 'decideRecordExport', key, input: { exportId, approve }, now };
    await inTransaction(this.#pool, (client) =>
      onceByKey(client, act, async () => {
        const { rows } = await client.query<{ state: string; requested_by: string | null }>(
          'SELECT state, requested_by FROM record_export WHERE id = $1 FOR UPDATE',
          [exportId],
        );
        const state = rows[0]?.state ?? 'unknown';
        if (!rows[0] || state !== 'PROPOSED') throw recordExportError('EXPORT_CONFLICT', { params: { state } });
        requireAnother(rows[0].requested_by);
        await client.query(
          `UPDATE record_export SET state = $2, decided_by = $3, decided_at = $4,
             ended_at = CASE WHEN $2 = 'REFUSED' THEN $4::timestamptz END WHERE id = $1`,
          [exportId, approve ? 'APPROVED' : 'REFUSED', by, new Date(now)],
        );
        const type = approve ? 'records.export_approved' : 'records.export_refused';
        await recordEvents(client, [{ type, subjectId: exportId, data: { by }, at: now }]);
        return null;
      }),
    );
  }
}
