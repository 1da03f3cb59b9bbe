import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { createOperationWorld, type OperationWorld } from '../operation-world.js';
import { CAUSES, codeOf, runAs } from './as-cause.js';
import { openProbe } from './probe-schema.js';

const SOURCE = 'query ($first: Int) { accounts(first: $first) { edges { cursor node { id name } } } }';
let world: OperationWorld;
beforeAll(async () => {
  world = await createOperationWorld();
});
afterAll(() => world?.close());

describe.each(CAUSES)('%s', (cause) => {
  test('by plan and by resolvers the answer is the same, to the byte and to the point', async () => {
    expect(world.compiler.compile(parse(SOURCE), undefined)?.plan).toBeDefined();
    const grantId = await world.grant({ customer: world.anna });
    const variables = { first: 2 };
    const planned = await runAs(world, cause, SOURCE, { grantId, variables });
    const resolved = await runAs(world, cause, SOURCE, { grantId, variables, run: world.runByResolvers });
    expect(planned).toMatchObject({ kind: 'answered', json: (resolved as { json: string }).json, errors: [] });
    expect(planned.cost.actual).toBe(resolved.cost.actual);
  });

  test('what a plan can not answer, the resolvers refuse with a path', async () => {
    const grantId = await world.grant({ customer: world.anna });
    const source = '{ account(id: "acc_x") { id } instruments(first: 1) { edges { cursor } } }';
    expect(await runAs(world, cause, source, { grantId })).toMatchObject({
      kind: 'answered',
      errors: [{ path: ['account'], extensions: { code: 'INVALID_ID' } }],
    });
  });

  test('a directive decides from run to run what is read', async () => {
    const grantId = await world.grant({ customer: world.anna });
    const source = 'query ($all: Boolean!) { viewer { tier riskLevel @include(if: $all) } }';
    const read = async (all: boolean) =>
      (await runAs(world, cause, source, { grantId, variables: { all } })) as { json: string };
    expect((await read(true)).json).toBe('{"viewer":{"tier":"MASS","riskLevel":"C3"}}');
    expect((await read(false)).json).toBe('{"viewer":{"tier":"MASS"}}');
  });
});

test.each(['LIVE', 'STORED'] as const)('%s: a subscription is refused', async (cause) => {
  const { run } = await openProbe(world);
  const grantId = await world.grant({ customer: world.anna });
  expect(codeOf(await runAs(world, cause, 'subscription { ticks }', { grantId, run }))).toBe(
    'SUBSCRIPTION_UNSUPPORTED',
  );
});
