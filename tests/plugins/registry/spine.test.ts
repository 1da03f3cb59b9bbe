import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

let world: RegistryWorld;
beforeAll(async () => {
  world = await createRegistryWorld();
}, 60_000);
afterAll(() => world?.close());

const INVOKE = `mutation($input: InvokePluginInput!) { invokePlugin(input: $input) {
  result resultSchema disclaimer run { id status version fuelUsed receipt inputHash } userErrors { code message } } }`;
const call = { plugin: '@acme/holdings-total', tool: 'total', args: { first: 50 } };

interface Invoked {
  readonly invokePlugin: {
    readonly result: Record<string, unknown> | null;
    readonly run: Record<string, unknown> | null;
    readonly userErrors: readonly { code: string }[];
  };
}

test('a plugin goes from its package to a result under two consents', async () => {
  const versionId = await world.release();
  const { rows } = await world.database.ops.query('SELECT status, reason FROM plugin_release WHERE version_id = $1', [
    versionId,
  ]);
  expect(rows).toEqual([{ status: 'LISTED', reason: expect.stringContaining('Released') }]);

  const before = await world.data<Invoked>(INVOKE, { input: call }, world.annaGrant);
  expect(before.invokePlugin.userErrors).toEqual([expect.objectContaining({ code: 'PLUGIN_NOT_INSTALLED' })]);

  await world.install();
  const { invokePlugin } = await world.data<Invoked>(INVOKE, { input: call }, world.annaGrant);
  expect(invokePlugin.userErrors).toEqual([]);
  expect(invokePlugin.result).toEqual({ total: '1005.00', rows: 12 });
  expect(invokePlugin.run).toMatchObject({
    status: 'SUCCEEDED',
    version: '1.0.0',
    receipt: expect.stringMatching(/^ey/),
  });
});

test('a plugin of this repository runs the same way', async () => {
  await world.listOwn('concentration');
  await world.install(world.annaPage, '@openfolio/concentration');
  const input = { plugin: '@openfolio/concentration', tool: 'measureConcentration', args: { largeFrom: '0.1' } };
  const { invokePlugin } = await world.data<Invoked>(INVOKE, { input }, world.annaGrant);
  expect(invokePlugin.userErrors).toEqual([]);
  expect(invokePlugin.result).toMatchObject({ groups: expect.any(Array) });
});
