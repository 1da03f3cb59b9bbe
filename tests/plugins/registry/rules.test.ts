import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../../src/kernel/ids.js';
import { keptMaterial, readReceipt, replayRun } from '../../../src/plugins/index.js';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';
import { packed, sampleFiles } from './sample-package.js';

let world: RegistryWorld;
let versionId: string;
beforeAll(async () => {
  world = await createRegistryWorld();
  versionId = await world.release({ pricing: { model: 'per-run', amount: '0.50', currency: 'CNY', freeRuns: 2 } });
  await world.install();
}, 180_000);
afterAll(() => world?.close());

const PUBLISH =
  'mutation($input: PublishPluginInput!) { publishPlugin(input: $input) { version { id } problems { file reason } userErrors { code message } } }';
const INVOKE = `mutation($input: InvokePluginInput!) { invokePlugin(input: $input) {
  result run { id version receipt input inputHash fuelUsed } userErrors { code message } } }`;
const CALL = { plugin: '@acme/holdings-total', tool: 'total', args: { first: 50 } };

interface Invoked {
  readonly result: { readonly total: string } | null;
  readonly run: { readonly id: string; readonly receipt: string } | null;
  readonly userErrors: readonly { readonly code: string }[];
}

async function invoke(input: Record<string, unknown> = {}, grant = world.annaGrant): Promise<Invoked> {
  return (await world.data<{ invokePlugin: Invoked }>(INVOKE, { input: { ...CALL, ...input } }, grant)).invokePlugin;
}

describe('publishing', () => {
  test.each<[string, Parameters<typeof sampleFiles>[0], string]>([
    ['another publisher’s namespace', { name: '@openfolio/holdings' }, 'PLUGIN_NAMESPACE_REFUSED'],
    ['a version that was submitted before', { version: '1.0.0' }, 'PLUGIN_VERSION_EXISTS'],
    [
      'a document beyond the scopes asked for',
      { version: '3.0.0', scopes: ['accounts:read'] },
      'PLUGIN_PACKAGE_REFUSED',
    ],
    ['a price without an amount', { version: '3.0.1', pricing: { model: 'per-run' } }, 'PLUGIN_PACKAGE_REFUSED'],
  ])('refuses %s', async (_what, options, code) => {
    const input = { package: await packed(sampleFiles(options), world.key) };
    const answer = await world.outcome(PUBLISH, { input }, world.publisherGrant);
    expect(JSON.stringify(answer)).toContain(code);
  });

  test('refuses a signature by a key that is not registered, and a customer’s token', async () => {
    const { privateKey } = (await import('node:crypto')).generateKeyPairSync('ed25519');
    const stranger = { kid: world.key.kid, key: privateKey };
    const input = { package: await packed(sampleFiles({ version: '3.1.0' }), stranger) };
    const answer = await world.data<{ publishPlugin: { problems: { reason: string }[] } }>(
      PUBLISH,
      { input },
      world.publisherGrant,
    );
    expect(answer.publishPlugin.problems).toEqual([expect.objectContaining({ file: 'publisher.jws' })]);
    const refused = await world.outcome(PUBLISH, { input }, world.annaGrant);
    expect(JSON.stringify(refused)).toContain('PLUGIN_NEEDS_PUBLISHER');
  });

  test('refuses in the checks what promises returns, and says which words', async () => {
    const { version } = await world.publish({ name: '@acme/rich', description: '稳赚不赔，保证收益 20%。' });
    expect(version?.status).toBe('SUBMITTED');
    await world.useCases.checkVersions.step();
    const { rows } = await world.database.ops.query(
      `SELECT r.status, c.summary FROM plugin_release r JOIN plugin_check c ON c.version_id = r.version_id AND NOT c.passed
       JOIN plugin_version v ON v.id = r.version_id JOIN plugin p ON p.id = v.plugin_id WHERE p.name = '@acme/rich'`,
    );
    expect(rows).toEqual([{ status: 'REJECTED', summary: expect.stringContaining('稳赚不赔') }]);
  });

  test('one person reviews once; one refusal ends it', async () => {
    const { version } = await world.publish({ name: '@acme/reviewed' });
    await world.useCases.checkVersions.step();
    const reviewed = world.parts.ids.decode(world.publisherApp, version?.id ?? '')?.uuid ?? '';
    const { reviewVersion } = world.useCases;
    const [first, second] = [newId(), newId()];
    const review = (personId: string, decision: 'APPROVE' | 'REJECT') =>
      reviewVersion.review({ versionId: reviewed, personId, decision, reason: 'Looked at its method.' });
    await review(first, 'APPROVE');
    await expect(review(first, 'APPROVE')).rejects.toMatchObject({ code: 'SECOND_PERSON_REQUIRED' });
    await review(second, 'REJECT');
    await expect(review(newId(), 'APPROVE')).rejects.toMatchObject({ code: 'PLUGIN_STATE_CONFLICT' });
  });
});

describe('a run', () => {
  test('reads what installation and caller both allow: accounts and scopes', async () => {
    const one = await world.grant({ customer: world.anna, accounts: [world.anna.accounts[0]], expiresIn: '1 year' });
    expect((await invoke({}, one)).result).toEqual({ total: '502.50', rows: 6 });
    const without = await world.grant({
      customer: world.anna,
      scopes: ['plugins:run', 'accounts:read'],
      expiresIn: '1 year',
    });
    const refused = await world.outcome(INVOKE, { input: CALL }, without);
    expect(JSON.stringify(refused)).toContain('positions:read');
    expect((await invoke({}, await world.grant({ customer: world.bert, expiresIn: '1 year' }))).userErrors).toEqual([
      expect.objectContaining({ code: 'PLUGIN_NOT_INSTALLED' }),
    ]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['arguments that do not fit', { args: { first: 0 } }, 'PLUGIN_ARGUMENTS_INVALID'],
    ['another tool', { tool: 'other' }, 'PLUGIN_TOOL_UNKNOWN'],
    ['a range that excludes the version', { versions: '^2.0.0' }, 'PLUGIN_VERSION_UNMATCHED'],
  ])('refuses %s', async (_what, input, code) => {
    expect((await invoke(input)).userErrors).toEqual([expect.objectContaining({ code })]);
  });

  test('is proven by its receipt: replayed bit for bit, and not with another input', async () => {
    const { run } = await invoke();
    const receipt = await readReceipt(run?.receipt ?? '', await world.useCases.registryKey.publicKeys());
    if (!receipt) throw new Error('the receipt does not verify');
    const material = await keptMaterial(world.database.ops, receipt.runId);
    if (!material) throw new Error('nothing was kept');
    const lines = await replayRun(receipt, material, world.runTool);
    expect(lines.map(({ what, same }) => [what, same])).toEqual(
      ['engine', 'package', 'bundle', 'input', 'output', 'fuel'].map((what) => [what, true]),
    );
    const changed = await replayRun(
      receipt,
      { ...material, input: material.input.replace('100.5', '100.6') },
      world.runTool,
    );
    expect(changed.filter(({ same }) => !same).map(({ what }) => what)).toContain('output');
    const forged = `${run?.receipt.slice(0, -4)}AAAA`;
    expect(await readReceipt(forged, await world.useCases.registryKey.publicKeys())).toBeUndefined();
  });

  test('is not there for another app, but for the customer’s page', async () => {
    const { run } = await invoke();
    const other = await world.grant({ customer: world.anna, appId: await world.newApp(), expiresIn: '1 year' });
    const query = '{ pluginRuns(first: 100) { edges { node { receipt } } } }';
    expect(JSON.stringify(await world.data(query, {}, other))).not.toContain(run?.receipt);
    expect(JSON.stringify(await world.data(query, {}, world.annaPage))).toContain(run?.receipt);
  });
});

test('usage is metered once for each result: free runs first; the statement’s lines are the sums of their runs', async () => {
  const month = new Date(world.clock.now() + 8 * 3_600_000).toISOString().slice(0, 7);
  const statement = await world.useCases.makeStatement.make(world.publisherId, month);
  const { rows } = await world.database.ops.query<{ kind: string; count: number }>(
    `SELECT kind, count(*)::int AS count FROM plugin_usage GROUP BY kind ORDER BY kind`,
  );
  const { rows: runs } = await world.database.ops.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM plugin_run WHERE status = 'SUCCEEDED'",
  );
  const paid = (runs[0]?.count ?? 0) - 2;
  expect(rows).toEqual([
    { kind: 'ALLOWANCE', count: 2 },
    { kind: 'RUN', count: paid },
  ]);
  const line = statement.lines.find(({ kind }) => kind === 'RUN');
  expect(line).toMatchObject({ unit: '0.50', currency: 'CNY', count: paid, amount: (paid * 0.5).toFixed(2) });
  expect(line?.entries).toHaveLength(paid);
  expect(
    await world.useCases.clawBack.take({ versionId, since: new Date(0), reason: 'It was stopped for cause.' }),
  ).toBe(paid);
  expect(
    await world.useCases.clawBack.take({ versionId, since: new Date(0), reason: 'It was stopped for cause.' }),
  ).toBe(0);
  const after = await world.useCases.makeStatement.make(world.publisherId, month);
  expect(after.totals).toEqual([
    expect.objectContaining({
      currency: 'CNY',
      gross: (paid * 0.5).toFixed(2),
      net: '0.00',
      platformShare: '0.00',
      payout: '0.00',
    }),
  ]);
});

test('only who has used it rates it; the latest rating counts', async () => {
  const rate = 'mutation($input: RatePluginInput!) { ratePlugin(input: $input) { stars userErrors { code } } }';
  const ratedBy = (page: string, stars: number) => world.data(rate, { input: { name: CALL.plugin, stars } }, page);
  expect(JSON.stringify(await ratedBy(await world.pageOf(world.bert), 5))).toContain('PLUGIN_RATING_REFUSED');
  await ratedBy(world.annaPage, 2);
  await ratedBy(world.annaPage, 4);
  const { plugin } = await world.data<{ plugin: unknown }>(
    'query($name: String!) { plugin(name: $name) { ratingCount ratingAverage installs } }',
    { name: CALL.plugin },
    world.annaGrant,
  );
  expect(plugin).toEqual({ ratingCount: 1, ratingAverage: '4.00', installs: 1 });
});
