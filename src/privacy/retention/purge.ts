import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { RETENTION_TABLE, type RetentionRow } from './retention-table.js';

const BATCH_ROWS = 1000;

/** Of one kind, at one time: a long backlog is left to the next round instead of keeping a connection busy. */
const BATCHES_MAX = 50;

export interface PurgeParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly table?: readonly RetentionRow[];
  readonly batchRows?: number;
}

/**
 * Removes what has been kept long enough, kind by kind, in batches that are each a transaction: a crash loses nothing, any
 * number of processes may run it, and no lock is held for long.
 */
export class Purge {
  readonly #parts: PurgeParts;

  constructor(parts: PurgeParts) {
    this.#parts = parts;
  }

  /** @returns rows removed by kind */
  async run(): Promise<Readonly<Record<string, number>>> {
    const removed: Record<string, number> = {};
    for (const row of this.#parts.table ?? RETENTION_TABLE)
      if (row.purge !== undefined) removed[row.kind] = await this.#purge(row.purge, row.keep);
    return removed;
  }

  async #purge(sql: string, keep: string): Promise<number> {
    const { pool, clock, batchRows = BATCH_ROWS } = this.#parts;
    const { rows } = await pool.query<{ before: Date }>('SELECT $1::timestamptz - $2::interval AS before', [
      new Date(clock.now()),
      keep,
    ]);
    let removed = 0;
    for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
      const { rowCount } = await pool.query(sql, [rows[0]?.before, batchRows]);
      removed += rowCount ?? 0;
      if ((rowCount ?? 0) < batchRows) break;
    }
    return removed;
  }
}
