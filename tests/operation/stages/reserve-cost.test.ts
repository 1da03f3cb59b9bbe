import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createOperationWorld, type OperationWorld } from '../operation-world.js';
import { CAUSES, codeOf, recordsOf, runAs } from './as-cause.js';

const BUDGET = 100;
/** Costs 1 + first × 1, and Anna has two accounts. */
const page = (first: number) => `{ accounts(first: ${first}) { edges { node { name } } } }`;

let world: OperationWorld;
beforeAll(async () => {
  world = await createOperationWorld({ budget: BUDGET, limits: { nodesMax: 5_000, depthMax: 50 } });
});
afterAll(() => world?.close());

describe.each(CAUSES)('%s', (cause) => {
  test('the upper bound is reserved and what was not used comes back', async () => {
    const grantId = await freshGrant();
    const { cost } = await runAs(world, cause, page(50), { grantId });
    expect(cost.requested).toBe(50);
    expect(cost.actual).toBe(2);
    expect(cost.throttle).toMatchObject({ maximum: BUDGET });
    expect(cost.throttle?.available).toBeGreaterThanOrEqual(BUDGET - 2);
  });

  test('over the budget of this moment: THROTTLED with the wait, recorded, nothing read', async () => {
    const grantId = await freshGrant();
    await runAs(world, cause, page(60), { grantId }); // grant and document are known then, so that both reserve at once
    const attempt = { source: page(60), grantId, cause: { kind: cause } };
    const both = await Promise.all([world.run(attempt), world.run(attempt)]);
    expect(both.map(codeOf).sort()).toEqual(['OK', 'THROTTLED']);
    const refused = both.find(({ kind }) => kind === 'refused');
    expect(refused).toMatchObject({
      error: { headers: { 'retry-after': expect.stringMatching(/^[1-9]\d*$/) } },
      cost: { requested: 60, actual: 0, throttle: { maximum: BUDGET } },
    });
    expect((await recordsOf(world, grantId)).find(({ outcome }) => outcome === 'THROTTLED')).toMatchObject({
      row_counts: {},
      cost_requested: 60,
      cost_actual: 0,
    });
  });

  test('a refused operation gives its whole reservation back', async () => {
    const grantId = await freshGrant();
    for (let round = 0; round < 3; round += 1) {
      expect(
        codeOf(
          await runAs(world, cause, 'query ($x: Int) { accounts(first: $x) { edges { cursor } } }', {
            grantId,
            variables: { x: 101 },
          }),
        ),
      ).toBe('INVALID_PAGE');
      expect(codeOf(await runAs(world, cause, page(90), { grantId }))).toBe('OK');
    }
  });

  test('more than the budget ever holds: COST_EXCEEDED, since waiting does not help', async () => {
    const grantId = await freshGrant();
    const source = '{ accounts(first: 50) { edges { node { transactions(first: 50) { edges { node { id } } } } } } }';
    expect(await runAs(world, cause, source, { grantId })).toMatchObject({
      kind: 'refused',
      error: { code: 'COST_EXCEEDED', message: expect.stringContaining(`more than ${BUDGET}`), headers: {} },
    });
  });

  test('more objects than one answer may hold: DOCUMENT_TOO_COMPLEX before anything is reserved', async () => {
    const grantId = await freshGrant();
    const source = '{ accounts(first: 100) { edges { node { transactions(first: 100) { edges { node { id } } } } } } }';
    expect(await runAs(world, cause, source, { grantId })).toMatchObject({
      kind: 'refused',
      error: { code: 'DOCUMENT_TOO_COMPLEX', message: expect.stringContaining('possible objects') },
      cost: { throttle: null },
    });
  });

  test('a bound beyond every integer is refused and recorded like any other', async () => {
    const grantId = await freshGrant();
    const within = (levels: number): string =>
      levels === 0 ? 'id' : `id account { transactions(first: 100) { edges { node { ${within(levels - 1)} } } } }`;
    const source = `{ transactions(first: 100) { edges { node { ${within(5)} } } } }`;
    expect(codeOf(await runAs(world, cause, source, { grantId }))).toBe('DOCUMENT_TOO_COMPLEX');
    expect(await recordsOf(world, grantId)).toMatchObject([{ outcome: 'DOCUMENT_TOO_COMPLEX' }]);
  });
});

/** Of an app of its own: budgets are per app and customer. */
async function freshGrant(): Promise<string> {
  return world.grant({ customer: world.anna, appId: await world.newApp() });
}
