import type pg from 'pg';
import { type NewEvent, recordEvents } from '../../events/index.js';
import { newId } from '../../kernel/ids.js';
import type { Finding } from '../rules/judge.js';
import { isFurther, type Step } from '../rules/rule.js';

interface OpenCase {
  readonly id: string;
  readonly step: Step;
  readonly budget_share: string | null;
}

/**
 * Writes what was found about one app and takes the furthest step of it, all in the caller's transaction: findings, case,
 * standing (which every process's meter follows) and the event that tells the app's owner. The freeze itself is carried
 * out from the committed case, see `carry-out-freezes.ts`. What was found before in the same case is not told twice.
 */
export async function takeSteps(
  client: pg.PoolClient,
  appId: string,
  findings: readonly Finding[],
  now: number,
): Promise<void> {
  const open = await openCase(client, appId, now);
  const fresh: Finding[] = [];
  for (const finding of findings) if (await recordFinding(client, open.id, appId, finding, now)) fresh.push(finding);
  await client.query('UPDATE vigilance_case SET last_finding_at = $2 WHERE id = $1', [open.id, new Date(now)]);
  if (fresh.length === 0) return;
  const step = fresh.reduce(
    (furthest, finding) => (isFurther(finding.step, furthest) ? finding.step : furthest),
    open.step,
  );
  await hold(client, open, appId, step, fresh, now);
  await recordEvents(
    client,
    fresh.map((finding) => eventOf(appId, open.id, finding, now)),
  );
}

async function openCase(client: pg.PoolClient, appId: string, now: number): Promise<OpenCase> {
  const found = await client.query<OpenCase>(
    `SELECT id, step, budget_share FROM vigilance_case WHERE app_id = $1 AND state = 'OPEN' FOR UPDATE`,
    [appId],
  );
  if (found.rows[0]) return found.rows[0];
  const id = newId();
  await client.query(
    `INSERT INTO vigilance_case (id, app_id, step, state, opened_at, step_at, last_finding_at)
     VALUES ($1, $2, 'RECORDED', 'OPEN', $3, $3, $3)`,
    [id, appId, new Date(now)],
  );
  return { id, step: 'RECORDED', budget_share: null };
}

async function recordFinding(
  client: pg.PoolClient,
  caseId: string,
  appId: string,
  { row, step, threshold, measured }: Finding,
  now: number,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO vigilance_finding (id, case_id, app_id, rule, rule_from, step, measured, threshold, window_minutes, detail, reason_en, reason_zh, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (case_id, rule, step) DO NOTHING`,
    [
      newId(),
      caseId,
      appId,
      row.rule,
      row.validFrom,
      step,
      measured.value,
      threshold,
      row.windowMinutes,
      JSON.stringify(measured.detail),
      row.reasonEn,
      row.reasonZh,
      new Date(now),
    ],
  );
  return rowCount === 1;
}

/** The smallest share that any finding asked for holds; a step is never taken back here. */
async function hold(
  client: pg.PoolClient,
  open: OpenCase,
  appId: string,
  step: Step,
  fresh: readonly Finding[],
  now: number,
): Promise<void> {
  const shares = fresh.filter((finding) => finding.step !== 'RECORDED').map(({ row }) => row.budgetShare);
  if (shares.length === 0) return;
  const share = Math.min(Number(open.budget_share ?? 1), ...shares);
  await client.query(
    `UPDATE vigilance_case SET step = $2, budget_share = $3, step_at = CASE WHEN step = $2 THEN step_at ELSE $4 END WHERE id = $1`,
    [open.id, step, share, new Date(now)],
  );
  await client.query(
    `INSERT INTO app_standing (app_id, case_id, step, budget_share, since) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (app_id) DO UPDATE SET case_id = EXCLUDED.case_id, step = EXCLUDED.step, budget_share = EXCLUDED.budget_share,
       since = CASE WHEN app_standing.step = EXCLUDED.step THEN app_standing.since ELSE EXCLUDED.since END`,
    [appId, open.id, step, share, new Date(now)],
  );
}

const EVENT_OF = { RECORDED: 'app.behaviour_recorded', RESTRICTED: 'app.restricted', FROZEN: 'app.frozen' } as const;

function eventOf(appId: string, caseId: string, { row, step, threshold, measured }: Finding, now: number): NewEvent {
  return {
    type: EVENT_OF[step],
    appId,
    subjectId: caseId,
    at: now,
    data: {
      rule: row.rule,
      ruleFrom: row.validFrom,
      windowMinutes: row.windowMinutes,
      measured: measured.value,
      threshold,
      budgetShare: step === 'RECORDED' ? null : row.budgetShare,
      reasonEn: row.reasonEn,
      reasonZh: row.reasonZh,
    },
  };
}
