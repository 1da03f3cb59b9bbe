import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Browser, type Page } from '../../support/browser.js';
import { consentFields, toConsentPage } from '../../support/oauth-journey.js';
import { IdentityWorld, type TestApp } from '../support/identity-world.js';
import { push } from '../support/push-request.js';

let world: IdentityWorld;

beforeAll(async () => {
  world = await IdentityWorld.start();
});

afterAll(() => world.stop());

const MARKUP = '<script>alert(1)</script><img src=x onerror=alert(1)>';

async function consentPage(app: TestApp, browser = new Browser(), pushed: Record<string, string> = {}): Promise<Page> {
  const { request_uri = '' } = await push(`${world.publicUrl}/oauth`, app, pushed);
  const query = new URLSearchParams({ client_id: app.clientId, request_uri });
  return toConsentPage(browser, `${world.publicUrl}/oauth/auth?${query.toString()}`, world.anna.id);
}

const grantsOf = async (app: TestApp) =>
  (await world.database.identity.query('SELECT 1 FROM access_grant WHERE app_id = $1', [app.id])).rowCount;

test('what an app says of itself stands on the page as text and never as markup', async () => {
  const app = await world.addApp({
    nameEn: MARKUP,
    purposes: { 'accounts:read': { en: `"><a href="https://evil.example">${MARKUP}</a>`, zh: MARKUP } },
  });
  for (const language of ['en', 'zh']) {
    const { body } = await consentPage(app, new Browser(language));
    expect(body).toContain('alert(1)');
    expect(body).not.toMatch(/<script|<img|<a[^>]*evil/);
  }
});

test('an unproved publisher is shown as one, and the app’s own word about its domain counts for nothing', async () => {
  const app = await world.addApp({
    publisher: { slug: 'phisher', name: 'Openfolio Security Team' },
    nameEn: 'acme.example login',
    purposes: { 'accounts:read': { en: 'Verified by acme.example', zh: '已验证 acme.example' } },
  });
  const { body } = await consentPage(app);
  expect(body).not.toMatch(/verified[^<]*<[^>]*>acme\.example/i);
  expect(body).toContain('No verified domain');
  expect(body).toContain('127.0.0.1:9'); // where the answer really goes
});

const STOPS = ['SUSPENDED', 'PENDING', 'DELETED'] as const;
test.each(STOPS)('an app that becomes %s while its page is open gets nothing from the answer', async (status) => {
  const app = await world.addApp();
  const browser = new Browser();
  const page = await consentPage(app, browser);
  await world.changeAppStatus.change(app.clientId, status);
  const answered = await browser.post(page.action, consentFields(page));
  expect(answered.status).toBe(400);
  expect(answered.location).toBeUndefined();
  expect(await grantsOf(app)).toBe(0);
});

test('an app that changes its words while the page is open has to be judged again', async () => {
  const app = await world.addApp();
  const browser = new Browser();
  const page = await consentPage(app, browser);
  await world.database.identity.query(`UPDATE app SET name_en = 'Something Else' WHERE id = $1`, [app.id]);
  const answered = await browser.post(page.action, consentFields(page));
  expect(answered.status).toBe(422);
  expect(answered.body).toContain('Something Else');
  expect(await grantsOf(app)).toBe(0);
});

test('the pages can’t be framed, and say nothing to other origins about where they were', async () => {
  const app = await world.addApp();
  const page = await consentPage(app);
  expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(page.headers.get('referrer-policy')).toMatch(/no-referrer|same-origin/);
  expect(page.headers.get('cache-control')).toContain('no-store');
});

test.each(['/oauth/jwks', '/oauth/nothing', '/oauth/auth?client_id=nobody'])(
  'nothing may load in what the authorization server answers at %s, nor frame it',
  async (path) => {
    const { headers } = await new Browser().get(`${world.publicUrl}${path}`);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';.*frame-ancestors 'none'/);
  },
);

const reflected: [string, Record<string, string>][] = [
  ['an unknown client', { client_id: MARKUP }],
  ['a request URI of markup', { request_uri: MARKUP }],
  ['a state of markup', { state: MARKUP, scope: MARKUP }],
  ['an unknown response mode', { response_mode: MARKUP }],
];
test.each(reflected)('an error page for %s repeats nothing as markup and leads nowhere', async (_name, changes) => {
  const app = await world.addApp();
  const query = new URLSearchParams({ client_id: app.clientId, redirect_uri: 'https://evil.example/', ...changes });
  const page = await new Browser().get(`${world.publicUrl}/oauth/auth?${query.toString()}`);
  expect(page.body).not.toMatch(/<script>alert|<img src=x/);
  expect(page.location ?? '').not.toContain('evil.example');
});

test('a pushed language or hint puts no words of the app into the page', async () => {
  const app = await world.addApp();
  const words = 'Ihr Konto ist gesperrt';
  const { body } = await consentPage(app, new Browser(), { ui_locales: words, login_hint: words, acr_values: words });
  expect(body).not.toContain(words);
});
