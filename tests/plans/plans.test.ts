import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createPlanWorld, MONDAY, type PlanWorld, planInput } from './plan-world.js';

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

describe('a customer starts a plan', () => {
  test('it is active, with its next trading day, its mandate and its event', async () => {
    const { plan, userErrors } = await world.create();
    expect(userErrors).toEqual([]);
    expect(plan).toMatchObject({
      status: 'ACTIVE',
      nextScheduledOn: '2026-07-31',
      nextTradeOn: '2026-07-31',
      invested: { amount: '0.00' },
      proposed: false,
      mandate: { remaining: { amount: '3000.00' } },
    });
    expect(await eventsOf(await planRow())).toEqual(['plan.created']);
  });

  test('a date without trading rolls forward: National Day is dealt after the holiday', async () => {
    const { plan } = await world.create({ startsOn: '2026-10-01' });
    expect(plan).toMatchObject({ nextScheduledOn: '2026-10-01', nextTradeOn: '2026-10-08' });
  });

  test('a date in a year without a calendar has no trading day yet: none is guessed', async () => {
    const { plan } = await world.create({ startsOn: '2027-02-01', expiresOn: '2028-02-01' });
    expect(plan).toMatchObject({ nextScheduledOn: '2027-02-01', nextTradeOn: null });
  });

  test('the same key again gives the same plan, and another input is refused', async () => {
    const first = await world.create({ idempotencyKey: 'once' });
    const again = await world.create({ idempotencyKey: 'once' });
    expect(again.plan?.id).toBe(first.plan?.id);
    const another = world.create({ idempotencyKey: 'once', name: 'Another' });
    await expect(another).rejects.toThrow('IDEMPOTENCY_KEY_REUSED');
  });

  test('a confirmed proposal runs by its stored document, and the plan says that it was proposed', async () => {
    const source = `mutation Start($input: CreateInvestmentPlanInput!) { createInvestmentPlan(input: $input) { plan { proposed } userErrors { code } } }`;
    await world.parts.documents.store(source);
    const input = planInput(await world.accountId());
    const options = { cause: { kind: 'STORED', id: '01900000-0000-7000-8000-00000000aaaa' } as const };
    expect(await world.ask(source, { input }, options)).toEqual({
      createInvestmentPlan: { plan: { proposed: true }, userErrors: [] },
    });
  });

  test.each([
    [{ name: '  ' }, 'name', 'PLAN_NAME_INVALID'],
    [{ startsOn: '2026-07-01' }, 'startsOn', 'PLAN_DATES_INVALID'],
    [{ expiresOn: '2026-07-31' }, 'expiresOn', 'PLAN_DATES_INVALID'],
    [{ expiresOn: '2037-01-01' }, 'expiresOn', 'PLAN_DATES_INVALID'],
    [{ capTotal: '999' }, 'capTotal', 'PLAN_AMOUNT_INVALID'],
    [{ capPerPeriod: '999.99' }, 'capPerPeriod', 'PLAN_AMOUNT_INVALID'],
    [{ orders: [] }, 'orders', 'PLAN_INSTRUMENT_INVALID'],
    [{ orders: [order('FUND1', '10.005')], capTotal: '20' }, 'orders', 'PLAN_AMOUNT_INVALID'],
    [{ orders: [order('IDX', '10')] }, 'orders', 'PLAN_INSTRUMENT_INVALID'],
    [{ orders: [order('NONE', '10')] }, 'orders', 'PLAN_INSTRUMENT_INVALID'],
    [{ orders: [order('FUND1', '10'), order('FUND1', '10')] }, 'orders', 'PLAN_INSTRUMENT_INVALID'],
    [{ orders: [order('FUND1', '10'), order('HKD1', '10', 'XHKG')] }, 'orders', 'PLAN_INSTRUMENT_INVALID'],
    [{ orders: [order('RISKY', '10')] }, 'orders', 'PLAN_UNSUITABLE'],
  ])('%j is refused at %s: %s', async (input, field, code) => {
    const { plan, userErrors } = await world.create(input);
    expect(plan).toBeNull();
    expect(userErrors).toEqual([expect.objectContaining({ field: ['input', field], code })]);
  });

  test('an unsuitable product is refused with both classes and the reason', async () => {
    const { userErrors } = await world.create({ orders: [order('RISKY', '10')] });
    expect(userErrors[0]?.message).toContain(
      'XSHG:RISKY has risk class R5, which does not suit a customer of class C3',
    );
  });

  test('an account that is not active carries none', async () => {
    await world.database.ops.query("UPDATE account SET status = 'FROZEN' WHERE customer_id = $1", [world.anna.id]);
    const { userErrors } = await world.create();
    await world.database.ops.query("UPDATE account SET status = 'ACTIVE' WHERE customer_id = $1", [world.anna.id]);
    expect(userErrors).toEqual([expect.objectContaining({ code: 'PLAN_ACCOUNT_INVALID' })]);
  });
});

describe('who may do what', () => {
  const CREATE =
    'mutation($input: CreateInvestmentPlanInput!) { createInvestmentPlan(input: $input) { userErrors { code } } }';

  test('a third-party app can’t start a plan, whatever its consent says', async () => {
    const grantId = await world.grant({ customer: world.anna });
    const input = planInput(await world.accountId());
    expect(await world.codes(CREATE, { input }, grantId)).toEqual(['PLAN_NEEDS_CUSTOMER']);
  });

  test('what an app proposed and the customer confirmed runs under the app’s consent, in the accounts that it covers', async () => {
    const grantId = await world.grant({ customer: world.anna, accounts: [world.anna.accounts[1]] });
    const source = `mutation Confirmed($input: CreateInvestmentPlanInput!) { createInvestmentPlan(input: $input) { plan { proposed } userErrors { code } } }`;
    await world.parts.documents.store(source);
    const accountOf = (internal: string) => world.parts.ids.encode(world.appId, 'acc', internal);
    const confirm = (account: string) =>
      world.ask(
        source,
        { input: planInput(accountOf(account)) },
        { grantId, cause: { kind: 'STORED', id: '01900000-0000-7000-8000-00000000aaab' } },
      );
    expect(await confirm(world.anna.accounts[1])).toEqual({
      createInvestmentPlan: { plan: { proposed: true }, userErrors: [] },
    });
    expect(await confirm(world.anna.accounts[0])).toEqual({
      createInvestmentPlan: { plan: null, userErrors: [{ code: 'PLAN_ACCOUNT_INVALID' }] },
    });
  });

  test('plans of accounts that the consent does not cover, and of other customers, are not there', async () => {
    await world.create();
    const LIST = '{ investmentPlans(first: 50) { edges { node { id account { id } } } } }';
    const accountsOf = async (grantId: string) => {
      const answer = await world.ask<{ investmentPlans: { edges: { node: { account: { id: string } } }[] } }>(
        LIST,
        {},
        { grantId },
      );
      return new Set(answer.investmentPlans.edges.map(({ node }) => node.account.id));
    };
    const [first, second] = world.anna.accounts.map((id) => world.parts.ids.encode(world.appId, 'acc', id));
    expect(await accountsOf(await world.grant({ customer: world.anna }))).toContain(first);
    const secondAlone = await world.grant({ customer: world.anna, accounts: [world.anna.accounts[1]] });
    expect([...(await accountsOf(secondAlone))].filter((id) => id !== second)).toEqual([]);
    expect(await accountsOf(await world.grant({ customer: world.bert }))).toEqual(new Set());
  });
});

describe('its life', () => {
  test('paused it has no date; resumed it goes on with the next, missed ones are not made up for', async () => {
    const { plan } = await world.create();
    const paused = await world.change('pause', plan?.id ?? '');
    expect(paused.plan).toMatchObject({ status: 'PAUSED', statusReason: 'CUSTOMER', nextTradeOn: null });
    world.clock.at = Date.parse('2026-08-03T04:00:00Z');
    const resumed = await world.change('resume', plan?.id ?? '');
    expect(resumed.plan).toMatchObject({ status: 'ACTIVE', statusReason: null, nextTradeOn: '2026-08-31' });
    await world.change('stop', plan?.id ?? '');
    expect(await eventsOf(await planRow())).toEqual(['plan.created', 'plan.paused', 'plan.resumed', 'plan.ended']);
  });

  test('at most twenty are live, and one that is not there is refused like any other’s', async () => {
    let last = await world.create();
    for (let live = 1; live <= 20; live += 1) last = await world.create();
    expect(last.userErrors).toEqual([
      expect.objectContaining({ code: 'PLAN_LIMIT_REACHED', message: expect.stringContaining('20') }),
    ]);
    const nothing = await world.change('pause', 'pln_AAAAAAAAAAAAAAAAAAAAAA');
    expect(nothing.userErrors.map(({ code }) => code)).toEqual(['PLAN_NOT_FOUND']);
  });

  test('what does not fit its state is refused, and what has ended stays ended', async () => {
    const { plan } = await world.create();
    const id = plan?.id ?? '';
    expect((await world.change('resume', id)).userErrors[0]?.code).toBe('PLAN_STATE_CONFLICT');
    await world.change('stop', id);
    for (const act of ['pause', 'resume', 'stop'] as const)
      expect((await world.change(act, id)).userErrors[0]?.code).toBe('PLAN_STATE_CONFLICT');
  });

  test('its date moves on by itself, and at the end of its mandate it expires', async () => {
    await world.create();
    const id = await planRow();
    const state = async () =>
      (
        await world.database.ops.query(
          'SELECT status, next_trade_on::text AS next FROM investment_plan WHERE id = $1',
          [id],
        )
      ).rows[0];
    world.clock.at = Date.parse('2026-07-31T15:59:00Z'); // still the day itself in Shanghai
    await world.advancePlans.advance();
    expect(await state()).toEqual({ status: 'ACTIVE', next: '2026-07-31' });
    world.clock.at = Date.parse('2026-07-31T16:00:00Z');
    await world.advancePlans.advance();
    expect(await state()).toEqual({ status: 'ACTIVE', next: '2026-08-31' });
    world.clock.at = Date.parse('2027-01-01T04:00:00Z');
    await world.advancePlans.advance();
    expect(await state()).toEqual({ status: 'EXPIRED', next: null });
    expect(await world.advancePlans.advance()).toBe(0);
  });
});

function order(symbol: string, amount: string, mic = 'XSHG') {
  return { instrument: { mic, symbol }, amount };
}
