import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { MemoryMeter } from '../../../src/metering/index.js';
import { reserveFuel } from '../../../src/plugins/invocation/fuel-budget.js';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

let world: RegistryWorld;
beforeAll(async () => {
  world = await createRegistryWorld({ listedRuns: 20 });
}, 180_000);
afterAll(() => world?.close());

const INVOKE = `mutation($input: InvokePluginInput!) { invokePlugin(input: $input) {
  result run { id proposals { id status reason } } userErrors { code message } } }`;

interface Invoked {
  readonly result: unknown;
  readonly run: { readonly id: string; readonly proposals: readonly { readonly id: string }[] } | null;
  readonly userErrors: readonly { readonly code: string }[];
}

async function invoke(input: Record<string, unknown>, grant = world.annaGrant): Promise<Invoked> {
  const call = { plugin: '@acme/holdings-total', tool: 'total', args: { first: 50 }, ...input };
  return (await world.data<{ invokePlugin: Invoked }>(INVOKE, { input: call }, grant)).invokePlugin;
}

test('fuel is reserved at its most and settled at what was used; over budget is a clear refusal', async () => {
  const bucket = { maximum: 25, restoreRate: 1 };
  const meter = new MemoryMeter({ limits: { perApp: bucket, perCustomer: bucket }, clock: systemClock });
  const key = { appId: newId(), customerId: newId() };
  const first = await reserveFuel(meter, key, 1_000_000_000);
  await expect(reserveFuel(meter, key, 1_000_000_000)).rejects.toMatchObject({
    code: 'PLUGIN_BUDGET_EXCEEDED',
    headers: { 'retry-after': expect.any(String) },
  });
  await first.settle(1);
  await expect(reserveFuel(meter, key, 1_000_000_000)).resolves.toMatchObject({ granted: true });
});

describe('a version that fails', () => {
  test('is suspended at the run that makes it 5 %, and its publisher sees where, without a word of the customer’s', async () => {
    const body =
      'if (input.args.first === 7) throw new Error("saw " + rows[0]); return { total: "1.00", rows: rows.length };';
    const versionId = await world.release({ body });
    await world.install();
    for (let run = 0; run < 19; run += 1) expect((await invoke({})).userErrors).toEqual([]);
    expect((await invoke({ args: { first: 7 } })).userErrors).toEqual([
      expect.objectContaining({ code: 'PLUGIN_RUN_REFUSED' }),
    ]);
    expect((await invoke({})).userErrors).toEqual([expect.objectContaining({ code: 'PLUGIN_WITHDRAWN' })]);
    const figures = `query($versionId: ID!) { pluginFigures(versionId: $versionId) { runs failures installs fuel { p50 p99 } failuresByPlace { code place count } } }`;
    const id = world.parts.ids.encode(world.publisherApp, 'plv', versionId);
    const answer = await world.data(figures, { versionId: id }, world.publisherGrant);
    expect(answer).toEqual({
      pluginFigures: {
        runs: 20,
        failures: 1,
        installs: 1,
        fuel: { p50: expect.stringMatching(/^\d+$/), p99: expect.stringMatching(/^\d+$/) },
        failuresByPlace: [{ code: 'TOOL_THREW', place: expect.stringMatching(/^plugin\.js:\d/), count: 1 }],
      },
    });
    expect(JSON.stringify(answer)).not.toContain('saw');
  });

  test('halts in its stage, and goes no further', async () => {
    const versionId = await world.stage({ version: '1.0.1', body: 'return { total: "1.00", rows: rows.length };' });
    await world.database.ops.query(
      `INSERT INTO plugin_run (id, customer_id, installation_id, plugin_id, version_id, app_id, grant_id, operation_id, input_operation_id, tool, target, status, at_fault, as_of, started_at)
       SELECT gen_random_uuid(), i.customer_id, i.id, i.plugin_id, $1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'total', 'tool',
         CASE WHEN n = 1 THEN 'FAILED' ELSE 'SUCCEEDED' END, CASE WHEN n = 1 THEN 'PLUGIN' END, $2, $2
       FROM plugin_installation i, generate_series(1, 20) n WHERE i.ended_at IS NULL`,
      [versionId, new Date(world.clock.now())],
    );
    world.clock.advance(25 * 3_600_000);
    await world.useCases.advanceReleases.step();
    const { rows } = await world.database.ops.query('SELECT status, reason FROM plugin_release WHERE version_id = $1', [
      versionId,
    ]);
    expect(rows).toEqual([{ status: 'SUSPENDED', reason: 'The release halted at 5 %: 1 of 20 runs failed.' }]);
  });
});

describe('calls', () => {
  test('repeated under a key run once; the key with other arguments is refused', async () => {
    await world.listOwn('concentration');
    await world.install(world.annaPage, '@openfolio/concentration');
    const call = { plugin: '@openfolio/concentration', tool: 'measureConcentration', idempotencyKey: 'k-1' };
    const first = await invoke({ ...call, args: { largeFrom: '0.1' } });
    const second = await invoke({ ...call, args: { largeFrom: '0.1' } });
    expect(first.run?.id).toBeDefined();
    expect(second).toEqual(first);
    await expect(invoke({ ...call, args: { largeFrom: '0.2' } })).rejects.toThrow('IDEMPOTENCY_KEY_REUSED');
    const { rows } = await world.database.ops.query(
      "SELECT count(*)::int AS runs FROM plugin_run WHERE tool = 'measureConcentration'",
    );
    expect(rows).toEqual([{ runs: 1 }]);
  });

  test('lead to proposals that are carried out once, as children of the call, when the customer confirms', async () => {
    await world.listOwn('tidy-consents');
    await world.install(world.annaPage, '@openfolio/tidy-consents');
    world.clock.advance(40 * 86_400_000);
    const call = { plugin: '@openfolio/tidy-consents', tool: 'proposeTidyUp', args: { unusedDays: 30 } };
    const { run, userErrors } = await invoke(call, world.annaPage);
    expect(userErrors).toEqual([]);
    const [proposal] = run?.proposals ?? [];
    const confirm = `mutation($input: PluginProposalInput!) { confirmPluginProposal(input: $input) { proposal { status outcome } userErrors { code } } }`;
    const input = { id: proposal?.id };
    expect(await world.data(confirm, { input }, world.annaPage)).toEqual({
      confirmPluginProposal: { proposal: { status: 'EXECUTED', outcome: 'OK' }, userErrors: [] },
    });
    expect(JSON.stringify(await world.data(confirm, { input }, world.annaPage))).toContain('PLUGIN_PROPOSAL_NOT_OPEN');
    const { rows } = await world.database.ops.query(
      `SELECT o.cause, o.outcome FROM plugin_proposal p JOIN plugin_run r ON r.id = p.run_id
       JOIN operation_record o ON o.id = p.operation_id AND o.cause_id = r.operation_id WHERE p.status = 'EXECUTED'`,
    );
    expect(rows).toEqual([{ cause: 'STORED', outcome: 'OK' }]);
  });

  test('by an app can not do what only the own pages may, whatever the plugin was allowed', async () => {
    const call = { plugin: '@openfolio/tidy-consents', tool: 'proposeTidyUp', args: { unusedDays: 30 } };
    const app = await world.grant({ customer: world.anna, scopes: ['plugins:run'], expiresIn: '1 year' });
    expect(JSON.stringify(await world.outcome(INVOKE, { input: call }, app))).toContain('grants:read');
  });
});
