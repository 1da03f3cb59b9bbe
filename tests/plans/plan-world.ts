import { planUseCases } from '../../src/compose/plans.js';
import { composeSchema, type UseCases } from '../../src/compose/schema.js';
import type { Cause } from '../../src/operation/grant.js';
import { documentCompiler, documentRunner, pipeline, planCompiler } from '../../src/operation/index.js';
import { AdvancePlans, RecordExecution } from '../../src/plans/index.js';
import { createOperationWorld, type OperationWorld } from '../operation/operation-world.js';

export interface UserError {
  readonly field: readonly string[];
  readonly code: string;
  readonly message: string;
}

export interface PlanAnswer {
  readonly id: string;
  readonly status: string;
  readonly statusReason: string | null;
  readonly nextScheduledOn: string | null;
  readonly nextTradeOn: string | null;
  readonly invested: { readonly amount: string };
  readonly proposed: boolean;
  readonly mandate: { readonly remaining: { readonly amount: string } };
}

export interface Changed {
  readonly plan: PlanAnswer | null;
  readonly userErrors: readonly UserError[];
}

export interface PlanWorld extends OperationWorld {
  /** Of the brokerage's own pages, for anna: all scopes, all accounts. */
  readonly session: string;
  /** What the clock of the plans says, epoch ms; to be set. */
  readonly clock: { at: number };
  readonly recordExecution: RecordExecution;
  readonly advancePlans: AdvancePlans;
  ask<T>(
    source: string,
    variables?: Record<string, unknown>,
    options?: { grantId?: string; cause?: Cause },
  ): Promise<T>;
  /** Codes of what refused the operation. */
  codes(source: string, variables: Record<string, unknown>, grantId: string): Promise<readonly string[]>;
  create(input?: Record<string, unknown>, cause?: Cause): Promise<Changed>;
  change(act: 'pause' | 'resume' | 'stop', id: string): Promise<Changed>;
  accountId(): Promise<string>;
}

const PLAN = `id status statusReason nextScheduledOn nextTradeOn invested { amount } proposed mandate { remaining { amount } }`;
const CREATE = `mutation($input: CreateInvestmentPlanInput!) {
  createInvestmentPlan(input: $input) { plan { ${PLAN} } userErrors { field code message } }
}`;

/** Noon in Shanghai of a Monday. */
export const MONDAY = Date.parse('2026-07-06T04:00:00Z');

/** The operation world with investment plans on a clock of its own; products FUND1 (R2), ETF1 (R3), IDX (index) and HKD1. */
export async function createPlanWorld(): Promise<PlanWorld> {
  const world = await createOperationWorld();
  const clock = { at: MONDAY };
  const now = { now: () => clock.at };
  const useCases = planUseCases(world.database, now);
  const { schema, requirements, reads } = await composeSchema(useCases as unknown as UseCases);
  const compiler = documentCompiler({ schema, requirements, compilePlan: planCompiler(reads) });
  const run = documentRunner({ schema, compiler, pipeline: pipeline({ ...world.parts, schema }) });
  await world.database.ops.query(PRODUCTS);
  await world.database.ops.query("UPDATE customer SET risk_level = 'C3'");
  const session = await firstPartySession(world);
  const outcomeOf = (source: string, variables: Record<string, unknown>, grantId: string, cause: Cause) =>
    run({ source, variables, grantId, cause });
  const ask: PlanWorld['ask'] = async (source, variables = {}, options = {}) => {
    const { grantId = session, cause = { kind: 'LIVE' } } = options;
    const outcome = await outcomeOf(source, variables, grantId, cause);
    if (outcome.kind === 'refused') throw outcome.error;
    if (outcome.errors.length > 0) throw new Error(JSON.stringify(outcome.errors));
    return JSON.parse(outcome.json ?? 'null');
  };
  const accountId = async () => {
    const source = '{ accounts(first: 1) { edges { node { id } } } }';
    const { accounts } = await ask<{ accounts: { edges: { node: { id: string } }[] } }>(source);
    return accounts.edges[0]?.node.id ?? '';
  };
  return {
    ...world,
    session,
    clock,
    ask,
    accountId,
    recordExecution: new RecordExecution({ pool: world.database.ops, clock: now }),
    advancePlans: new AdvancePlans({ pool: world.database.ops, clock: now }),
    codes: async (source, variables, grantId) => {
      const outcome = await outcomeOf(source, variables, grantId, { kind: 'LIVE' });
      return outcome.kind === 'refused'
        ? [outcome.error.code]
        : outcome.errors.map(({ extensions }) => String(extensions?.['code']));
    },
    create: async (input = {}, cause) => {
      const variables = { input: { ...planInput(await accountId()), ...input } };
      return (await ask<{ createInvestmentPlan: Changed }>(CREATE, variables, { ...(cause && { cause }) }))
        .createInvestmentPlan;
    },
    change: async (act, id) => {
      const source = `mutation($input: InvestmentPlanIdInput!) { changed: ${act}InvestmentPlan(input: $input) { plan { ${PLAN} } userErrors { field code message } } }`;
      return (await ask<{ changed: Changed }>(source, { input: { id } })).changed;
    },
  };
}

export function planInput(accountId: string) {
  return {
    accountId,
    name: 'For the house',
    frequency: 'MONTHLY',
    startsOn: '2026-07-31',
    expiresOn: '2026-12-31',
    orders: [{ instrument: { mic: 'XSHG', symbol: 'FUND1' }, amount: '1000' }],
    capTotal: '3000',
  };
}

const PRODUCTS = `INSERT INTO instrument (id, mic, symbol, name_zh, name_en, type, currency, risk_level) VALUES
  (gen_random_uuid(), 'XSHG', 'FUND1', '基金', 'Fund', 'FUND', 'CNY', 'R2'),
  (gen_random_uuid(), 'XSHG', 'ETF1', '指数基金', 'ETF', 'ETF', 'CNY', 'R3'),
  (gen_random_uuid(), 'XSHG', 'RISKY', '风险', 'Risky', 'STOCK', 'CNY', 'R5'),
  (gen_random_uuid(), 'XSHG', 'IDX', '指数', 'Index', 'INDEX', 'CNY', 'R3'),
  (gen_random_uuid(), 'XHKG', 'HKD1', '港股', 'Hong Kong', 'STOCK', 'HKD', 'R3')`;

async function firstPartySession(world: OperationWorld): Promise<string> {
  const appId = await world.newApp();
  await world.database.ops.query('UPDATE app SET first_party = true WHERE id = $1', [appId]);
  const grantId = await world.grant({ customer: world.anna, appId });
  await world.database.ops.query('UPDATE access_grant SET account_ids = NULL WHERE id = $1', [grantId]); // all of them
  return grantId;
}
