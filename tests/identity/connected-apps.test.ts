import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { FIRST_PARTY_APP } from '../../src/identity/index.js';
import { newId } from '../../src/kernel/ids.js';
import { Browser } from '../support/browser.js';
import { oauthJourney } from '../support/oauth-journey.js';
import { IdentityWorld, type TestApp } from './support/identity-world.js';

let world: IdentityWorld;
let app: TestApp;

beforeAll(async () => {
  world = await IdentityWorld.start();
  app = await world.addApp();
});

afterAll(() => world.stop());

const connect = (persona: string, browser = new Browser()) =>
  oauthJourney({
    publicUrl: world.publicUrl,
    clientId: app.clientId,
    clientKey: app.privateKey,
    redirectUri: app.redirectUri,
    scopes: ['accounts:read', 'portfolios:read'],
    persona,
    browser,
  });

const gidOf = (journey: Awaited<ReturnType<typeof connect>>) => String(decodeJwt(journey.tokens.access_token)['gid']);
const LIST =
  '{ connectedApps { grantId nameEn publisherName verifiedDomain accountIds lastReadAt scopes { scope titleEn plainZh } } }';
const REVOKE =
  'mutation R($input: RevokeGrantInput!) { revokeGrant(input: $input) { revokedGrantId userErrors { field code } } }';

async function list(customerId: string) {
  return (await world.runFirstParty(customerId, LIST))['connectedApps'] as {
    grantId: string;
    lastReadAt: string | null;
  }[];
}

test('a customer sees each connected app with its rights in words and its last read, and no one else’s', async () => {
  const gid = gidOf(await connect(world.anna.id));
  await world.database.ops.query(
    `INSERT INTO operation_record (id, at, cause, grant_id, app_id, customer_id, operation_hash, fields, row_counts, cost_requested, cost_actual, duration_us, outcome)
     VALUES ($1, '2026-03-01T10:00:00Z', 'LIVE', $2, $3, $4, 'h', '{}', '{}', 1, 1, 1, 'OK')`,
    [newId(), gid, app.id, world.anna.id],
  );
  expect(await list(world.anna.id)).toEqual([
    {
      grantId: expect.stringMatching(/^grt_/),
      nameEn: 'Acme Planner',
      publisherName: 'Acme Software',
      verifiedDomain: 'acme.example',
      accountIds: world.anna.accountIds.map((id) => world.publicIds.encode(FIRST_PARTY_APP.id, 'acc', id)),
      lastReadAt: '2026-03-01T10:00:00Z',
      scopes: [
        { scope: 'accounts:read', titleEn: 'See your accounts', plainZh: '仅查看账户。' },
        { scope: 'portfolios:read', titleEn: 'See your holdings', plainZh: '仅查看持仓。' },
      ],
    },
  ]);
  expect(await list(world.bert.id)).toEqual([]);
});

test('revokeGrant ends it at once; another customer’s, a missing and an ended grant answer alike', async () => {
  const journey = await connect(world.anna.id);
  const [connected] = await list(world.anna.id);
  const input = { grantId: connected?.grantId };
  const refused = {
    revokeGrant: { revokedGrantId: null, userErrors: [{ field: ['input', 'grantId'], code: 'GRANT_NOT_FOUND' }] },
  };
  expect(await world.runFirstParty(world.bert.id, REVOKE, { input })).toEqual(refused);
  expect(await world.runFirstParty(world.anna.id, REVOKE, { input })).toEqual({
    revokeGrant: { revokedGrantId: connected?.grantId, userErrors: [] },
  });
  expect(await world.runFirstParty(world.anna.id, REVOKE, { input })).toEqual(refused);
  const missing = { grantId: world.publicIds.encode(FIRST_PARTY_APP.id, 'grt', newId()) };
  expect(await world.runFirstParty(world.anna.id, REVOKE, { input: missing })).toEqual(refused);
  const { rows } = await world.database.ops.query(
    `SELECT type, app_id, data FROM event WHERE subject_id = $1 ORDER BY seq DESC LIMIT 1`,
    [gidOf(journey)],
  );
  expect(rows).toMatchObject([{ type: 'grant.revoked', app_id: app.id, data: { revokedBy: 'CUSTOMER' } }]);
  await expect(
    client.refreshTokenGrant(journey.config, journey.tokens.refresh_token ?? '', {}, { DPoP: journey.dpop }),
  ).rejects.toMatchObject({
    error: 'invalid_grant',
  });
});

test('the page ends an access with one click of the customer who consented in this browser', async () => {
  const browser = new Browser();
  await connect(world.bert.id, browser);
  const page = await browser.get(`${world.publicUrl}/connected-apps`);
  expect(page.body).toContain('Acme Planner');
  expect(page.body).toContain('Bert’s account 1 ****0042');
  const clicked = await browser.post(page.action, [
    ['csrf', page.values('csrf')[0] ?? ''],
    ['grant', page.values('grant')[0] ?? ''],
  ]);
  expect(clicked.status).toBe(303);
  const after = await browser.follow(clicked.location ?? '');
  expect(after.body).toContain('Access has ended');
  expect(after.values('grant')).toEqual([]);
  expect(await list(world.bert.id)).toEqual([]);
});

test('a click that was forged ends nothing', async () => {
  const browser = new Browser();
  await connect(world.bert.id, browser);
  const page = await browser.get(`${world.publicUrl}/connected-apps`);
  const fields: [string, string][] = [
    ['csrf', page.values('csrf')[0] ?? ''],
    ['grant', page.values('grant')[0] ?? ''],
  ];
  expect((await browser.post(page.action, fields, { origin: 'https://evil.example' })).status).toBe(403);
  expect((await browser.post(page.action, fields.slice(1))).status).toBe(403);
  expect((await new Browser().post(page.action, fields)).location).toContain('/connected-apps?lang=en');
  const nonsense = await browser.post(page.action, [
    ['csrf', page.values('csrf')[0] ?? ''],
    ['grant', 'nonsense'],
  ]);
  expect(nonsense.location).toContain('outcome=NOT_ENDED');
  expect(await list(world.bert.id)).toHaveLength(1);
});

test('the page signs in and out by itself, each time under a new cookie', async () => {
  const browser = new Browser('zh-CN');
  const signIn = await browser.get(`${world.publicUrl}/connected-apps`);
  expect(signIn.body).toContain('选择一位模拟客户');
  const enter = (persona: string) =>
    browser.post(signIn.action, [
      ['csrf', signIn.values('csrf')[0] ?? ''],
      ['persona', persona],
    ]);
  await enter(world.anna.id);
  const first = browser.cookie('openfolio_session');
  const page = await browser.get(`${world.publicUrl}/connected-apps`);
  expect(page.body).toContain('已连接的应用');
  await enter(world.bert.id);
  expect(browser.cookie('openfolio_session')).not.toBe(first);
  const other = await browser.get(`${world.publicUrl}/connected-apps`);
  await browser.post(`${world.publicUrl}/connected-apps/sign-out`, [['csrf', other.values('csrf')[0] ?? '']]);
  expect((await browser.get(`${world.publicUrl}/connected-apps`)).body).toContain('选择一位模拟客户');
});
