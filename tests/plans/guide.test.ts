import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createPlanWorld, type PlanWorld } from './plan-world.js';

let world: PlanWorld;
beforeAll(async () => {
  world = await createPlanWorld();
});
afterAll(() => world.close());

test('the documents of the guide to regular investing run as they stand', async () => {
  const guide = await readFile('docs/guides/invest-regularly.md', 'utf8');
  const block = (label: string) => {
    const [, text] = new RegExp(`\`\`\`${label}\\n([\\s\\S]*?)\`\`\``).exec(guide) ?? [];
    if (text === undefined) throw new Error(`The guide has no block ${label}`);
    return text;
  };
  const input = { ...(JSON.parse(block('json start')) as object), accountId: await world.accountId() };
  expect(await world.ask(block('graphql start'), { input })).toMatchObject({
    createInvestmentPlan: { plan: { status: 'ACTIVE', nextTradeOn: '2026-07-31' }, userErrors: [] },
  });
  const third = await world.grant({ customer: world.anna });
  expect(await world.ask(block('graphql read'), {}, { grantId: third })).toMatchObject({
    investmentPlans: { edges: [{ node: { name: 'For the house', mandate: { remaining: { amount: '3000.00' } } } }] },
  });
  expect(await world.codes(block('graphql start'), { input }, third)).toEqual(['PLAN_NEEDS_CUSTOMER']);
});
