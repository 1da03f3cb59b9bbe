import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '../../../src/kernel/clock.js';
import { pauseApp, resumeApp } from '../../../src/kill-switch/index.js';
import { inTransaction } from '../../../src/storage/index.js';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

const INVOKE = `mutation($input: InvokePluginInput!) { invokePlugin(input: $input) { result run { id } userErrors { code } } }`;
const LONG =
  'if (input.args.first === 7) for (let turn = 0; turn < 1500000; turn += 1) rows.length; return { total: "1.00", rows: rows.length };';
const input = { plugin: '@acme/holdings-total', tool: 'total', args: { first: 7 } };

let world: RegistryWorld;
beforeAll(async () => {
  world = await createRegistryWorld();
  await world.release({ body: LONG, fuel: 4_000_000_000 });
  await world.install();
}, 120_000);
afterAll(() => world?.close());

/** Reads of customers' rows by plugins; each is recorded before its answer reaches the tool. */
async function inputsRead(): Promise<number> {
  const { rows } = await world.database.ops.query("SELECT 1 FROM operation_record WHERE cause = 'PLUGIN'");
  return rows.length;
}

async function runs() {
  const { rows } = await world.database.ops.query<{ status: string; code: string | null; kept: boolean }>(
    `SELECT r.status, r.code, d.run_id IS NOT NULL AS kept FROM plugin_run r LEFT JOIN plugin_run_data d ON d.run_id = r.id
     WHERE r.app_id = $1 ORDER BY r.started_at, r.id`,
    [world.appId],
  );
  return rows;
}

/** Stops the caller when its tool has its input and computes. @returns how the call ended */
async function callAndStop(stop: () => Promise<unknown>): Promise<string> {
  const before = await inputsRead();
  let ended = false;
  const call = world
    .outcome(INVOKE, { input }, world.annaGrant)
    .then((outcome) =>
      outcome.kind === 'refused' ? outcome.error.code : `${outcome.json} ${JSON.stringify(outcome.errors)}`,
    )
    .finally(() => {
      ended = true;
    });
  while ((await inputsRead()) === before) await new Promise((resolve) => setTimeout(resolve, 2));
  await stop();
  expect(ended).toBe(false); // else nothing was shown
  return call;
}

test('no result of a plugin reaches an app that was stopped while the tool ran, and none is kept or charged', async () => {
  const now = systemClock.now();
  expect(
    await callAndStop(() => inTransaction(world.database.ops, (client) => pauseApp(client, world.appId, now))),
  ).toContain('GRANT_NOT_ACTIVE');
  expect(await runs()).toEqual([{ status: 'REFUSED', code: 'GRANT_NOT_ACTIVE', kept: false }]);
  await inTransaction(world.database.ops, (client) => resumeApp(client, world.appId, now));
  const { invokePlugin } = await world.data<{ invokePlugin: { result: unknown } }>(INVOKE, { input }, world.annaGrant);
  expect(invokePlugin.result).toEqual({ total: '1.00', rows: 12 });
});

test('nor one to an app whose consent its customer withdrew meanwhile', async () => {
  const revoke = "UPDATE access_grant SET revoked_at = now(), revoked_by = 'CUSTOMER' WHERE id = $1";
  expect(await callAndStop(() => world.database.ops.query(revoke, [world.annaGrant]))).toContain('GRANT_NOT_ACTIVE');
  expect((await runs()).at(-1)).toEqual({ status: 'REFUSED', code: 'GRANT_NOT_ACTIVE', kept: false });
});
