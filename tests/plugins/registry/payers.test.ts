import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

const PER_RUN = '@acme/per-run';
const INVOKE = `mutation($input: InvokePluginInput!) { invokePlugin(input: $input) {
  run { costPoints fuelPoints } userErrors { code message } } }`;

/** Agreed for a share above the cap. */
let world: RegistryWorld;
beforeAll(async () => {
  world = await createRegistryWorld({}, '0.45');
  await world.release({ name: PER_RUN, pricing: { model: 'per-run', amount: '0.35', currency: 'CNY' } });
  await world.install(world.annaPage, PER_RUN);
}, 120_000);
afterAll(() => world?.close());

async function run(plugin: string) {
  const input = { plugin, tool: 'total', args: { first: 50 } };
  const { invokePlugin } = await world.data<{
    invokePlugin: { run: { costPoints: number; fuelPoints: number }; userErrors: { code: string }[] };
  }>(INVOKE, { input }, world.annaGrant);
  return invokePlugin;
}

const STATEMENT = `query($month: String!) { pluginStatement(month: $month) {
  totals { currency gross clawedBack net shareRate platformShare payout } } }`;

test('the platform never keeps more than 30 % of the net income, whatever was agreed; it is rounded half up, once', async () => {
  await run(PER_RUN);
  const month = new Date(world.clock.now() + 8 * 3_600_000).toISOString().slice(0, 7);
  const { pluginStatement } = await world.data<{ pluginStatement: { totals: unknown[] } }>(
    STATEMENT,
    { month },
    world.publisherGrant,
  );
  // 0.35 × 0.30 = 0.105
  expect(pluginStatement.totals).toEqual([
    {
      currency: 'CNY',
      gross: '0.35',
      clawedBack: '0.00',
      net: '0.35',
      shareRate: '0.3',
      platformShare: '0.11',
      payout: '0.24',
    },
  ]);
  const beyond = world.database.ops.query(
    'INSERT INTO plugin_usage SELECT (jsonb_populate_record(u, \'{"share_rate": 0.31}\')).* FROM plugin_usage u',
  );
  await expect(beyond).rejects.toThrow(/share_rate/);
});

describe('the budget of a plugin that its publisher pays for', () => {
  const PAID = '@acme/paid-by-publisher';
  const available = async (appId: string, customerId: string | null) =>
    (await world.parts.meter.reserve({ appId, customerId }, 0)).status.available;

  test('takes the cost of the input and the fuel; the calling app pays for its own call alone', async () => {
    await world.release({ name: PAID, pricing: { model: 'free', budget: 'publisher' } });
    await world.install(world.annaPage, PAID);
    const app = (await world.parts.grants.load(world.annaGrant))?.appId ?? '';
    const read = async () => [await available(world.publisherId, null), await available(app, world.anna.id)] as const;
    const before = await read();
    const { run: done } = await run(PAID);
    const after = await read();
    const points = done.costPoints + done.fuelPoints;
    expect(Math.ceil(before[0] - after[0])).toBe(points);
    const own = before[1] - after[1];
    const { run: ofInstaller } = await run(PER_RUN);
    const both = (await read())[1];
    expect(Math.ceil(after[1] - both)).toBe(Math.ceil(own) + ofInstaller.costPoints + ofInstaller.fuelPoints);
  });

  test('when spent, is a clear refusal that names points and time, while what the installer pays for runs on', async () => {
    const left = Math.floor(await available(world.publisherId, null)) - 1;
    const spent = await world.parts.meter.reserve({ appId: world.publisherId, customerId: null }, left);
    expect(spent.granted).toBe(true);
    const input = { plugin: PAID, tool: 'total', args: { first: 50 } };
    const refused = JSON.stringify(await world.outcome(INVOKE, { input }, world.annaGrant));
    expect(refused).toContain('PLUGIN_BUDGET_EXCEEDED');
    expect(refused).toMatch(
      /needs 4 points for its fuel, \d are left in the budget of the plugin’s publisher. Try again in \d s/,
    );
    expect((await run(PER_RUN)).userErrors).toEqual([]);
  });
});
