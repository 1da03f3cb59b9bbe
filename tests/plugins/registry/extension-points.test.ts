import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../../src/kernel/ids.js';
import { readReceipt } from '../../../src/plugins/index.js';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

const ANSWERS = '@acme/answers';
const WORDS = '@acme/words';
const BODY =
  'if (input.args.first === 7) throw new Error("no " + input.args.first); return { total: "1.00", rows: rows.length };';
const CHOOSE = `mutation($input: ChoosePluginExtensionInput!) { choosePluginExtension(input: $input) { version { status } userErrors { code } } }`;

let world: RegistryWorld;
let answersId: string;
let wordsId: string;
beforeAll(async () => {
  world = await createRegistryWorld({ listedRuns: 20 });
  answersId = await world.release({ name: ANSWERS, target: 'ticket.respond', body: BODY });
  wordsId = await world.release({
    name: WORDS,
    target: 'campaign.content',
    body: BODY,
    pricing: { model: 'free', budget: 'publisher' },
  });
}, 120_000);
afterAll(() => world?.close());

async function idFor(grant: string, versionId: string): Promise<string> {
  return world.parts.ids.encode((await world.parts.grants.load(grant))?.appId ?? '', 'plv', versionId);
}

async function choose(target: 'TICKET_RESPOND' | 'CAMPAIGN_CONTENT', versionId: string, grant: string) {
  const input = { target, versionId: await idFor(grant, versionId), reason: 'It did well in the trials.' };
  return world.outcome(CHOOSE, { input }, grant);
}

const ask = (first = 1) => world.useCases.runExtension.run('ticket.respond', { first });

async function log() {
  const { rows } = await world.database.ops.query<Record<string, unknown>>(
    `SELECT r.target, r.status, r.code, r.at_fault, r.place IS NOT NULL AS placed, r.customer_id, r.receipt, r.fuel_points, o.customer_id AS read_for,
       o.cause, o.actor_id, (SELECT count(*)::int FROM plugin_run_data d WHERE d.run_id = r.id) AS kept
     FROM plugin_run r LEFT JOIN operation_record o ON o.id = r.input_operation_id ORDER BY r.started_at, r.id`,
  );
  return rows;
}

test('nothing runs at a point where nobody put a plugin; a reviewer puts it there, with a reason', async () => {
  expect(await ask()).toBeUndefined();
  const refused = await choose('TICKET_RESPOND', answersId, await world.staff('SUPPORT'));
  expect(refused).toMatchObject({ kind: 'refused', error: { code: 'MISSING_SCOPE' } });
  const reviewer = await world.staff('REVIEWER');
  expect(JSON.stringify(await choose('TICKET_RESPOND', wordsId, reviewer))).toContain('PLUGIN_NOT_FOUND');
  expect(JSON.stringify(await choose('TICKET_RESPOND', answersId, reviewer))).toContain('LISTED');
  await choose('CAMPAIGN_CONTENT', wordsId, reviewer);
});

describe('a run at an extension point', () => {
  test('stands in the log of all runs with its receipt; no customer is behind it, and its texts are not kept', async () => {
    expect(await ask()).toEqual({ total: '1.00', rows: 3 });
    const [row] = await log();
    expect(row).toMatchObject({
      target: 'ticket.respond',
      status: 'SUCCEEDED',
      code: null,
      customer_id: null,
      read_for: null,
      cause: 'PLUGIN',
      actor_id: answersId,
      kept: 0,
    });
    const keys = await world.useCases.registryKey.publicKeys();
    expect(await readReceipt(String(row?.['receipt']), keys)).toMatchObject({ plugin: ANSWERS, tool: 'total' });
  });

  test('that fails gives nothing, and says in the log whose fault it was and where', async () => {
    expect(await ask(7)).toBeUndefined();
    expect(await ask(0)).toBeUndefined(); // arguments that do not fit
    const [failed, unfit] = (await log()).slice(-2);
    expect(failed).toMatchObject({ status: 'FAILED', code: 'TOOL_THREW', at_fault: 'PLUGIN', placed: true });
    expect(unfit).toMatchObject({ status: 'FAILED', code: 'ARGUMENTS_INVALID', at_fault: 'CALLER' });
  });

  test('is no customer’s to make, whatever was installed', async () => {
    const INVOKE = `mutation($input: InvokePluginInput!) { invokePlugin(input: $input) { userErrors { code } } }`;
    await world.install(world.annaPage, ANSWERS);
    const input = { plugin: ANSWERS, tool: 'total', args: { first: 1 } };
    expect(JSON.stringify(await world.data(INVOKE, { input }, world.annaGrant))).toContain('PLUGIN_TOOL_UNKNOWN');
  });

  test('takes its fuel from the budget of who pays; when that is spent the platform goes on without', async () => {
    const words = () => world.useCases.runExtension.run('campaign.content', { first: 1 });
    const key = { appId: world.publisherId, customerId: null };
    const available = async () => (await world.parts.meter.reserve(key, 0)).status.available;
    const before = await available();
    expect(await words()).toEqual({ total: '1.00', rows: 3 });
    const points = Number((await log()).at(-1)?.['fuel_points']);
    expect(Math.ceil(before - (await available()))).toBe(points);
    const left = Math.floor(await available());
    const spent = await world.parts.meter.reserve(key, left);
    expect(await words()).toBeUndefined();
    if (spent.granted) await spent.settle(0);
    expect(await words()).toEqual({ total: '1.00', rows: 3 });
  });
});

describe('the circuit breaker', () => {
  test('stops the version at the failure that makes it 5 %, and its publisher sees why', async () => {
    for (let run = 0; run < 18; run += 1) expect(await ask()).toBeDefined();
    await ask(7);
    expect(await ask()).toBeUndefined();
    const { rows } = await world.database.ops.query('SELECT status, reason FROM plugin_release WHERE version_id = $1', [
      answersId,
    ]);
    expect(rows).toEqual([{ status: 'SUSPENDED', reason: expect.stringMatching(/^2 of the latest 20 runs failed/) }]);
    const figures = `query($versionId: ID!) { pluginFigures(versionId: $versionId) { runs failures failuresByPlace { code count } } }`;
    const answer = await world.data(
      figures,
      { versionId: await idFor(world.publisherGrant, answersId) },
      world.publisherGrant,
    );
    expect(answer).toEqual({
      pluginFigures: { runs: 22, failures: 2, failuresByPlace: [{ code: 'TOOL_THREW', count: 2 }] },
    });
  });
});

test('the kill switch ends it at the point too, and no customer is named for what saw none', async () => {
  await world.useCases.killVersion.kill({
    versionId: answersId,
    personId: newId(),
    reason: 'It was stopped for good.',
  });
  expect(await ask()).toBeUndefined();
  const security = await world.staff('SECURITY');
  const affected = 'query($versionId: ID!) { pluginAffectedCustomers(versionId: $versionId) { customerId } }';
  expect(await world.data(affected, { versionId: await idFor(security, answersId) }, security)).toEqual({
    pluginAffectedCustomers: [],
  });
});
