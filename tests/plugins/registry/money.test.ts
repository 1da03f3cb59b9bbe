import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readReceipt } from '../../../src/plugins/index.js';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

/**
 * Two months of one publisher, worked out by hand. Per result: 0.35 CNY after three free ones for each customer. Per month: 19.90 CNY.
 *
 *   first month    Anna 3 free + 5 results, Bert 2 free:     5 × 0.35  =  1.75
 *                  monthly: Anna 3 results, Bert 1:          2 × 19.90 = 39.80     gross 41.55   20 % = 8.31    payout 33.24
 *   second month   Anna 1 free; monthly: nobody                                    gross  0.00
 *                  both months of the monthly one taken back: −39.80               net  −39.80   20 % = −7.96   payout −31.84
 */
const PER_RUN = '@acme/per-run';
const MONTHLY = '@acme/monthly';
const INVOKE = `mutation($input: InvokePluginInput!) { invokePlugin(input: $input) {
  run { id } userErrors { code message } } }`;
const STATEMENT = `query($month: String!) { pluginStatement(month: $month) { month convention csv json
  lines { plugin version tool kind unit currency count amount } totals { currency gross clawedBack net shareRate platformShare payout } } }`;
const CLAW_BACK =
  'mutation($input: ClawBackPluginChargesInput!) { clawBackPluginCharges(input: $input) { charges userErrors { code } } }';

interface Statement {
  readonly csv: string;
  readonly json: string;
  readonly convention: string;
  readonly lines: readonly Record<string, unknown>[];
  readonly totals: readonly Record<string, unknown>[];
}

let world: RegistryWorld;
let bert: { grant: string; page: string };
let owner: string;
let months: readonly [string, string];
let monthlyId: string;

beforeAll(async () => {
  world = await createRegistryWorld();
  bert = {
    grant: await world.grant({ customer: world.bert, expiresIn: '1 year' }),
    page: await world.pageOf(world.bert),
  };
  owner = await world.member('OWNER');
  await world.release({
    name: PER_RUN,
    pricing: { model: 'per-run', amount: '0.35', currency: 'CNY', freeRuns: 3 },
  });
  monthlyId = await world.release({ name: MONTHLY, pricing: { model: 'monthly', amount: '19.9', currency: 'CNY' } });
  for (const page of [world.annaPage, bert.page])
    for (const name of [PER_RUN, MONTHLY]) await world.install(page, name);
  const first = toNextMonth();
  await liveFirstMonth();
  months = [first, toNextMonth()];
  await run(PER_RUN);
}, 240_000);
afterAll(() => world?.close());

/** Moves the clock to the first instant of the next month in Shanghai, 16:00 UTC of the day before. @returns `YYYY-MM` */
function toNextMonth(): string {
  const now = new Date(world.clock.now() + 8 * 3_600_000);
  const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
  world.clock.advance(next - now.getTime());
  return new Date(next).toISOString().slice(0, 7);
}

async function liveFirstMonth(): Promise<void> {
  for (let count = 0; count < 8; count += 1) await run(PER_RUN);
  for (let count = 0; count < 2; count += 1) await run(PER_RUN, bert.grant);
  await run(MONTHLY);
  await run(MONTHLY, bert.grant);
  await uninstall(MONTHLY);
  await world.install(world.annaPage, MONTHLY);
  await run(MONTHLY);
  const now = new Date(world.clock.now() + 8 * 3_600_000);
  const end = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
  world.clock.advance(end - now.getTime() - 1); // the last millisecond of the month
  await run(MONTHLY);
}

async function run(plugin: string, grant = world.annaGrant) {
  const input = { plugin, tool: 'total', args: { first: 50 } };
  const { invokePlugin } = await world.data<{ invokePlugin: { userErrors: unknown[] } }>(INVOKE, { input }, grant);
  expect(invokePlugin.userErrors).toEqual([]);
}

async function uninstall(name: string): Promise<void> {
  const { pluginInstallations } = await world.data<{
    pluginInstallations: { edges: { node: { id: string; name: string } }[] };
  }>('{ pluginInstallations(first: 20) { edges { node { id name } } } }', {}, world.annaPage);
  const id = pluginInstallations.edges.find(({ node }) => node.name === name)?.node.id;
  const document = 'mutation($input: UninstallPluginInput!) { uninstallPlugin(input: $input) { userErrors { code } } }';
  await world.data(document, { input: { installationId: id } }, world.annaPage);
}

async function statement(month: string, grant = owner): Promise<Statement> {
  return (await world.data<{ pluginStatement: Statement }>(STATEMENT, { month }, grant)).pluginStatement;
}

const line = (plugin: string, kind: string, unit: string, count: number, amount: string) =>
  ({ plugin, version: '1.0.0', tool: 'total', kind, unit, currency: 'CNY', count, amount }) as const;

describe('a statement', () => {
  test('has each figure as worked out by hand: free results first, a monthly price once and whole', async () => {
    const { lines, totals, convention } = await statement(months[0]);
    expect(lines).toEqual([
      { ...line(MONTHLY, 'FREE', '0', 4, '0'), currency: null },
      line(MONTHLY, 'MONTH', '19.90', 2, '39.80'),
      line(PER_RUN, 'ALLOWANCE', '0.00', 5, '0.00'),
      line(PER_RUN, 'RUN', '0.35', 5, '1.75'),
    ]);
    expect(totals).toEqual([
      {
        currency: 'CNY',
        gross: '41.55',
        clawedBack: '0.00',
        net: '41.55',
        shareRate: '0.2',
        platformShare: '8.31',
        payout: '33.24',
      },
    ]);
    expect(convention).toContain('never prorated');
  });

  test('a month in which nobody used it costs nothing, and free results begin anew', async () => {
    const { lines, totals } = await statement(months[1]);
    expect(lines).toEqual([line(PER_RUN, 'ALLOWANCE', '0.00', 1, '0.00')]);
    expect(totals).toMatchObject([{ gross: '0.00', platformShare: '0.00', payout: '0.00' }]);
  });

  test('each line of the CSV leads to runs, each with a receipt that the registry signed for that plugin, version and tool', async () => {
    const { csv, json, lines } = await statement(months[0]);
    const keys = await world.useCases.registryKey.publicKeys();
    const app = (await world.parts.grants.load(owner))?.appId ?? '';
    const [head = '', ...records] = csv.trimEnd().split('\r\n');
    const rows = records.map((record) => {
      const values = record.split(',');
      return Object.fromEntries(head.split(',').map((name, index) => [name, values[index] ?? '']));
    });
    for (const [index, { count, plugin, version, tool }] of lines.entries()) {
      const entries = rows.filter((row) => row['line'] === String(index + 1));
      expect(entries).toHaveLength(Number(count));
      for (const entry of entries) {
        const id = world.parts.ids.decode(app, entry['run_id'] ?? '')?.uuid;
        const { rows: found } = await world.database.ops.query<{ receipt: string }>(
          "SELECT receipt FROM plugin_run WHERE id = $1 AND status = 'SUCCEEDED'",
          [id],
        );
        const receipt = found[0]?.receipt ?? '';
        expect(await readReceipt(receipt, keys)).toMatchObject({ runId: id, plugin, version, tool });
        expect(entry['receipt_sha256']).toBe(createHash('sha256').update(receipt).digest('hex'));
      }
    }
    const exported = JSON.parse(json) as { lines: { entries: { runId: string }[] }[] };
    expect(exported.lines.flatMap(({ entries }) => entries.map(({ runId }) => runId))).toEqual(
      rows.map((row) => row['run_id']),
    );
  });

  test('a customer who holds a receipt finds its charge in the publisher’s export, which names no customer', async () => {
    const { pluginRuns } = await world.data<{ pluginRuns: { edges: { node: { receipt: string } }[] } }>(
      '{ pluginRuns(first: 100) { edges { node { receipt } } } }',
      {},
      bert.page,
    );
    const { csv } = await statement(months[0]);
    expect(pluginRuns.edges).toHaveLength(3);
    for (const { node } of pluginRuns.edges)
      expect(csv).toContain(createHash('sha256').update(node.receipt).digest('hex'));
    expect(csv).not.toContain(world.bert.id);
  });

  test('is for members who may publish, of this publisher; it counts the results of nobody else', async () => {
    const viewer = await world.outcome(STATEMENT, { month: months[0] }, await world.member('VIEWER'));
    expect(viewer).toMatchObject({ kind: 'refused', error: { code: 'MISSING_SCOPE' } });
    const { rows } = await world.database.ops.query<{ id: string }>(
      'SELECT p.id FROM publisher p WHERE p.id <> $1 LIMIT 1',
      [world.publisherId],
    );
    const stranger = await world.member('OWNER', rows[0]?.id);
    expect(await statement(months[0], stranger)).toMatchObject({ lines: [], totals: [] });
    const future = await world.outcome(STATEMENT, { month: '2999-01' }, owner);
    expect(JSON.stringify(future)).toContain('PLUGIN_STATEMENT_INVALID');
  });
});

describe('a clawback', () => {
  async function takeBack(grant: string, since: string) {
    const app = (await world.parts.grants.load(grant))?.appId ?? '';
    const versionId = world.parts.ids.encode(app, 'plv', monthlyId);
    return world.outcome(
      CLAW_BACK,
      { input: { versionId, since, reason: 'It was billed for what it did not do.' } },
      grant,
    );
  }

  test('stands as lines of its own in the month in which it is taken, and gives the share back too', async () => {
    const since = new Date(world.clock.now() - 40 * 86_400_000).toISOString();
    const refused = await takeBack(await world.staff('REVIEWER'), since);
    expect(refused).toMatchObject({ kind: 'refused', error: { code: 'MISSING_SCOPE' } });
    const security = await world.staff('SECURITY');
    expect(await takeBack(security, since)).toMatchObject({ json: expect.stringContaining('"charges":2') });
    expect(await takeBack(security, since)).toMatchObject({ json: expect.stringContaining('"charges":0') });
    const { lines, totals } = await statement(months[1]);
    expect(lines).toEqual([
      line(MONTHLY, 'CLAWBACK', '-19.90', 2, '-39.80'),
      line(PER_RUN, 'ALLOWANCE', '0.00', 1, '0.00'),
    ]);
    expect(totals).toEqual([
      {
        currency: 'CNY',
        gross: '0.00',
        clawedBack: '-39.80',
        net: '-39.80',
        shareRate: '0.2',
        platformShare: '-7.96',
        payout: '-31.84',
      },
    ]);
    expect((await statement(months[0])).totals).toMatchObject([{ net: '41.55', payout: '33.24' }]);
  });
});

describe('a price', () => {
  test('that was changed waits for the customer’s consent, and within a month that is paid it costs nothing more', async () => {
    await run(MONTHLY);
    await world.release({
      name: MONTHLY,
      version: '1.1.0',
      pricing: { model: 'monthly', amount: '24.90', currency: 'CNY' },
    });
    const now = toNextMonth();
    await run(MONTHLY);
    await world.install(world.annaPage, MONTHLY);
    await run(MONTHLY);
    expect((await statement(now)).lines.filter(({ kind }) => kind === 'MONTH')).toEqual([
      line(MONTHLY, 'MONTH', '19.90', 1, '19.90'),
    ]);
    const next = toNextMonth();
    await run(MONTHLY);
    expect((await statement(next)).lines.filter(({ kind }) => kind === 'MONTH')).toEqual([
      { ...line(MONTHLY, 'MONTH', '24.90', 1, '24.90'), version: '1.1.0' },
    ]);
  });
});
