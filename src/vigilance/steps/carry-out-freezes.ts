import type pg from 'pg';
import type { Freezer } from './freezer.js';

/**
 * Freezes the apps whose committed case says so, and lets those go whose case was lifted. Both are transactions of another
 * role; should the process end in between, the next look-out of any process finds the case without its mark and does it.
 */
export async function carryOutFreezes(pool: pg.Pool, freezer: Freezer, now: number): Promise<void> {
  const { rows } = await pool.query<{ id: string; app_id: string; state: string; rules: string }>(
    `SELECT c.id, c.app_id, c.state, (SELECT string_agg(DISTINCT f.rule, ', ') FROM vigilance_finding f WHERE f.case_id = c.id AND f.step = 'FROZEN') AS rules
     FROM vigilance_case c WHERE c.step = 'FROZEN' AND ((c.state = 'OPEN' AND c.frozen_at IS NULL) OR (c.state = 'LIFTED' AND c.released_at IS NULL))`,
  );
  for (const due of rows) {
    const open = due.state === 'OPEN';
    if (open) await freezer.freeze(due.app_id, `vigilance: ${due.rules}`);
    else await freezer.release(due.app_id);
    await pool.query(`UPDATE vigilance_case SET ${open ? 'frozen_at' : 'released_at'} = $2 WHERE id = $1`, [
      due.id,
      new Date(now),
    ]);
  }
}
