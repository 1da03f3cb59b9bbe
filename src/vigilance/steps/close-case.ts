import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import type { Step } from '../rules/rule.js';
import { type AppealAnswer, answerAppeal } from './answer-appeal.js';

export interface ClosedCase extends AppealAnswer {
  readonly appId: string;
  /** The step that it had come to. */
  readonly from: Step;
  /** LIFTED: the app goes on. ENDED: the app does not. */
  readonly state: 'LIFTED' | 'ENDED';
}

/** People end a case, and with it what it held: standing, an appeal that waits, and the event that tells the owner. */
export async function closeCase(client: pg.PoolClient, closed: ClosedCase, now: number): Promise<void> {
  const { caseId, appId, from, state, reason } = closed;
  await client.query('UPDATE vigilance_case SET state = $2, closed_at = $3, lift_reason = $4 WHERE id = $1', [
    caseId,
    state,
    new Date(now),
    reason,
  ]);
  await client.query('DELETE FROM app_standing WHERE case_id = $1', [caseId]);
  const answered = await answerAppeal(client, closed, state === 'LIFTED' ? 'ACCEPTED' : 'REJECTED', now);
  const told = { appId, subjectId: caseId, at: now };
  if (state === 'LIFTED')
    await recordEvents(client, [{ ...told, type: 'app.restriction_lifted', data: { from, by: 'STAFF', reason } }]);
  else if (answered > 0) await recordEvents(client, [{ ...told, type: 'app.appeal_rejected', data: { reason } }]);
}
