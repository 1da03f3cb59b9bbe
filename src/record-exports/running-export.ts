import type pg from 'pg';
import type { Selection } from '../audit/index.js';

/** An export that was approved; whoever holds one holds the lock on its row. */
export interface RunningExport {
  readonly id: string;
  readonly selection: Selection;
  /** Index in the table of stages, and the key within it that is done. */
  readonly stage: number;
  readonly position: string | null;
  readonly chunks: number;
  readonly firstCheckpoint: number | null;
  readonly lastCheckpoint: number | null;
}

/** What one step added. */
export interface StepResult {
  /** Whole files, in their order. */
  readonly files: readonly { readonly name: string; readonly content: Buffer }[];
  /** Bytes behind the last file: the end of the archive. */
  readonly end?: Buffer;
  /** Key that the next step of the same stage begins behind; null: the stage is done. */
  readonly next: string | null;
  readonly checkpoints?: number;
  readonly receipts?: number;
  readonly events?: number;
  readonly consents?: number;
}

interface Row extends Omit<RunningExport, 'selection'>, Pick<Selection, 'subject'> {
  readonly subjectId: string | null;
  readonly from: Date;
  readonly to: Date;
}

/** The next one to work on; those that failed wait behind the others. */
export async function claimExport(client: pg.PoolClient): Promise<RunningExport | undefined> {
  const { rows } = await client.query<Row>(
    `SELECT id, subject, subject_id AS "subjectId", from_at AS "from", to_at AS "to", stage, position, chunks,
       first_checkpoint::int AS "firstCheckpoint", last_checkpoint::int AS "lastCheckpoint" FROM record_export
     WHERE state IN ('APPROVED', 'RUNNING') AND door = 'DESK' ORDER BY failures, requested_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`,
  );
  const row = rows[0];
  if (!row) return undefined;
  const { subject, subjectId, from, to, ...rest } = row;
  return { ...rest, selection: { subject, id: subjectId, fromMs: from.getTime(), toMs: to.getTime() } };
}
