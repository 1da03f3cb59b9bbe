import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PublisherConsole } from '../e2e/register-app.js';
import { SandboxPlatform } from '../support/sandbox-platform.js';
import { type PersonAtDesk, signInStaff } from '../support/staff.js';

/** The platform as it is composed, by HTTP: people who signed in with both factors, and a publisher's console. */
let platform: SandboxPlatform;
let manager: PersonAtDesk;
let reviewer: PersonAtDesk;
beforeAll(async () => {
  platform = await SandboxPlatform.start();
  [manager, reviewer] = [await signInStaff(platform, ['CAMPAIGN_MANAGER']), await signInStaff(platform, ['REVIEWER'])];
}, 120_000);
afterAll(() => platform?.stop());

const ALLOW = `mutation($topics: [CampaignTopic!]!) {
  allowCampaignTopics(input: { publisher: "example-labs", topics: $topics, reason: "contract" }) { topics { topic allowed } userErrors { code } } }`;

test('a reviewer allows a partner a topic, its console then registers an app for it; a campaign manager may not allow', async () => {
  const console = await PublisherConsole.signIn(platform.url);
  const speaker = () => console.register('Speaker App', { scopes: ['campaigns-care:receive'], purposes: [] });
  const [refused] = await speaker();
  expect(refused.userErrors).toEqual([
    expect.objectContaining({ code: 'APP_SCOPE_INVALID', message: expect.stringContaining('ask it for the topic') }),
  ]);
  const denied = await manager.query(ALLOW, { topics: ['CARE'] });
  expect(denied.errors[0]?.extensions['code']).toBe('MISSING_SCOPE');
  const { data, errors } = await reviewer.query(ALLOW, { topics: ['CARE'] });
  expect(errors).toEqual([]);
  expect(data?.['allowCampaignTopics']).toMatchObject({
    topics: expect.arrayContaining([
      { topic: 'CARE', allowed: true },
      { topic: 'BENEFIT', allowed: false },
    ]),
    userErrors: [],
  });
  const [registered] = await speaker();
  expect(registered).toMatchObject({ app: { scopes: ['campaigns-care:receive'] }, userErrors: [] });
});

test('at the desk a campaign is written, tried, handed in, and not approved by its author', async () => {
  const created = await manager.query(
    `mutation { createCampaign(input: { name: "Newcomers", topic: EDUCATION, trigger: { kind: FIRST_TRADE_MISSING },
       variants: [{ label: "A", weight: 1, text: "三分钟了解交易规则" }] }) { campaign { id } userErrors { code message } } }`,
  );
  expect(created.errors).toEqual([]);
  const { campaign } = (created.data?.['createCampaign'] ?? {}) as { campaign: { id: string } };
  const act = (name: string, more = 'campaign { state variants { verdict told } }') =>
    manager.query(
      `mutation($id: ID!) { ${name}(input: { id: $id }) { ${more} userErrors { code message } } }`,
      campaign,
    );
  expect(await act('dryRunCampaign', 'preview { matched sample }')).toMatchObject({ errors: [] });
  expect(await act('submitCampaign')).toMatchObject({
    data: { submitCampaign: { campaign: { state: 'COPY_REVIEW', variants: [{ verdict: 'PASS', told: 0 }] } } },
  });
  expect((await act('approveCampaign')).errors[0]?.extensions['code']).toBe('SECOND_PERSON_REQUIRED');
  const waiting = await reviewer.query('{ campaignAnswers(first: 5, statuses: [WAITING]) { edges { node { id } } } }');
  expect(waiting).toMatchObject({ data: { campaignAnswers: { edges: [] } }, errors: [] });
});
