import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BackTestResult } from '../../plugins/dca-assistant/src/generated/backTest.js';
import type { SimulateResult } from '../../plugins/dca-assistant/src/generated/simulate.js';
import type { PlanGoalResult } from '../../plugins/goal-planner/src/generated/planGoal.js';
import { listPersonas, seedWorld } from '../../sandbox/index.js';
import { addMonths, toLocalDate } from '../../src/kernel/local-date.js';
import { createRegistryWorld, type RegistryWorld } from './registry/registry-world.js';

// The sandbox world behind the registry: an app calls the savings tools for personas, through GraphQL, under two consents; what is
// proposed becomes a plan only when the customer confirms it on the brokerage's page.
let world: RegistryWorld;
const personas = new Map<string, { page: string; grant: string }>();

beforeAll(async () => {
  world = await createRegistryWorld();
  await seedWorld(world.database);
  for (const plugin of ['dca-assistant', 'goal-planner']) await world.listOwn(plugin);
  for (const nameEn of ['Li Simin', 'He Jing']) {
    const found = listPersonas().find((persona) => persona.nameEn === nameEn);
    if (!found) throw new Error(`The sandbox has no ${nameEn}`);
    const customer = { ...world.anna, id: found.customerId };
    const page = await world.pageOf(customer);
    for (const plugin of ['dca-assistant', 'goal-planner']) await world.install(page, `@openfolio/${plugin}`);
    const { rows } = await world.database.ops.query<{ id: string }>(
      "SELECT id FROM account WHERE customer_id = $1 AND status = 'ACTIVE' AND type <> 'OPTION' ORDER BY opened_at",
      [found.customerId],
    );
    const grant = await world.grant({ customer, accounts: rows.map(({ id }) => id), expiresIn: '1 year' });
    personas.set(nameEn, { page, grant });
  }
}, 240_000);
afterAll(() => world?.close());

const of = (persona: string) => personas.get(persona) ?? { page: '', grant: '' };
const INVOKE = `mutation($input: InvokePluginInput!) { invokePlugin(input: $input) {
  result disclaimer run { status receipt proposals { id status } } userErrors { code message } } }`;

interface Called<Result> {
  readonly result: Result;
  readonly proposals: readonly { readonly id: string; readonly status: string }[];
}

async function call<Result>(persona: string, plugin: string, tool: string, args: object): Promise<Called<Result>> {
  const input = { plugin: `@openfolio/${plugin}`, tool, args };
  const { invokePlugin } = await world.data<{
    invokePlugin: {
      result: Result;
      disclaimer: string;
      run: { status: string; receipt: string; proposals: { id: string; status: string }[] };
      userErrors: unknown[];
    };
  }>(INVOKE, { input }, of(persona).grant);
  expect(invokePlugin.userErrors).toEqual([]);
  expect(invokePlugin.run).toMatchObject({ status: 'SUCCEEDED', receipt: expect.stringMatching(/^ey/) });
  expect(invokePlugin.disclaimer).toContain('风险提示');
  return { result: invokePlugin.result, proposals: invokePlugin.run.proposals };
}

const crisis = {
  mic: 'XNYS',
  symbol: 'SPX',
  pricesFrom: '2006-10-01',
  startsOn: '2007-10-31',
  until: '2013-12-31',
  interval: 'MONTH',
  frequency: 'MONTHLY',
  method: 'FIXED',
  amount: '1000',
};

test('a back-test over the platform’s own closes of the index, with its sources', async () => {
  const { result, proposals } = await call<BackTestResult>('Li Simin', 'dca-assistant', 'backTest', crisis);
  // As the fixture and the README have it, from the same public series.
  expect(result.plan).toMatchObject({ invested: '75000.00', value: '112953.28', compoundAnnualReturn: '0.133536' });
  expect(result.disclosure.dataSource.en).toContain('vega-datasets');
  expect(proposals).toEqual([]);
});

test('a simulation over returns that she assumes, and a goal by months of the past', async () => {
  const startsOn = toLocalDate(world.clock.now());
  const simulated = await call<SimulateResult>('Li Simin', 'dca-assistant', 'simulate', {
    mic: 'XSHE',
    symbol: '163406',
    startsOn,
    months: 60,
    frequency: 'MONTHLY',
    amount: '500',
    annualReturns: ['0.02', '0.05'],
  });
  expect(simulated.result.scenarios.map(({ invested }) => invested)).toEqual(['30000.00', '30000.00']);
  const goal = await call<PlanGoalResult>('Li Simin', 'goal-planner', 'planGoal', {
    mic: 'XNYS',
    symbol: 'SPX',
    pricesFrom: '2000-01-01',
    pricesUntil: '2020-03-31',
    kind: 'EDUCATION',
    amountToday: '100000',
    months: 180,
    inflation: '0.02',
    annualReturn: '0.04',
    present: '20000',
  });
  expect(goal.result.plan).toMatchObject({ target: '134586.83', neededContribution: '402.89' });
  expect(goal.result.plan?.history.months).toBe(242);
});

const CONFIRM = `mutation($input: PluginProposalInput!) { confirmPluginProposal(input: $input) {
  proposal { status outcome } userErrors { code message } } }`;
const PLANS = `{ investmentPlans(first: 5) { edges { node { name status proposed nextScheduledOn
  mandate { frequency capTotal { amount currency } orders { amount { amount } instrument { symbol } } } } } } }`;
const PROPOSALS = '{ pluginProposals(first: 5) { edges { node { id status reason } } } }';

async function propose(persona: string, symbol: string): Promise<void> {
  const ACCOUNTS = '{ accounts(first: 1) { edges { node { id } } } }';
  const { accounts } = await world.data<{ accounts: { edges: { node: { id: string } }[] } }>(
    ACCOUNTS,
    {},
    of(persona).grant,
  );
  const startsOn = addMonths(toLocalDate(world.clock.now()), 1);
  const { proposals } = await call<BackTestResult>(persona, 'dca-assistant', 'backTest', {
    ...crisis,
    mic: 'XSHE',
    symbol,
    pricesFrom: '2024-01-01',
    startsOn: '2024-01-31',
    until: '2026-10-30',
    interval: 'DAY',
    proposal: { accountId: accounts.edges[0]?.node.id, name: '每月定投', startsOn, months: 12 },
  });
  expect(proposals.map(({ status }) => status)).toEqual(['PENDING']);
}

async function confirm(persona: string): Promise<unknown> {
  const { pluginProposals } = await world.data<{
    pluginProposals: { edges: { node: { id: string } }[] };
  }>(PROPOSALS, {}, of(persona).page);
  const id = pluginProposals.edges[0]?.node.id;
  const { confirmPluginProposal } = await world.data<{ confirmPluginProposal: unknown }>(
    CONFIRM,
    { input: { id } },
    of(persona).page,
  );
  return confirmPluginProposal;
}

test('a plan that suits her is proposed to the page, and starts when she confirms it, not before', async () => {
  await propose('Li Simin', '163406'); // R3 for C3
  expect(await world.data(PLANS, {}, of('Li Simin').grant)).toEqual({ investmentPlans: { edges: [] } });
  expect(await confirm('Li Simin')).toMatchObject({ proposal: { status: 'EXECUTED' }, userErrors: [] });
  const { investmentPlans } = await world.data<{ investmentPlans: { edges: { node: unknown }[] } }>(
    PLANS,
    {},
    of('Li Simin').grant,
  );
  expect(investmentPlans.edges).toEqual([
    {
      node: {
        name: '每月定投',
        status: 'ACTIVE',
        proposed: true,
        nextScheduledOn: addMonths(toLocalDate(world.clock.now()), 1),
        mandate: {
          frequency: 'MONTHLY',
          capTotal: { amount: '13000.00', currency: 'CNY' },
          orders: [{ amount: { amount: '1000.00' }, instrument: { symbol: '163406' } }],
        },
      },
    },
  ]);
});

test('one that does not suit her is refused when she confirms it, and no plan stands', async () => {
  await propose('He Jing', '163406'); // R3 for C1
  expect(await confirm('He Jing')).toMatchObject({ proposal: { status: 'FAILED', outcome: 'PLAN_UNSUITABLE' } });
  expect(await world.data(PLANS, {}, of('He Jing').grant)).toEqual({ investmentPlans: { edges: [] } });
});
