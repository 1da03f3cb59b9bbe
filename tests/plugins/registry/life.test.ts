import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

/** One plugin's whole life, in order: each test goes on where the one before ended. */
let world: RegistryWorld;
let bertGrant: string;
let versions: Record<string, string>;
beforeAll(async () => {
  world = await createRegistryWorld();
  bertGrant = await world.grant({ customer: world.bert, expiresIn: '1 year' });
  versions = {};
}, 120_000);
afterAll(() => world?.close());

const NAME = '@acme/holdings-total';
const INVOKE = `mutation($input: InvokePluginInput!) { invokePlugin(input: $input) {
  result run { id version status receipt } userErrors { code message } } }`;
const OFFER = `query($name: String!) { pluginOffer(name: $name) { covered version { version } installed { version } changes { text needsConsent } } }`;

async function invoke(grant = world.annaGrant) {
  const input = { plugin: NAME, tool: 'total', args: { first: 50 } };
  const { invokePlugin } = await world.data<{
    invokePlugin: { result: { total: string } | null; run: { version: string } | null; userErrors: { code: string }[] };
  }>(INVOKE, { input }, grant);
  return invokePlugin;
}

async function release(version: string, options: Parameters<RegistryWorld['release']>[0] = {}): Promise<void> {
  versions[version] = await world.release({ ...options, version });
}

async function checksOf(version: string) {
  const { publishedPlugins } = await world.data<{
    publishedPlugins: {
      edges: {
        node: {
          versions: {
            edges: {
              node: {
                version: string;
                status: string;
                checks: {
                  name: string;
                  passed: boolean;
                  summary: string;
                  details: { items: Record<string, unknown>[] };
                }[];
              };
            }[];
          };
        };
      }[];
    };
  }>(
    `{ publishedPlugins(first: 5) { edges { node { versions(first: 20) { edges { node { version status checks { name passed summary details } } } } } } } }`,
    {},
    world.publisherGrant,
  );
  const all = publishedPlugins.edges.flatMap(({ node }) => node.versions.edges.map((edge) => edge.node));
  return all.find((found) => found.version === version);
}

test('1.0.0 is checked, reviewed by two, released, found, installed and run', async () => {
  await release('1.0.0');
  const { plugins } = await world.data<{ plugins: { edges: { node: { name: string } }[] } }>(
    '{ plugins(first: 5, search: "ADDS UP") { edges { node { name installs offered { version fieldsRead } } } } }',
    {},
    world.annaGrant,
  );
  expect(plugins.edges.map(({ node }) => node.name)).toEqual([NAME]);
  await world.install();
  await world.install(await world.pageOf(world.bert));
  expect(await invoke()).toMatchObject({ result: { total: '1005.00' }, run: { version: '1.0.0' } });
  expect(await invoke(bertGrant)).toMatchObject({ run: { version: '1.0.0' } });
});

test('1.1.0 reads one more field: it waits for consent, and 1.0.0 runs on', async () => {
  await release('1.1.0', { field: 'costBasis' });
  const { pluginOffer } = await world.data<{ pluginOffer: Record<string, unknown> }>(
    OFFER,
    { name: NAME },
    world.annaPage,
  );
  expect(pluginOffer).toMatchObject({ covered: false, version: { version: '1.1.0' }, installed: { version: '1.0.0' } });
  expect(pluginOffer['changes']).toContainEqual({ text: 'now also reads Position.costBasis', needsConsent: true });
  expect(await invoke()).toMatchObject({ run: { version: '1.0.0' } });
});

test('its drift stood in the checks by order of magnitude: earlier inputs, old result against new', async () => {
  const drift = (await checksOf('1.1.0'))?.checks.find(({ name }) => name === 'drift');
  expect(drift).toMatchObject({ passed: true, summary: expect.stringContaining('/total by up to 10000') });
  expect(drift?.details.items).toEqual([
    expect.objectContaining({
      tool: 'total',
      replayed: 2,
      changed: 2,
      figures: expect.arrayContaining([
        { pointer: '/total', compared: 2, changed: 2, mostAbsolute: '10000', mostRelative: '1' },
        { pointer: '/rows', compared: 2, changed: 0, mostAbsolute: '0', mostRelative: '0' },
      ]),
    }),
  ]);
});

test('after the new consent 1.1.0 runs', async () => {
  await world.install();
  expect(await invoke()).toMatchObject({ result: { total: '12240.60' }, run: { version: '1.1.0' } });
  expect(await invoke(bertGrant)).toMatchObject({ run: { version: '1.0.0' } });
});

test('a patch whose results drift is refused, with the figures that differ', async () => {
  const body =
    'let sum = 0; for (const row of rows) sum += Number(row) * 1.01; return { total: sum.toFixed(2), rows: rows.length };';
  await world.publish({ version: '1.1.1', field: 'costBasis', body });
  await world.useCases.checkVersions.step();
  const refused = await checksOf('1.1.1');
  expect(refused?.status).toBe('REJECTED');
  expect(refused?.checks.at(-1)).toMatchObject({
    name: 'drift',
    passed: false,
    summary: expect.stringContaining('total differs for 1 of 1 earlier runs: /total by up to 1000'),
  });
});

test('the publisher yanks 1.1.0: who has it goes back to what the consent covers', async () => {
  const yank = `mutation($input: WithdrawPluginInput!) { yankPluginVersion(input: $input) { version { status } userErrors { code } } }`;
  const input = { name: NAME, version: '1.1.0', reason: 'Its totals differ from those before.' };
  const { yankPluginVersion } = await world.data<{ yankPluginVersion: unknown }>(yank, { input }, world.publisherGrant);
  expect(yankPluginVersion).toEqual({ version: { status: 'YANKED' }, userErrors: [] });
  expect(await invoke()).toMatchObject({ result: { total: '1005.00' }, run: { version: '1.0.0' } });
});

test('a malicious version comes by itself where the consent covers it, and the kill switch ends it at once', async () => {
  // It reads what was allowed and misuses it: no check can see that, so it gets through, and it runs for both.
  await release('1.2.0', { body: 'return { total: "0.00", rows: rows.length };' });
  expect(await invoke()).toMatchObject({ run: { version: '1.2.0' } });
  expect(await invoke(bertGrant)).toMatchObject({ run: { version: '1.2.0' } });
  const reviewer = await world.staff('REVIEWER');
  const security = await world.staff('SECURITY');
  const kill = `mutation($input: KillPluginVersionInput!) { killPluginVersion(input: $input) { version { status } userErrors { code message } } }`;
  const inputFor = async (grantId: string) => ({
    versionId: world.parts.ids.encode(
      (await world.parts.grants.load(grantId))?.appId ?? '',
      'plv',
      versions['1.2.0'] ?? '',
    ),
    reason: 'It hides what is held behind zeroes.',
  });
  const refused = await world.outcome(kill, { input: await inputFor(reviewer) }, reviewer);
  expect(refused).toMatchObject({ kind: 'refused', error: { code: 'MISSING_SCOPE' } });
  const input = await inputFor(security);
  expect(await world.data(kill, { input }, security)).toEqual({
    killPluginVersion: { version: { status: 'KILLED' }, userErrors: [] },
  });
  expect(await invoke()).toMatchObject({ run: { version: '1.0.0' } });

  const affected =
    'query($versionId: ID!) { pluginAffectedCustomers(versionId: $versionId) { customerId runs fields } }';
  const { pluginAffectedCustomers } = await world.data<{
    pluginAffectedCustomers: { customerId: string; runs: number; fields: string[] }[];
  }>(affected, { versionId: input.versionId }, security);
  expect(pluginAffectedCustomers.map(({ customerId }) => customerId).sort()).toEqual(
    [world.anna.id, world.bert.id].sort(),
  );
  for (const { runs, fields } of pluginAffectedCustomers) {
    expect(runs).toBe(1);
    expect(fields).toContain('Position.quantity');
  }
});

test('the audit tree of a call hangs together: call, input, and nothing else read', async () => {
  const { rows } = await world.database.ops.query<{ cause: string; parent: string; fields: string[] }>(
    `SELECT o.cause, p.cause AS parent, o.fields FROM plugin_run r JOIN operation_record o ON o.id = r.input_operation_id
     JOIN operation_record p ON p.id = o.cause_id AND p.id = r.operation_id WHERE r.customer_id = $1`,
    [world.anna.id],
  );
  expect(rows.length).toBeGreaterThan(4);
  expect(new Set(rows.map(({ cause, parent }) => `${parent} → ${cause}`))).toEqual(new Set(['LIVE → PLUGIN']));
});
