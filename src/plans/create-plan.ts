import type pg from 'pg';
import { recordEvents } from '../events/index.js';
import type { Clock } from '../kernel/clock.js';
import { sum } from '../kernel/decimal.js';
import { newId } from '../kernel/ids.js';
import { inTransaction, onceByKey } from '../storage/index.js';
import { checkPlan, type PlanRefusal, type PlanRequest } from './check-plan.js';
import { findSubjects, type PlanInstrument, type PlanSubjects } from './find-subjects.js';
import { brokerageDay, nextPlanDate } from './plan-dates.js';
import { planError } from './plans.errors.js';

export const LIVE_PLANS_MAX = 20;

/** Who confirmed it, and by what. */
export interface PlanConfirmation {
  readonly customerId: string;
  readonly operationId: string;
  /** What proposed it; `null`: the customer's own idea. */
  readonly proposedBy: string | null;
  /** Whose idempotency key. */
  readonly holder: string;
  readonly idempotencyKey: string | null | undefined;
}

/** `refusals` are made anew from codes when a key is repeated, so they travel as plain facts. */
export type CreatedPlan =
  | { readonly planId: string; readonly refusals?: undefined }
  | { readonly planId?: undefined; readonly refusals: readonly { field: string; code: string; message: string }[] };

/** Starts a plan that its customer has confirmed. Plan, mandate and event commit together. */
export class CreatePlan {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param dependencies.pool of the role openfolio_ops */
  constructor(dependencies: { pool: pg.Pool; clock: Clock }) {
    this.#pool = dependencies.pool;
    this.#clock = dependencies.clock;
  }

  /** @throws PublicError PLAN_LIMIT_REACHED, and those of `onceByKey` */
  create(request: PlanRequest, by: PlanConfirmation): Promise<CreatedPlan> {
    const now = this.#clock.now();
    return inTransaction(this.#pool, (client) => {
      const act = { holder: by.holder, act: 'createInvestmentPlan', key: by.idempotencyKey, input: request, now };
      return onceByKey(client, act, () => this.#start(client, request, by, now));
    });
  }

  async #start(client: pg.PoolClient, request: PlanRequest, by: PlanConfirmation, now: number): Promise<CreatedPlan> {
    const subjects = await findSubjects(client, by.customerId, request);
    const refusals = checkPlan(request, subjects, brokerageDay(now));
    if (refusals.length > 0) return { refusals: refusals.map(plain) };
    await refuseTooMany(client, by.customerId);
    const planId = newId();
    const instruments = subjects.instruments.filter((found) => found !== undefined);
    await insertPlan(client, { planId, request, by, subjects, instruments, now });
    await recordCreated(client, { planId, request, by, instruments, now });
    return { planId };
  }
}

interface Start {
  readonly planId: string;
  readonly request: PlanRequest;
  readonly by: PlanConfirmation;
  readonly instruments: readonly PlanInstrument[];
  readonly now: number;
}

function plain({ field, error }: PlanRefusal) {
  return { field, code: error.code, message: error.message };
}

async function refuseTooMany(client: pg.PoolClient, customerId: string): Promise<void> {
  const { rows } = await client.query<{ plans: number }>(
    "SELECT count(*)::int AS plans FROM investment_plan WHERE customer_id = $1 AND status IN ('ACTIVE', 'PAUSED')",
    [customerId],
  );
  if ((rows[0]?.plans ?? 0) >= LIVE_PLANS_MAX)
    throw planError('PLAN_LIMIT_REACHED', { params: { max: LIVE_PLANS_MAX } });
}

async function insertPlan(client: pg.PoolClient, start: Start & { subjects: PlanSubjects }): Promise<void> {
  const { planId, request, by, subjects, instruments, now } = start;
  const { accountId, frequency, startsOn, expiresOn } = request;
  const [mic = '', currency = ''] = [instruments[0]?.mic, instruments[0]?.currency];
  const next = nextPlanDate({ frequency, startsOn, expiresOn, mic }, startsOn);
  await client.query(
    `INSERT INTO investment_plan (id, customer_id, account_id, name, status, status_since, next_scheduled_on, next_trade_on,
       confirmed_by, proposed_by, created_at, updated_at) VALUES ($1, $2, $3, $4, 'ACTIVE', $5, $6, $7, $8, $9, $5, $5)`,
    [
      planId,
      by.customerId,
      accountId,
      request.name.trim(),
      new Date(now),
      next?.scheduledOn,
      next?.tradesOn,
      by.operationId,
      by.proposedBy,
    ],
  );
  const productRisk = instruments
    .map(({ riskLevel }) => riskLevel)
    .sort()
    .at(-1);
  await client.query(
    `INSERT INTO plan_mandate (plan_id, customer_id, account_id, frequency, starts_on, expires_on, mic, currency, amount_per_period,
       cap_per_period, cap_total, customer_risk, product_risk) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      planId,
      by.customerId,
      accountId,
      frequency,
      startsOn,
      expiresOn,
      mic,
      currency,
      sum(request.orders.map(({ amount }) => amount)).toFixed(),
      request.capPerPeriod.toFixed(),
      request.capTotal.toFixed(),
      subjects.customerRisk,
      productRisk,
    ],
  );
  await client.query(
    `INSERT INTO plan_mandate_line (plan_id, ordinal, customer_id, account_id, instrument_id, currency, amount)
     SELECT $1, line.ordinal, $2, $3, line.id, $4, line.amount FROM unnest($5::uuid[], $6::numeric[]) WITH ORDINALITY AS line(id, amount, ordinal)`,
    [
      planId,
      by.customerId,
      accountId,
      currency,
      instruments.map(({ id }) => id),
      request.orders.map(({ amount }) => amount.toFixed()),
    ],
  );
}

async function recordCreated(client: pg.PoolClient, { planId, request, by, instruments, now }: Start): Promise<void> {
  const { name, frequency, startsOn, expiresOn, accountId } = request;
  const data = {
    name: name.trim(),
    currency: instruments[0]?.currency,
    frequency,
    amountPerPeriod: sum(request.orders.map(({ amount }) => amount)).toFixed(),
    capTotal: request.capTotal.toFixed(),
    startsOn,
    expiresOn,
  };
  await recordEvents(client, [
    { type: 'plan.created', customerId: by.customerId, accountId, subjectId: planId, data, at: now },
  ]);
}
