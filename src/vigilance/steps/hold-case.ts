import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import type { Step } from '../rules/rule.js';
import { vigilanceError } from '../vigilance.errors.js';
import { closeCase } from './close-case.js';

/**
 * Whether a freeze that people proposed or carried out from the case `c` stands. Such a case does not end by itself, nor by its own
 * decision: it ends with the freeze, and goes on as it was when the proposal is withdrawn.
 */
export const HELD = "EXISTS (SELECT FROM app_freeze f WHERE f.id = c.freeze_id AND f.state IN ('PROPOSED', 'FROZEN'))";

export interface OpenCase {
  readonly appId: string;
  /** Of the app. */
  readonly clientId: string;
  readonly step: Step;
}

/** Locked until the transaction ends, before anything of its app is. @throws PublicError CASE_NOT_FOUND */
export async function lockOpenCase(client: pg.PoolClient, caseId: string): Promise<OpenCase> {
  const open = await findOpen(client, caseId);
  if (!open) throw vigilanceError('CASE_NOT_FOUND');
  return open;
}

async function findOpen(client: pg.PoolClient, caseId: string): Promise<OpenCase | undefined> {
  const { rows } = await client.query<OpenCase>(
    `SELECT c.app_id AS "appId", a.client_id AS "clientId", c.step FROM vigilance_case c JOIN app a ON a.id = c.app_id
     WHERE c.id = $1 AND c.state = 'OPEN' FOR UPDATE OF c`,
    [caseId],
  );
  return rows[0];
}

/** A freeze is proposed from it; a lifting that one person proposed is dropped. */
export async function holdCase(client: pg.PoolClient, caseId: string, freezeId: string): Promise<void> {
  await client.query(
    'UPDATE vigilance_case SET freeze_id = $2, lift_proposed_by = NULL, lift_reason = NULL WHERE id = $1',
    [caseId, freezeId],
  );
}

/** The freeze is carried out: the case stands at its last step, and its owner reads why. */
export async function freezeCase(
  client: pg.PoolClient,
  { caseId, appId, reason }: { caseId: string; appId: string; reason: string },
  now: number,
): Promise<void> {
  await client.query(
    `UPDATE vigilance_case SET step = 'FROZEN', freeze_reason = $2, step_at = CASE WHEN step = 'FROZEN' THEN step_at ELSE $3 END WHERE id = $1`,
    [caseId, reason, new Date(now)],
  );
  const told = { type: 'app.frozen_by_people', appId, subjectId: caseId, at: now };
  await recordEvents(client, [{ ...told, data: { reason } }]);
}

/** The freeze is over, and the case with it; what the watch itself had stopped is let go by the same release. */
export async function endHeldCase(
  client: pg.PoolClient,
  { caseId, ...how }: { caseId: string; state: 'LIFTED' | 'ENDED'; personId: string; reason: string },
  now: number,
): Promise<void> {
  const open = await findOpen(client, caseId);
  if (!open) return; // nothing about a case keeps an app stopped that people let go
  await closeCase(client, { ...how, caseId, appId: open.appId, from: open.step }, now);
  await client.query('UPDATE vigilance_case SET released_at = $2 WHERE id = $1 AND frozen_at IS NOT NULL', [
    caseId,
    new Date(now),
  ]);
}
