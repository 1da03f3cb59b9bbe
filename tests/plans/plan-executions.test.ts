import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decimal } from '../../src/kernel/decimal.js';
import type { PlanExecution } from '../../src/plans/index.js';
import { createPlanWorld, MONDAY, type PlanWorld } from './plan-world.js';

let world: PlanWorld;
beforeAll(async () => {
  world = await createPlanWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.at = MONDAY;
  await world.database.ops.query(
    "UPDATE investment_plan SET status = 'STOPPED', next_scheduled_on = NULL, next_trade_on = NULL",
  );
});

const days = (count: number) => count * 86_400_000;
const planRow = async () => {
  const { rows } = await world.database.ops.query<{ id: string }>(
    'SELECT id FROM investment_plan ORDER BY created_at DESC, id DESC LIMIT 1',
  );
  return rows[0]?.id ?? '';
};
const eventsOf = async (planId: string) => {
  const { rows } = await world.database.ops.query<{ type: string }>(
    'SELECT type FROM event WHERE subject_id = $1 ORDER BY seq',
    [planId],
  );
  return rows.map(({ type }) => type);
};
const filled = (planId: string, changes: Partial<PlanExecution> = {}): PlanExecution => ({
  planId,
  mic: 'XSHG',
  symbol: 'FUND1',
  scheduledOn: '2026-07-31',
  tradedOn: '2026-07-31',
  outcome: 'FILLED',
  amount: decimal('1000'),
  quantity: decimal('985.22'),
  price: decimal('1.015'),
  externalRef: `order-${Math.random()}`,
  transactionId: null,
  ...changes,
});
const failed = (planId: string, scheduledOn: string): PlanExecution =>
  filled(planId, {
    scheduledOn,
    tradedOn: scheduledOn,
    outcome: 'NO_FUNDS',
    amount: decimal('0'),
    quantity: decimal('0'),
    price: null,
  });

describe('executions', () => {
  const start = async (input = {}) => {
    await world.create(input);
    return planRow();
  };

  test('of an instrument that nobody knows, or of a plan that is not there, nothing is recorded', async () => {
    const planId = await start();
    await expect(world.recordExecution.record(filled(planId, { symbol: 'NOWHERE' }))).rejects.toMatchObject({
      code: 'PLAN_EXECUTION_INVALID',
    });
    await expect(world.recordExecution.record(filled(world.anna.id))).rejects.toMatchObject({ code: 'PLAN_NOT_FOUND' });
    expect(await eventsOf(planId)).toEqual(['plan.created']);
  });

  test('one that the mandate covers is recorded once, and tells', async () => {
    const planId = await start();
    const execution = filled(planId);
    expect(await world.recordExecution.record(execution)).toMatchObject({ isNew: true });
    expect(await world.recordExecution.record(execution)).toMatchObject({ isNew: false });
    expect(await eventsOf(planId)).toEqual(['plan.created', 'plan.executed']);
    const LIST = `{ investmentPlans(first: 50, statuses: [ACTIVE]) { edges { node { invested { amount } mandate { remaining { amount } orders { amount { amount } instrument { symbol } } }
      executions(first: 5) { edges { node { scheduledOn outcome quantity price amount { amount } instrument { symbol } transaction { id } } } } } } } }`;
    const { investmentPlans } = await world.ask<{ investmentPlans: { edges: { node: unknown }[] } }>(LIST);
    expect(investmentPlans.edges.at(-1)?.node).toEqual({
      invested: { amount: '1000.00' },
      mandate: {
        remaining: { amount: '2000.00' },
        orders: [{ amount: { amount: '1000.00' }, instrument: { symbol: 'FUND1' } }],
      },
      executions: {
        edges: [
          {
            node: {
              scheduledOn: '2026-07-31',
              outcome: 'FILLED',
              quantity: '985.22',
              price: '1.015',
              amount: { amount: '1000.00' },
              instrument: { symbol: 'FUND1' },
              transaction: null,
            },
          },
        ],
      },
    });
  });

  test.each<[string, Partial<PlanExecution>]>([
    ['another product', { symbol: 'ETF1' }],
    ['more than the cap per period', { amount: decimal('1000.01') }],
    ['a day after its expiry', { tradedOn: '2027-01-04' }],
    ['a date before its start', { scheduledOn: '2026-07-30' }],
  ])('%s is refused, and nothing stands in the log', async (_, changes) => {
    const planId = await start();
    await expect(world.recordExecution.record(filled(planId, changes))).rejects.toMatchObject({
      code: 'PLAN_MANDATE_EXCEEDED',
    });
    const { rows } = await world.database.ops.query('SELECT 1 FROM plan_execution WHERE plan_id = $1', [planId]);
    expect(rows).toEqual([]);
  });

  test('the cap in total holds against reports at the same time', async () => {
    const planId = await start({ capPerPeriod: '2000', capTotal: '2500' });
    const results = await Promise.allSettled(
      ['2026-07-31', '2026-08-31'].map((day) =>
        world.recordExecution.record(
          filled(planId, { scheduledOn: day, tradedOn: day, amount: decimal('1400'), externalRef: day }),
        ),
      ),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('the database itself refuses what goes round the use-case', async () => {
    const planId = await start();
    await expect(
      world.database.ops.query(
        `INSERT INTO plan_execution SELECT gen_random_uuid(), m.plan_id, m.customer_id, m.account_id, l.instrument_id, m.starts_on, m.starts_on,
           'FILLED', m.currency, m.cap_total + 1, 1, 1, 'round', NULL, now() FROM plan_mandate m JOIN plan_mandate_line l USING (plan_id) WHERE plan_id = $1`,
        [planId],
      ),
    ).rejects.toMatchObject({ constraint: 'mandate_cap_per_period' });
    await expect(
      world.database.ops.query('UPDATE plan_mandate SET cap_total = 1e9 WHERE plan_id = $1', [planId]),
    ).rejects.toThrow();
  });

  test('after it was stopped only what was dealt until then may follow', async () => {
    const { plan } = await world.create();
    const planId = await planRow();
    world.clock.at = MONDAY + days(26); // 2026-08-01
    await world.change('stop', plan?.id ?? '');
    expect(await world.recordExecution.record(filled(planId))).toMatchObject({ isNew: true });
    const late = filled(planId, { scheduledOn: '2026-08-31', tradedOn: '2026-08-31' });
    await expect(world.recordExecution.record(late)).rejects.toMatchObject({ code: 'PLAN_MANDATE_EXCEEDED' });
  });

  test('the third date in a row without money stops it; one with money in between does not count', async () => {
    const planId = await start({ frequency: 'WEEKLY', capTotal: '100000' });
    const dates = ['2026-07-31', '2026-08-07', '2026-08-14', '2026-08-21', '2026-08-28', '2026-09-04'];
    const statusAfter = async (execution: PlanExecution) => {
      await world.recordExecution.record(execution);
      const { rows } = await world.database.ops.query<{ status: string; status_reason: string }>(
        'SELECT status, status_reason FROM investment_plan WHERE id = $1',
        [planId],
      );
      return `${rows[0]?.status} ${rows[0]?.status_reason}`;
    };
    const [a = '', b = '', c = '', d = '', e = '', f = ''] = dates;
    expect(await statusAfter(failed(planId, a))).toBe('ACTIVE null');
    expect(await statusAfter(failed(planId, b))).toBe('ACTIVE null');
    expect(await statusAfter(filled(planId, { scheduledOn: c, tradedOn: c }))).toBe('ACTIVE null');
    expect(await statusAfter(failed(planId, d))).toBe('ACTIVE null');
    expect(await statusAfter(failed(planId, e))).toBe('ACTIVE null');
    expect(await statusAfter(failed(planId, f))).toBe('STOPPED NO_FUNDS');
    expect((await eventsOf(planId)).at(-1)).toBe('plan.ended');
  });

  test('it is complete when its cap does not cover another period', async () => {
    const planId = await start({ capTotal: '2500' });
    await world.recordExecution.record(filled(planId));
    await world.recordExecution.record(filled(planId, { scheduledOn: '2026-08-31', tradedOn: '2026-08-31' }));
    expect((await eventsOf(planId)).at(-1)).toBe('plan.ended');
    const { rows } = await world.database.ops.query('SELECT status FROM investment_plan WHERE id = $1', [planId]);
    expect(rows).toEqual([{ status: 'COMPLETED' }]);
  });
});
