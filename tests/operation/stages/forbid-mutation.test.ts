import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createOperationWorld, type OperationWorld } from '../operation-world.js';
import { codeOf, recordsOf, runAs } from './as-cause.js';
import { openProbe } from './probe-schema.js';

let world: OperationWorld;
beforeAll(async () => {
  world = await createOperationWorld();
});
afterAll(() => world?.close());

test.each(['HOOK', 'PLUGIN'] as const)('%s: a mutation is refused and recorded, and nothing changes', async (cause) => {
  const { probe, run } = await openProbe(world);
  const grantId = await world.grant({ customer: world.anna });
  expect(codeOf(await runAs(world, cause, 'mutation { change }', { grantId, run }))).toBe('MUTATION_FORBIDDEN');
  expect(codeOf(await runAs(world, cause, 'subscription { ticks }', { grantId, run }))).toBe('MUTATION_FORBIDDEN');
  expect(probe.changes).toBe(0);
  expect(await recordsOf(world, grantId)).toMatchObject([
    { outcome: 'MUTATION_FORBIDDEN', fields: ['Mutation.change'], cost_actual: 0 },
    { outcome: 'MUTATION_FORBIDDEN', fields: ['Subscription.ticks'], cost_actual: 0 },
  ]);
  expect(codeOf(await runAs(world, cause, '{ fine }', { grantId, run }))).toBe('OK');
});

test.each(['LIVE', 'STORED'] as const)('%s: a mutation runs, once, under its scope', async (cause) => {
  const { probe, run } = await openProbe(world);
  const without = await world.grant({ customer: world.anna, scopes: ['market:read'] });
  expect(codeOf(await runAs(world, cause, 'mutation { change }', { grantId: without, run }))).toBe('MISSING_SCOPE');
  expect(probe.changes).toBe(0);
  const grantId = await world.grant({ customer: world.anna });
  expect(codeOf(await runAs(world, cause, 'mutation { change }', { grantId, run }))).toBe('OK');
  expect(probe.changes).toBe(1);
});
