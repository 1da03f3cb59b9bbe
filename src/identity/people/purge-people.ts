import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';

const KEEP_MS = 60 * 60_000;

/** Removes sessions and sign-ins that ended an hour ago. Safe to run anywhere, any time. Invitations stay: they say who let whom in. */
export async function purgePeople(pool: pg.Pool, clock: Clock): Promise<void> {
  const before = [new Date(clock.now() - KEEP_MS)];
  await pool.query('DELETE FROM person_session WHERE expires_at < $1', before);
  await pool.query('DELETE FROM customer_sign_in WHERE expires_at < $1', before);
}
