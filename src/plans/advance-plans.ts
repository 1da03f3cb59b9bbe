import type pg from 'pg';
import type { Clock } from '../kernel/clock.js';
import { addDays } from '../kernel/local-date.js';
import { inTransaction } from '../storage/index.js';
import { applyToPlan, lockPlan } from './change-plan.js';
import { brokerageDay, nextPlanDate, type PlanDate } from './plan-dates.js';

const BATCH_MAX = 100;

/**
 * Moves plans on whose date has passed to their next one, and ends those whose mandate has. What is due stands in the
 * database, so any number of processes may run this, at any time and after any pause.
 */
export class AdvancePlans {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param dependencies.pool of the role openfolio_ops */
  constructor(dependencies: { pool: pg.Pool; clock: Clock }) {
    this.#pool = dependencies.pool;
    this.#clock = dependencies.clock;
  }

  /** @returns how many plans were moved on or ended */
  async advance(): Promise<number> {
    let moved = await inTransaction(this.#pool, (client) => this.#fillIn(client));
    for (;;) {
      const count = await inTransaction(this.#pool, (client) => this.#batch(client));
      moved += count;
      if (count < BATCH_MAX) return moved;
    }
  }

  /** Trading days that a newer calendar knows. */
  async #fillIn(client: pg.PoolClient): Promise<number> {
    const now = this.#clock.now();
    const { rows } = await client.query<{ id: string }>(WITHOUT_TRADE_DATE);
    let filled = 0;
    for (const { id } of rows) {
      const plan = await lockPlan(client, id);
      const next = plan && nextPlanDate(plan, brokerageDay(now));
      if (!next?.tradesOn) continue;
      await setNext(client, id, next, now);
      filled += 1;
    }
    return filled;
  }

  async #batch(client: pg.PoolClient): Promise<number> {
    const now = this.#clock.now();
    const yesterday = addDays(brokerageDay(now), -1);
    const { rows } = await client.query<{ id: string }>(DUE, [yesterday, BATCH_MAX]);
    for (const { id } of rows) await this.#moveOn(client, id, now);
    return rows.length;
  }

  async #moveOn(client: pg.PoolClient, planId: string, now: number): Promise<void> {
    const plan = await lockPlan(client, planId);
    if (!plan) return;
    const next = plan.status === 'ACTIVE' ? nextPlanDate(plan, brokerageDay(now)) : undefined;
    if (!next) return applyToPlan(client, plan, 'expire', now);
    await setNext(client, planId, next, now);
  }
}

async function setNext(client: pg.PoolClient, planId: string, next: PlanDate, now: number): Promise<void> {
  await client.query(
    'UPDATE investment_plan SET next_scheduled_on = $2, next_trade_on = $3, updated_at = $4 WHERE id = $1',
    [planId, next.scheduledOn, next.tradesOn, new Date(now)],
  );
}

const WITHOUT_TRADE_DATE = `
SELECT id FROM investment_plan WHERE status = 'ACTIVE' AND next_trade_on IS NULL ORDER BY id FOR UPDATE SKIP LOCKED`;

/**
 * Active plans whose date lies before today, and paused ones whose mandate has expired.
 * Contract: each is taken by one process at a time; a date that is dealt today is not due yet.
 */
const DUE = `
SELECT p.id FROM investment_plan p JOIN plan_mandate m ON m.plan_id = p.id
WHERE (p.status = 'ACTIVE' AND COALESCE(p.next_trade_on, p.next_scheduled_on) <= $1::date)
   OR (p.status = 'PAUSED' AND m.expires_on <= $1::date)
ORDER BY p.id LIMIT $2 FOR UPDATE OF p SKIP LOCKED`;
