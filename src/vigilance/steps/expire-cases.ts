import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import { inTransaction } from '../../storage/index.js';
import { HELD } from './hold-case.js';

/** A case ends by itself when nothing more was found for this long; a freeze ends by people alone. */
const QUIET = { RECORDED: '7 days', RESTRICTED: '24 hours' } as const;

const EXPIRE = `
WITH ended AS (
  UPDATE vigilance_case c SET state = 'EXPIRED', closed_at = $1
  WHERE state = 'OPEN' AND NOT ${HELD} AND ((step = 'RECORDED' AND last_finding_at < $1::timestamptz - interval '${QUIET.RECORDED}')
    OR (step = 'RESTRICTED' AND last_finding_at < $1::timestamptz - interval '${QUIET.RESTRICTED}'))
  RETURNING id, app_id, step
), freed AS (
  DELETE FROM app_standing s USING ended e WHERE s.case_id = e.id
)
SELECT id, app_id, step FROM ended`;

/** @returns how many cases ended */
export async function expireCases(pool: pg.Pool, now: number): Promise<number> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: string; app_id: string; step: string }>(EXPIRE, [new Date(now)]);
    const restricted = rows.filter(({ step }) => step === 'RESTRICTED');
    if (restricted.length > 0)
      await recordEvents(
        client,
        restricted.map(({ id, app_id: appId }) => ({
          type: 'app.restriction_lifted',
          appId,
          subjectId: id,
          at: now,
          data: { from: 'RESTRICTED', by: 'TIME', reason: null },
        })),
      );
    return rows.length;
  });
}
