import pg from 'pg';
import { recordEvents } from '../events/index.js';
import { FAILURES_MAX } from '../finance/plans/index.js';
import type { Clock } from '../kernel/clock.js';
import type { Decimal } from '../kernel/decimal.js';
import { newId } from '../kernel/ids.js';
import type { LocalDate } from '../kernel/local-date.js';
import { inTransaction } from '../storage/index.js';
import { applyToPlan, lockPlan, type PlanRow } from './change-plan.js';
import { planError } from './plans.errors.js';

/** What an order system reports about one order of a plan. */
export interface PlanExecution {
  readonly planId: string;
  readonly mic: string;
  readonly symbol: string;
  /** The date of the plan's rhythm that it was for. */
  readonly scheduledOn: LocalDate;
  readonly tradedOn: LocalDate;
  readonly outcome: 'FILLED' | 'NO_FUNDS' | 'REJECTED';
  /** What left the account, charges included; 0 when nothing was bought. In the mandate's currency. */
  readonly amount: Decimal;
  readonly quantity: Decimal;
  /** `null` when nothing was bought. */
  readonly price: Decimal | null;
  /** The order system's own id: the same one again changes nothing. */
  readonly externalRef: string;
  /** The row of the account's ledger that it made, where one stands already. */
  readonly transactionId: string | null;
}

export interface RecordedExecution {
  readonly executionId: string;
  readonly isNew: boolean;
}

/**
 * Puts an execution into a plan's log. Every one cites its plan's mandate; the database refuses what the mandate does not cover.
 * A third date in a row without money stops the plan; one whose cap can't cover another period is complete.
 */
export class RecordExecution {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param dependencies.pool of the role openfolio_ops */
  constructor(dependencies: { pool: pg.Pool; clock: Clock }) {
    this.#pool = dependencies.pool;
    this.#clock = dependencies.clock;
  }

  /** @throws PublicError PLAN_NOT_FOUND, PLAN_MANDATE_EXCEEDED, PLAN_EXECUTION_INVALID */
  record(execution: PlanExecution): Promise<RecordedExecution> {
    const now = this.#clock.now();
    return inTransaction(this.#pool, async (client) => {
      const plan = await lockPlan(client, execution.planId);
      if (!plan) throw planError('PLAN_NOT_FOUND');
      const former = await findFormer(client, execution);
      if (former !== undefined) return { executionId: former, isNew: false };
      const executionId = await insert(client, plan, execution, now).catch(asRefusal);
      await tell(client, plan, execution, now);
      await endIfDone(client, plan, now);
      return { executionId, isNew: true };
    });
  }
}

async function findFormer(client: pg.PoolClient, { planId, externalRef }: PlanExecution): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM plan_execution WHERE plan_id = $1 AND external_ref = $2',
    [planId, externalRef],
  );
  return rows[0]?.id;
}

async function insert(client: pg.PoolClient, plan: PlanRow, execution: PlanExecution, now: number): Promise<string> {
  const id = newId();
  const { rowCount } = await client.query(
    `INSERT INTO plan_execution (id, plan_id, customer_id, account_id, instrument_id, scheduled_on, traded_on, outcome, currency,
       amount, quantity, price, external_ref, transaction_id, recorded_at)
     SELECT $1, $2, $3, $4, i.id, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16 FROM instrument i WHERE i.mic = $5 AND i.symbol = $6`,
    [
      id,
      plan.id,
      plan.customerId,
      plan.accountId,
      execution.mic,
      execution.symbol,
      execution.scheduledOn,
      execution.tradedOn,
      execution.outcome,
      plan.currency,
      execution.amount.toFixed(),
      execution.quantity.toFixed(),
      execution.price?.toFixed() ?? null,
      execution.externalRef,
      execution.transactionId,
      new Date(now),
    ],
  );
  if (rowCount === 0)
    throw planError('PLAN_EXECUTION_INVALID', { params: { reason: 'the instrument is not known here' } });
  return id;
}

/** The constraint that the guard names (migration 0020), in words. */
const RULES: Readonly<Record<string, string>> = {
  plan_of_account: 'it belongs to another account',
  mandate_instrument: 'this instrument is not in it',
  mandate_start: 'its date lies before the plan’s start or after the trade',
  mandate_expiry: 'it had expired on that day',
  plan_active: 'the plan was not active on that day',
  mandate_cap_per_period: 'the cap per period would be exceeded',
  mandate_cap_total: 'the cap in total would be exceeded',
};

const CHECK_VIOLATION = '23514';

function asRefusal(cause: unknown): never {
  if (!(cause instanceof pg.DatabaseError) || cause.code !== CHECK_VIOLATION) throw cause;
  const rule = RULES[cause.constraint ?? ''];
  if (rule !== undefined) throw planError('PLAN_MANDATE_EXCEEDED', { params: { rule }, cause });
  const reason = 'only what was filled has an amount, a quantity and a price, and none is negative';
  throw planError('PLAN_EXECUTION_INVALID', { params: { reason }, cause });
}

async function tell(client: pg.PoolClient, plan: PlanRow, execution: PlanExecution, now: number): Promise<void> {
  const { scheduledOn, tradedOn, outcome, amount } = execution;
  const named = { name: plan.name, currency: plan.currency, scheduledOn };
  await recordEvents(client, [
    {
      type: outcome === 'FILLED' ? 'plan.executed' : 'plan.skipped',
      customerId: plan.customerId,
      accountId: plan.accountId,
      subjectId: plan.id,
      data: outcome === 'FILLED' ? { ...named, tradedOn, amount: amount.toFixed() } : { ...named, outcome },
      at: now,
    },
  ]);
}

async function endIfDone(client: pg.PoolClient, plan: PlanRow, now: number): Promise<void> {
  if (plan.status !== 'ACTIVE') return;
  const { rows } = await client.query<{ failed: boolean; full: boolean }>(DONE, [plan.id, FAILURES_MAX]);
  if (rows[0]?.full) await applyToPlan(client, plan, 'reachCap', now);
  else if (rows[0]?.failed) await applyToPlan(client, plan, 'runOutOfFunds', now);
}

/** failed: of the latest $2 dates, all failed for want of money. full: the cap does not cover the base amount of another period. */
const DONE = `
SELECT (SELECT count(*) = $2::int AND bool_and(broke) FROM (
          SELECT bool_or(outcome = 'NO_FUNDS') AND NOT bool_or(outcome = 'FILLED') AS broke FROM plan_execution
          WHERE plan_id = $1 GROUP BY scheduled_on ORDER BY scheduled_on DESC LIMIT $2::int) latest) AS failed,
       (SELECT COALESCE(sum(amount), 0) FROM plan_execution WHERE plan_id = $1) + m.amount_per_period > m.cap_total AS full
FROM plan_mandate m WHERE m.plan_id = $1`;
