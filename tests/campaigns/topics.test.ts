import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { SCOPES } from '../../src/compose/features.js';
import { AllowScopes, AppDirectory, appUseCases, openIdentityOrm } from '../../src/identity/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { createJourneyWorld, type JourneyWorld } from './journey-world.js';

/** Which topics a partner may receive: staff say it; registration, subscriptions and the choice of customers keep to it. */
let world: JourneyWorld;
let publisher: string;
let jwks: string;
const opened: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const lazy: Record<string, unknown> = {};
  world = await createJourneyWorld(({ database }) => {
    const topicAllowance = new AllowScopes({ pool: database.identity, clock: systemClock, scopeTable: SCOPES });
    const register = (request: unknown) =>
      (lazy['registerApp'] as { register(request: unknown): unknown }).register(request);
    return { topicAllowance, registerApp: { register }, apps: new AppDirectory(database.identity) };
  });
  opened.push(() => world.close());
  const orm = await openIdentityOrm(world.url);
  opened.push(() => orm.close(true));
  lazy['registerApp'] = appUseCases({ orm, clock: systemClock, scopeTable: SCOPES, sandbox: false }).registerApp;
  const { rows } = await world.database.ops.query<{ slug: string }>(
    'SELECT p.slug FROM publisher p JOIN app a ON a.publisher_id = p.id WHERE a.id = $1',
    [world.appId],
  );
  publisher = rows[0]?.slug ?? '';
  const { publicKey } = await generateKeyPair('ES256', { extractable: true });
  jwks = JSON.stringify({ keys: [await exportJWK(publicKey)] });
}, 60_000);
afterAll(async () => {
  for (const close of opened.reverse()) await close();
});

const ALLOW = `mutation($input: AllowCampaignTopicsInput!) { allowCampaignTopics(input: $input) {
  topics { topic allowed allowedAt } userErrors { code message } } }`;
const TOPICS = 'query($publisher: ID) { campaignTopics(publisher: $publisher) { topic allowed eventType } }';
const REGISTER = `mutation($input: RegisterAppInput!) { registerApp(input: $input) { app { scopes } userErrors { field code message } } }`;

interface Allowed {
  readonly topics: { topic: string; allowed: boolean; allowedAt: string | null }[];
  readonly userErrors: { code: string; message: string }[];
}

async function allow(
  topics: string[],
  reason = 'contract of November',
  more: Record<string, unknown> = {},
  by = world.staff.cora,
) {
  const input = { publisher, topics, reason, idempotencyKey: newId(), ...more };
  return (await world.data<{ allowCampaignTopics: Allowed }>(ALLOW, { input }, by)).allowCampaignTopics;
}

const held = ({ topics }: Pick<Allowed, 'topics'>) => topics.filter(({ allowed }) => allowed).map(({ topic }) => topic);

async function subscribe(...events: string[]) {
  const { hook, userErrors } = await world.register({
    events,
    document: 'query($event: ID!) { event(id: $event) { id type } }',
  });
  return { subscribed: hook !== null, userErrors };
}

async function registerFor(...scopes: string[]) {
  const input = {
    nameEn: 'Speaker',
    nameZh: '音箱',
    clientType: 'CONFIDENTIAL',
    redirectUris: ['https://app.example/back'],
    jwks,
    scopes,
    purposes: [],
  };
  const { registerApp } = await world.data<{
    registerApp: { app: unknown; userErrors: { code: string; message: string }[] };
  }>(REGISTER, { input });
  return registerApp;
}

test('a partner subscribes to the topics that staff allowed it, and each refusal says what is allowed and whom to ask', async () => {
  expect(await registerFor('campaigns-care:receive')).toMatchObject({
    app: null,
    userErrors: [
      {
        code: 'APP_SCOPE_INVALID',
        message: expect.stringContaining('has allowed nothing of the kind; ask it for the topic'),
      },
    ],
  });
  await expect(allow(['CARE'], 'reason', {}, world.staff.ada)).rejects.toMatchObject({ code: 'MISSING_SCOPE' });
  expect(await allow(['CARE'], ' ')).toMatchObject({ userErrors: [{ code: 'ALLOWANCE_REASON_MISSING' }] });
  expect(await allow(['CARE'], 'contract', { publisher: 'nobody' })).toMatchObject({
    userErrors: [{ code: 'APP_PUBLISHER_UNKNOWN' }],
  });

  const key = newId();
  const first = await allow(['CARE'], 'contract of November', { idempotencyKey: key });
  expect(held(first)).toEqual(['CARE']);
  expect(await allow(['CARE'], 'contract of November', { idempotencyKey: key })).toEqual(first);

  expect(await subscribe('campaign.care')).toMatchObject({ subscribed: true });
  for (const events of [['campaign.benefit'], ['campaign.care', 'campaign.benefit']])
    expect(await subscribe(...events)).toMatchObject({
      subscribed: false,
      userErrors: [
        {
          field: ['input', 'events'],
          code: 'HOOK_TOPIC_NOT_ALLOWED',
          message: expect.stringMatching(/`campaign.benefit`.*may hear: campaign.care\. Ask the brokerage/),
        },
      ],
    });
  expect(await registerFor('campaigns-care:receive')).toMatchObject({
    app: { scopes: ['campaigns-care:receive'] },
    userErrors: [],
  });
  expect(await registerFor('campaigns-benefit:receive')).toMatchObject({
    userErrors: [{ message: expect.stringContaining('has allowed campaigns-care:receive; ask it') }],
  });
});

test('a partner sees its own allowance, staff that of anybody', async () => {
  await allow(['CARE', 'SERVICE']);
  const seen = await world.data<{ campaignTopics: Allowed['topics'] }>(TOPICS, { publisher: 'somebody-else' });
  expect(held({ topics: seen.campaignTopics })).toEqual(['CARE', 'SERVICE']);
  const other = await world.grant({ customer: null, appId: await world.newApp() });
  const others = await world.data<{ campaignTopics: Allowed['topics'] }>(TOPICS, { publisher }, other);
  expect(held({ topics: others.campaignTopics })).toEqual([]);
  const staff = await world.data<{ campaignTopics: Allowed['topics'] }>(TOPICS, { publisher }, world.staff.ben);
  expect(held({ topics: staff.campaignTopics })).toEqual(['CARE', 'SERVICE']);
});

test('what is withdrawn ends at once, at all doors and in the choice of customers, the apps are told, and it comes back', async () => {
  await allow(['CARE', 'BENEFIT']);
  expect(await reachable('CARE')).toBeGreaterThan(300);
  await allow(['BENEFIT'], 'the contract ended');
  expect(await reachable('CARE')).toBe(0);
  expect(await subscribe('campaign.care')).toMatchObject({ userErrors: [{ code: 'HOOK_TOPIC_NOT_ALLOWED' }] });
  expect(await news()).toContainEqual({
    allowed: ['campaigns-benefit:receive'],
    added: [],
    withdrawn: ['campaigns-care:receive'],
    reason: 'the contract ended',
  });
  await allow(['CARE'], 'a new contract');
  expect(await reachable('CARE')).toBeGreaterThan(300);
  expect(await subscribe('campaign.care')).toMatchObject({ subscribed: true });
  const { rows } = await world.database.identity.query<{ reason: string }>(
    'SELECT reason FROM publisher_scope_act ORDER BY id DESC LIMIT 2',
  );
  expect(rows.map(({ reason }) => reason)).toEqual(['a new contract', 'the contract ended']);
});

/** How many customers a campaign of this topic could be told to through a partner. */
async function reachable(topic: string): Promise<number> {
  const created = await world.data<{ createCampaign: { campaign: { id: string } } }>(
    `mutation($topic: CampaignTopic!) { createCampaign(input: { name: "Who hears it", topic: $topic, trigger: { kind: SCHEDULE, at: "2020-03-13T00:00:00+08:00" },
      variants: [{ label: "A", weight: 1, text: "你好" }] }) { campaign { id } } }`,
    { topic },
    world.staff.ada,
  );
  const tried = await world.data<{ dryRunCampaign: { preview: { reachable: number } } }>(
    'mutation($id: ID!) { dryRunCampaign(input: { id: $id, day: "2020-03-12" }) { preview { reachable } userErrors { code } } }',
    { id: created.createCampaign.campaign.id },
    world.staff.ada,
  );
  return tried.dryRunCampaign.preview.reachable;
}

/** What the app was told of its allowance, once it is placed in its feed. */
async function news(): Promise<unknown[]> {
  const query = '{ events(last: 50) { edges { node { type data } } } }';
  for (const deadline = Date.now() + 10_000; ; ) {
    const { events } = await world.data<{ events: { edges: { node: { type: string; data: { reason?: string } } }[] } }>(
      query,
    );
    const told = events.edges
      .map(({ node }) => node)
      .filter(({ type }) => type === 'app.scopes_allowed')
      .map(({ data }) => data);
    if (told.some(({ reason }) => reason === 'the contract ended') || Date.now() > deadline) return told;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
