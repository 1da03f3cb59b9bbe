import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { Browser, type Page } from '../support/browser.js';
import { consentFields, discover, oauthJourney, pushRequest, toConsentPage } from '../support/oauth-journey.js';
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
    replaced_by: string | null;
    days: number;
  }>(
    `SELECT id, scopes, rejected, account_ids, revoked_by, replaced_by, extract(epoch FROM expires_at - granted_at)::int / 86400 AS days
     FROM access_grant WHERE customer_id = $1 AND app_id = $2 ORDER BY granted_at`,
    [customerId, app.id],
  );
  return rows;
}

async function events(subjectId: string) {
  const { rows } = await world.database.ops.query(
    'SELECT type, customer_id, data FROM event WHERE subject_id = $1 ORDER BY seq',
    [subjectId],
  );
  return rows;
}

describe('the page', () => {
  test('says who asks, for what, why, for how long, and what is never given', async () => {
    const page = await consentPage();
    for (const text of [
      'Acme Software',
      'acme.example',
      'See your holdings, nothing else.',
      'To draw your plan',
      '90 days',
      '180 days',
      'never get',
    ]) {
      expect(page.body).toContain(text);
    }
    expect(page.body).not.toContain('<b>& Co');
    expect(page.values('account')).toHaveLength(2);
    expect(page.body).not.toContain(world.anna.accountIds[0]);
    expect(page.body).toMatch(/value="portfolios:read" checked/);
    expect(page.body).not.toMatch(/value="profile:read" checked/);
  });

  test('speaks Chinese to a Chinese browser and switches on request', async () => {
    const browser = new Browser('zh-CN,zh;q=0.9');
    const page = await consentPage(browser);
    expect(page.body).toContain('<html lang="zh-CN">');
    expect(page.body).toContain('用于绘制您的计划');
    expect((await browser.get(`${page.url.split('?')[0]}?lang=en`)).body).toContain('To draw your plan');
  });

  test('can’t be framed, cached or made to load anything, and doesn’t restrict where the form leads', async () => {
    const { headers } = await consentPage();
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers.get('content-security-policy')).not.toContain('form-action');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-frame-options')).toBe('DENY');
  });
});

describe('the answer', () => {
  test('may be a part: fewer scopes, fewer accounts, a longer time', async () => {
    const browser = new Browser();
    const page = await consentPage(browser);
    const [account = ''] = page.values('account');
    const answered = await browser.post(
      page.action,
      consentFields(page, { scopes: ['accounts:read'], accounts: [account], days: '180' }),
    );
    expect(answered.status).toBe(303);
    const grant = (await grants(world.anna.id)).at(-1);
    expect(grant).toMatchObject({
      scopes: ['accounts:read'],
      rejected: ['portfolios:read', 'profile:read'],
      days: 180,
      account_ids: [world.anna.accountIds[0]],
    });
    expect(await events(grant?.id ?? '')).toMatchObject([
      { type: 'grant.created', customer_id: world.anna.id, data: { scopes: ['accounts:read'], accounts: 1 } },
    ]);
  });

  test('“don’t allow” goes back to the app with access_denied and writes nothing', async () => {
    const before = await grants(world.bert.id);
    await expect(
      oauthJourney({ ...options(), persona: world.bert.id, answer: { decision: 'deny' } }),
    ).rejects.toMatchObject({ error: 'access_denied' });
    expect(await grants(world.bert.id)).toEqual(before);
  });

  test('with nothing ticked shows the page again with the reason', async () => {
    const browser = new Browser();
    const page = await consentPage(browser);
    const again = await browser.post(page.action, consentFields(page, { scopes: [] }));
    expect(again.status).toBe(422);
    expect(again.body).toContain('role="alert"');
    expect((await browser.post(again.action, consentFields(again))).status).toBe(303);
  });

  test('to a text that has changed meanwhile is asked again', async () => {
    const browser = new Browser();
    const page = await consentPage(browser);
    const fields = consentFields(page).map(([name, value]): [string, string] => [
      name,
      name === 'text' ? 'f'.repeat(64) : value,
    ]);
    expect((await browser.post(page.action, fields)).status).toBe(422);
  });

  test('counts once', async () => {
    const browser = new Browser();
    const page = await consentPage(browser);
    const answered = await browser.post(page.action, consentFields(page));
    await browser.follow(answered.location ?? '');
    expect((await browser.post(page.action, consentFields(page))).status).toBe(400);
  });
});

describe('another customer', () => {
  test('can take over the same request on the consent page; what the former one saw is gone', async () => {
    const browser = new Browser();
    const annas = await consentPage(browser);
    expect(annas.body).toContain('Signed in as Anna.');
    const personas = await browser.get(`${annas.url.split('?')[0]}?switch=1`);
    const chosen = await browser.post(personas.action, [
      ['csrf', personas.values('csrf')[0] ?? ''],
      ['persona', world.bert.id],
    ]);
    const berts = await browser.follow(chosen.location ?? '');
    expect(berts.body).toContain('Signed in as Bert.');
    expect(berts.values('account')).toHaveLength(1);
    expect((await browser.post(annas.action, consentFields(annas))).status).toBe(400);
    const answered = await browser.post(berts.action, consentFields(berts));
    expect((await browser.follow(answered.location ?? '')).location).toContain('code=');
    expect((await grants(world.bert.id)).at(-1)).toMatchObject({
      revoked_by: null,
      account_ids: [...world.bert.accountIds],
    });
  });
});

describe('a new consent', () => {
  test('replaces the former one: what it had more is gone, its refresh token is dead, the feed and the ledger know', async () => {
    const first = await oauthJourney({ ...options(), answer: { scopes: ['accounts:read'] } });
    const second = await oauthJourney(options());
    const [former, latter] = [first, second].map(({ tokens }) => String(decodeJwt(tokens.access_token)['gid']));
    const rows = await grants(world.anna.id);
    expect(rows.find(({ id }) => id === former)).toMatchObject({ revoked_by: 'REPLACED', replaced_by: latter });
    expect(rows.filter(({ revoked_by }) => revoked_by === null)).toHaveLength(1);
    expect(await events(latter ?? '')).toMatchObject([{ type: 'grant.widened' }]);
    await expect(
      client.refreshTokenGrant(first.config, first.tokens.refresh_token ?? '', {}, { DPoP: first.dpop }),
    ).rejects.toMatchObject({ error: 'invalid_grant' });
    const { rows: feed } = await world.database.identity.query(
      'SELECT count(*)::int AS n FROM grant_revocation WHERE grant_id = $1',
      [former],
    );
    expect(feed).toEqual([{ n: 1 }]);
  });

  test('is asked for although the browser is signed in and consented before', async () => {
    const { browser } = await oauthJourney(options());
    expect((await consentPage(browser)).values('scope')).toContain('portfolios:read');
  });

  test('a code never outlives its grant: ended between consent and redemption, it gives no token', async () => {
    const config = await discover(options());
    const dpop = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
    const { url, checks } = await pushRequest(config, options(), dpop);
    const browser = new Browser();
    const page = await toConsentPage(browser, url.href, world.anna.id);
    const back = await browser.follow((await browser.post(page.action, consentFields(page))).location ?? '');
    const live = (await grants(world.anna.id)).find(({ revoked_by }) => revoked_by === null);
    await world.revokeGrant.revoke({ grantId: live?.id ?? '', customerId: world.anna.id, revokedBy: 'CUSTOMER' });
    await expect(
      client.authorizationCodeGrant(config, new URL(back.location ?? ''), checks, undefined, { DPoP: dpop }),
    ).rejects.toMatchObject({ error: 'invalid_grant' });
  });
});
