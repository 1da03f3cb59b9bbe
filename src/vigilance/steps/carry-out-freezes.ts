import type pg from 'pg';
import { inTransaction } from '../../storage/index.js';
import type { Freezer } from './freezer.js';

interface DueCase {
  readonly id: string;
  readonly app_id: string;
  readonly state: 'OPEN' | 'LIFTED';
}

/** Frozen and not yet stopped; or lifted after the watch stopped the app. What it did not stop is not its to release. */
const DUE = `c.step = 'FROZEN' AND ((c.state = 'OPEN' AND c.frozen_at IS NULL AND a.status = 'APPROVED')
  OR (c.state = 'LIFTED' AND c.frozen_at IS NOT NULL AND c.released_at IS NULL))`;

/**
 * Freezes the apps whose committed case says so, and lets those go whose case was lifted: the stop, its event and the case's mark
 * are one transaction. Should the process end before it, the next look-out of any process finds the case and does it.
 */
export async function carryOutFreezes(pool: pg.Pool, freezer: Freezer, now: number): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT c.id FROM vigilance_case c JOIN app a ON a.id = c.app_id WHERE ${DUE}`,
  );
  for (const { id } of rows) await inTransaction(pool, (client) => carryOut(client, id, freezer, now));
}

/** The case is held, so that of two processes one does it. */
async function carryOut(client: pg.PoolClient, caseId: string, freezer: Freezer, now: number): Promise<void> {
  const { rows } = await client.query<DueCase>(
    `SELECT c.id, c.app_id, c.state FROM vigilance_case c JOIN app a ON a.id = c.app_id
     WHERE c.id = $1 AND ${DUE} FOR UPDATE OF c SKIP LOCKED`,
    [caseId],
  );
  const [due] = rows;
  if (!due) return;
  if (due.state === 'LIFTED') {
    await freezer.release(client, due.app_id, now);
    await mark(client, 'released_at', caseId, now);
  } else if (await freezer.freeze(client, due.app_id, now)) await mark(client, 'frozen_at', caseId, now);
}

async function mark(client: pg.PoolClient, column: 'frozen_at' | 'released_at', caseId: string, now: number) {
  await client.query(`UPDATE vigilance_case SET ${column} = $2 WHERE id = $1`, [caseId, new Date(now)]);
}
