import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CampaignWorker } from '../../src/campaigns/index.js';
import { campaignUseCases } from '../../src/compose/campaigns.js';
import { EVENT_TYPES } from '../../src/compose/features.js';
import { campaignContentOf } from '../../src/compose/plugins.js';
import { PlaceEvents } from '../../src/events/index.js';
import type { PackageFiles } from '../../src/plugins/index.js';
import { bytes, edited } from '../plugins/plugin-platform.js';
import { createRegistryWorld, type RegistryWorld } from '../plugins/registry/registry-world.js';

/** From a plugin's package to its words at a partner, and to the refusal of words that nobody may say; all by documents. */
let world: RegistryWorld;
let ada: string;
let ben: string;
beforeAll(async () => {
  world = await createRegistryWorld({}, '0.20', ({ plugins, world: { database }, clock }) =>
    campaignUseCases({ pool: database.ops, clock, content: campaignContentOf(plugins) }),
  );
  [ada, ben] = [await world.staff('CAMPAIGN_MANAGER'), await world.staff('CAMPAIGN_MANAGER')];
  // One desk, so that both know the campaign by the same id.
  await world.database.ops.query(
    'UPDATE access_grant SET app_id = (SELECT app_id FROM access_grant WHERE id = $1) WHERE id = $2',
    [ada, ben],
  );
  await world.database.ops.query(
    "INSERT INTO fx_rate (base_currency, quote_currency, date, rate, source) VALUES ('USD', 'CNY', '2015-01-02', 7, 'TEST'), ('USD', 'HKD', '2015-01-02', 7.8, 'TEST') ON CONFLICT DO NOTHING",
  );
}, 60_000);
afterAll(() => world?.close());

const GOOD = '今天市场波动，泡杯茶，慢慢看。市场有风险';
const FORBIDDEN = '现在加仓，稳赚不赔';

/** A plugin that writes words: good ones, and for wording B those that the law forbids. */
const writesWords = (files: PackageFiles): PackageFiles => {
  const text = { type: 'string', maxLength: 400 };
  const closed = { type: 'object', additionalProperties: false };
  const args = { ...closed, required: ['topic', 'variant', 'text'], properties: { topic: text, variant: text, text } };
  const said = { topic: 'CARE', variant: 'A', text: 'Words of the brokerage.' };
  return new Map(
    edited(files, 'fixtures/two.json', (fixture) => {
      const { input, ...rest } = JSON.parse(fixture) as { input: object };
      return JSON.stringify({ ...rest, input: { ...input, args: said } });
    }),
  )
    .set('schemas/total.args.json', bytes(JSON.stringify(args)))
    .set('schemas/total.result.json', bytes(JSON.stringify({ ...closed, required: ['text'], properties: { text } })));
};

test('an installed plugin gives the words of a campaign: judged, approved, said; what the law forbids is blocked', async () => {
  const body = `return { text: input.args.variant === 'B' ? '${FORBIDDEN}' : '${GOOD}' };`;
  const versionId = await world.release({ name: '@acme/kind-words', target: 'campaign.content', body }, writesWords);
  await choose(versionId);

  const kind = await propose('A');
  expect(kind.variants).toEqual([{ label: 'A', text: GOOD }]);
  expect(await act('submitCampaign', kind.id, ada)).toMatchObject({
    campaign: { state: 'COPY_REVIEW', variants: [{ text: GOOD, verdict: 'PASS' }] },
  });
  await expect(act('approveCampaign', kind.id, ada)).rejects.toThrow('SECOND_PERSON_REQUIRED'); // whoever asked for the words wrote them
  for (const name of ['approveCampaign', 'releaseCampaign', 'widenCampaign', 'widenCampaign'])
    expect(await act(name, kind.id, ben)).toMatchObject({ userErrors: [] });
  expect(await heard()).toContain(GOOD);

  const greedy = await propose('B');
  expect(greedy.variants).toEqual([{ label: 'B', text: FORBIDDEN }]);
  expect(await act('submitCampaign', greedy.id, ada)).toMatchObject({
    userErrors: [{ code: 'CAMPAIGN_COPY_REFUSED' }],
  });
  const seen = await world.data(
    'query($id: ID!) { campaign(id: $id) { state variants { verdict findings } } }',
    { id: greedy.id },
    ada,
  );
  expect(seen).toMatchObject({
    campaign: { state: 'DRAFT', variants: [{ verdict: 'BLOCK', findings: [{ matched: '稳赚不赔' }] }] },
  });
  expect(JSON.stringify(await act('approveCampaign', greedy.id, ben))).toContain('CAMPAIGN_STATE_CONFLICT');

  // Each proposal is a run with a receipt, and nobody's data was behind it.
  const { rows } = await world.database.ops.query(
    `SELECT e.code, e.receipt IS NOT NULL AS proved, o.customer_id FROM plugin_run e
     JOIN operation_record o ON o.id = e.input_operation_id WHERE e.target = 'campaign.content'`,
  );
  expect(rows).toEqual([1, 2].map(() => ({ code: null, proved: true, customer_id: null })));
});

/** A reviewer puts the version at the extension point. */
async function choose(versionId: string): Promise<void> {
  const reviewer = await world.staff('REVIEWER');
  const { rows } = await world.database.ops.query<{ app: string }>(
    'SELECT app_id AS app FROM access_grant WHERE id = $1',
    [reviewer],
  );
  const input = {
    target: 'CAMPAIGN_CONTENT',
    versionId: world.parts.ids.encode(rows[0]?.app ?? '', 'plv', versionId),
    reason: 'Kind in trials.',
  };
  const chosen = await world.data(
    'mutation($input: ChoosePluginExtensionInput!) { choosePluginExtension(input: $input) { userErrors { code message } } }',
    { input },
    reviewer,
  );
  expect(chosen).toEqual({ choosePluginExtension: { userErrors: [] } });
}

/** A campaign whose words the plugin proposes. */
async function propose(label: string) {
  const created = await world.data<{ createCampaign: { campaign: { id: string } } }>(
    `mutation($label: String!) { createCampaign(input: { name: "Of a plugin", topic: CARE, controlPercent: 0, trigger: { kind: SCHEDULE, at: "2026-01-01T00:00:00+08:00" },
      variants: [{ label: $label, weight: 1, text: "Words of the brokerage." }] }) { campaign { id } userErrors { code } } }`,
    { label },
    ada,
  );
  const { id } = created.createCampaign.campaign;
  const { campaign } = await act('proposeCampaignContent', id, ada);
  return { id, variants: campaign.variants.map(({ label: of, text }) => ({ label: of, text })) };
}

async function act(name: string, id: string, by: string) {
  type Done = {
    campaign: { state: string; variants: { label: string; text: string; verdict: string }[] };
    userErrors: { code: string }[];
  };
  const source = `mutation($id: ID!) { done: ${name}(input: { id: $id }) { campaign { state variants { label text verdict } } userErrors { code } } }`;
  return (await world.data<{ done: Done }>(source, { id }, by)).done;
}

/** What the partner's feed says, by day and by night. */
async function heard(): Promise<(string | undefined)[]> {
  const pool = world.database.ops;
  const { clock } = world;
  const rules = { globalControlPercent: 0, capMessages: 2, capDays: 7, batchMax: 100 };
  const today = async () => new Date(clock.now()).toISOString().slice(0, 10);
  const worker = new CampaignWorker({ pool, clock, rules, today });
  await worker.step();
  clock.advance(12 * 3_600_000);
  await worker.step();
  await new PlaceEvents({ pool, clock, types: EVENT_TYPES, onPlaced: async () => {} }).placeBatch();
  const app = await world.grant({ customer: null, expiresIn: '1 year' });
  const { events } = await world.data<{ events: { edges: { node: { campaignMessage: { text: string } | null } }[] } }>(
    '{ events(last: 20) { edges { node { campaignMessage { text } } } } }',
    {},
    app,
  );
  return events.edges.map(({ node }) => node.campaignMessage?.text);
}
