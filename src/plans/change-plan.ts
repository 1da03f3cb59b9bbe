import type pg from 'pg';
import { recordEvents } from '../events/index.js';
import type { Clock } from '../kernel/clock.js';
import { inTransaction, onceByKey } from '../storage/index.js';
import { brokerageDay, nextPlanDate, type PlanRhythm } from './plan-dates.js';
import { PLAN_TRANSITIONS, type PlanAct, type PlanStatus } from './plan-states.js';
import { planError } from './plans.errors.js';

export interface PlanRow extends PlanRhythm {
  readonly id: string;
  readonly customerId: string;
  readonly accountId: string;
  readonly name: string;
  readonly status: PlanStatus;
  readonly currency: string;
}

export interface PlanOwner {
  readonly customerId: string;
  readonly holder: string;
  readonly idempotencyKey: string | null | undefined;
}

/** What a customer does to a plan afterwards. The act locks the plan, changes it and tells of it, in one transaction. */
export class ChangePlan {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param dependencies.pool of the role openfolio_ops */
  constructor(dependencies: { pool: pg.Pool; clock: Clock }) {
    this.#pool = dependencies.pool;
    this.#clock = dependencies.clock;
  }

  /** @throws PublicError PLAN_NOT_FOUND, PLAN_STATE_CONFLICT, and those of `onceByKey` */
  async change(planId: string, act: 'pause' | 'resume' | 'stop', by: PlanOwner): Promise<void> {
    const now = this.#clock.now();
    await inTransaction(this.#pool, async (client) => {
      const once = { holder: by.holder, act: `${act}InvestmentPlan`, key: by.idempotencyKey, input: planId, now };
      await onceByKey(client, once, async () => {
        const plan = await lockPlan(client, planId, by.customerId);
        if (!plan) throw planError('PLAN_NOT_FOUND');
        await applyToPlan(client, plan, act, now);
        return true;
      });
    });
  }
}

/** Owner first, then id: another customer's plan is simply not there. Without a customer: for operations. */
export async function lockPlan(
  client: pg.PoolClient,
  planId: string,
  customerId?: string,
): Promise<PlanRow | undefined> {
  const { rows } = await client.query<PlanRow>(
    `SELECT p.id, p.customer_id AS "customerId", p.account_id AS "accountId", p.name, p.status, m.currency, m.frequency, m.mic,
       m.starts_on::text AS "startsOn", m.expires_on::text AS "expiresOn"
     FROM investment_plan p JOIN plan_mandate m ON m.plan_id = p.id
     WHERE ($2::uuid IS NULL OR p.customer_id = $2) AND p.id = $1 FOR UPDATE OF p`,
    [planId, customerId ?? null],
  );
  return rows[0];
}

/**
 * One row of the table of states, for a locked plan. Dates that passed while it stood still are not made up for.
 * @throws PublicError PLAN_STATE_CONFLICT
 */
export async function applyToPlan(client: pg.PoolClient, plan: PlanRow, act: PlanAct, now: number): Promise<void> {
  const { from, to, reason, event } = PLAN_TRANSITIONS[act];
  if (!(from as readonly PlanStatus[]).includes(plan.status))
    throw planError('PLAN_STATE_CONFLICT', { params: { status: plan.status } });
  const next = to === 'ACTIVE' ? nextPlanDate(plan, brokerageDay(now)) : undefined;
  if (to === 'ACTIVE' && !next) throw planError('PLAN_STATE_CONFLICT', { params: { status: 'EXPIRED' } });
  await client.query(
    `UPDATE investment_plan SET status = $2, status_reason = $3, status_since = $4, updated_at = $4, next_scheduled_on = $5,
       next_trade_on = $6 WHERE id = $1`,
    [plan.id, to, reason, new Date(now), next?.scheduledOn ?? null, next?.tradesOn ?? null],
  );
  const named = { name: plan.name, currency: plan.currency };
  await recordEvents(client, [
    {
      type: event,
      customerId: plan.customerId,
      accountId: plan.accountId,
      subjectId: plan.id,
      data: event === 'plan.ended' ? { ...named, status: to, reason } : named,
      at: now,
    },
  ]);
}
