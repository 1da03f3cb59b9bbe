import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';

const NOTICE_DAYS = 14;

/**
 * Records `grant.expiring` once for every consent whose end, or day of reconfirmation, is at most 14 days away, so that
 * apps can ask their customers in time. One statement: of processes that run it at once one finds each row.
 *
 * @returns how many were recorded
 */
export async function announceExpiring(pool: pg.Pool, clock: Clock): Promise<number> {
  const { rowCount } = await pool.query(ANNOUNCE, [new Date(clock.now()), NOTICE_DAYS]);
  return rowCount ?? 0;
}

const ANNOUNCE = `
WITH due AS (
  UPDATE access_grant SET end_announced_at = $1
  WHERE revoked_at IS NULL AND end_announced_at IS NULL AND customer_id IS NOT NULL
    AND LEAST(expires_at, reconfirm_by) > $1 AND LEAST(expires_at, reconfirm_by) <= $1 + make_interval(days => $2)
    AND app_id IN (SELECT id FROM app WHERE NOT first_party)
  RETURNING id, app_id, customer_id, scopes, expires_at, reconfirm_by
)
INSERT INTO event (id, type, customer_id, app_id, subject_id, data, occurred_at)
SELECT gen_random_uuid(), 'grant.expiring', customer_id, app_id, id,
  jsonb_build_object('scopes', scopes, 'expiresAt', ${isoText('expires_at')},
    'reconfirmBy', CASE WHEN reconfirm_by < expires_at THEN ${isoText('reconfirm_by')} END), $1
FROM due`;

/** As `Date.prototype.toISOString` writes it, like the other events. */
function isoText(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
