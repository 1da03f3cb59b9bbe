import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as client from 'openid-client';
import { FIRST_PARTY_APP } from '../../src/identity/index.js';
import { Browser, type Page } from '../support/browser.js';
import { consentFields, discover, pushRequest, toConsentPage } from '../support/oauth-journey.js';
import { IdentityWorld, type TestApp } from './support/identity-world.js';

let world: IdentityWorld;
let app: TestApp;

beforeAll(async () => {
  world = await IdentityWorld.start();
  app = await world.addApp({ nameEn: 'Plan <b>& Co</b>' });
});

afterAll(() => world.stop());

const options = () => ({
  publicUrl: world.publicUrl,
  clientId: app.clientId,
  clientKey: app.privateKey,
  redirectUri: app.redirectUri,
  scopes: ['accounts:read', 'portfolios:read', 'profile:read'],
  persona: world.anna.id,
});

/** The consent page as this customer sees it, in a browser that has signed in. */
async function consentPage(browser = new Browser(), persona = world.anna.id): Promise<Page> {
  const config = await discover(options());
  const { url } = await pushRequest(
    config,
    options(),
    client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256')),
  );
  return toConsentPage(browser, url.href, persona);
}

async function grants(customerId: string) {
  const { rows } = await world.database.identity.query<{
    id: string;
    scopes: string[];
    rejected: string[];
    account_ids: string[];
    revoked_by: string | null;
    days: number;
  }>(
    `SELECT id, scopes, rejected, account_ids, revoked_by, extract(epoch FROM expires_at - granted_at)::int / 86400 AS days
     FROM access_grant WHERE customer_id = $1 AND app_id = $2 ORDER BY granted_at`,
    [customerId, app.id],
  );
  return rows;
}

const tampered: [string, (page: Page) => [string, string]][] = [
  ['a scope that was not asked', () => ['scope', 'market:read']],
  ['a scope of the brokerage’s own pages', () => ['scope', 'grants:write']],
  [
    'another customer’s account',
    () => ['account', world.publicIds.encode(FIRST_PARTY_APP.id, 'acc', world.bert.accountIds[0] ?? '')],
  ],
  ['an internal account id', () => ['account', world.anna.accountIds[0] ?? '']],
  ['a longer duration', () => ['days', '3650']],
];
test.each(tampered)('an answer with %s is refused and grants nothing', async (_name, extra) => {
  const before = await grants(world.anna.id);
  const browser = new Browser();
  const page = await consentPage(browser);
  const [name, value] = extra(page);
  const fields = [
    ...consentFields(page).filter(([field]) => field !== 'days' || name !== 'days'),
    [name, value] as [string, string],
  ];
  const answered = await browser.post(page.action, fields);
  expect(answered.status).toBe(400);
  expect(answered.body).toContain('CONSENT_TAMPERED');
  expect(await grants(world.anna.id)).toEqual(before);
});

const forged: [string, Record<string, string>, boolean][] = [
  ['from another origin', { origin: 'https://evil.example' }, true],
  ['from an opaque origin', { origin: 'null' }, true],
  ['without the token of the page', {}, false],
];
test.each(forged)('an answer %s is refused', async (_name, headers, withToken) => {
  const browser = new Browser();
  const page = await consentPage(browser);
  const fields = consentFields(page).filter(([name]) => withToken || name !== 'csrf');
  expect((await browser.post(page.action, fields, headers)).status).toBe(403);
});

test('an answer with the token of another customer’s page is refused', async () => {
  const browser = new Browser();
  const page = await consentPage(browser);
  const attacker = await consentPage(new Browser(), world.bert.id);
  const fields = consentFields(page).map(([name, value]): [string, string] => [
    name,
    name === 'csrf' ? (attacker.values('csrf')[0] ?? '') : value,
  ]);
  expect((await browser.post(page.action, fields)).status).toBe(403);
});

test('an answer from a browser that doesn’t hold the interaction is refused', async () => {
  const page = await consentPage();
  const answered = await new Browser().post(page.action, consentFields(page));
  expect(answered.status).toBe(400);
  expect(answered.body).toContain('AUTHORIZATION_EXPIRED');
});
