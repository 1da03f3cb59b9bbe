import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Browser } from '../support/browser.js';
import { SandboxPlatform } from '../support/sandbox-platform.js';

const OFFER = '/plugins/install?plugin=@openfolio/concentration&lang=en'; // as an app writes it
let platform: SandboxPlatform;
beforeAll(async () => {
  platform = await SandboxPlatform.start({ OPENFOLIO_PLUGINS_WALL_CLOCK_MS: '60000' });
  const access = await platform.allow('Chen Zhiyuan', ['plugins:read']);
  // They are listed beside the start, which does not wait for it.
  for (let listed = ''; !listed.includes('@openfolio/concentration'); ) {
    const body = JSON.stringify({ query: '{ plugins(first: 50) { edges { node { name } } } }' });
    const headers = { 'content-type': 'application/json' };
    listed = await (await access.fetch(platform.graphqlUrl, { method: 'POST', headers, body })).text();
  }
}, 120_000);
afterAll(() => platform?.stop());

/** Signs in on the page that a customer without a session is led to. @returns where they arrive */
async function arrive(browser: Browser, path: string) {
  const signIn = await browser.follow(`${platform.url}${path}`);
  await browser.post(signIn.action, [
    ['csrf', signIn.values('csrf')[0] ?? ''],
    ['persona', signIn.values('persona')[0] ?? ''],
  ]);
  return browser.follow(`${platform.url}/connected-apps?lang=en`);
}

describe('who comes by a link to a plugin without a session', () => {
  test('signs in and arrives at that plugin, once', async () => {
    const browser = new Browser();
    expect((await arrive(browser, OFFER)).body).toContain('Install @openfolio/concentration?');
    expect(new URL((await browser.follow(`${platform.url}/connected-apps?lang=en`)).url).pathname).toBe(
      '/connected-apps',
    );
  });

  test.each([
    '//evil.example',
    '/plugins/../oauth/auth',
    'https://evil.example/plugins',
    '/plugins%0d%0ax:y',
    '%E0%A4%A',
  ])('is never led to %s, whatever their browser holds', async (wanted) => {
    const browser = new Browser();
    await arrive(browser, '/connected-apps?lang=en');
    const session = ['openfolio_session', 'openfolio_session.sig'].map((name) => `${name}=${browser.cookie(name)}`);
    const page = await browser.get(`${platform.url}/connected-apps?lang=en`, {
      cookie: [...session, `openfolio_return=${wanted.startsWith('%') ? wanted : encodeURIComponent(wanted)}`].join(
        '; ',
      ),
    });
    expect({ status: page.status, location: page.location }).toEqual({ status: 200, location: undefined });
  });
});

test('the platform’s own namespace is said to be the brokerage’s own, not an unverified domain', async () => {
  const page = await arrive(new Browser(), '/plugins?lang=en');
  expect(page.body).toContain('by the brokerage itself');
  expect(page.body).not.toContain('no verified domain');
});

test('the language switch of an offer leads to the same offer', async () => {
  const page = await arrive(new Browser(), OFFER);
  expect(page.body).toMatch(/install\?plugin&#61;%40openfolio%2Fconcentration&#38;lang&#61;zh/);
});

describe('an installed plugin', () => {
  const NAME = '@openfolio/concentration';
  const RUN = `/plugins/run?plugin=${encodeURIComponent(NAME)}&lang=en`;
  let browser: Browser;
  beforeAll(async () => {
    browser = new Browser();
    const offer = await arrive(browser, OFFER);
    const hidden = ['csrf', 'plugin', 'consent'].map((name) => [name, offer.values(name)[0] ?? ''] as const);
    const accounts = offer.values('account').map((id) => ['account', id] as const);
    const installed = await browser.post(`${platform.url}/plugins/install?lang=en`, [
      ...hidden,
      ...accounts,
      ['days', '90'],
      ['decision', 'allow'],
    ]);
    expect(installed.location).toContain('outcome=INSTALLED');
  });

  async function ask(largeFrom: string, change: Readonly<Record<string, string>> = {}) {
    const form = await browser.get(`${platform.url}${RUN}`);
    const fields = Object.fromEntries(['csrf', 'plugin', 'tool', 'key'].map((name) => [name, form.values(name)[0]]));
    const sent = Object.entries({ ...fields, 'arg.largeFrom': largeFrom, ...change } as Record<string, string>);
    return { sent, page: await browser.post(`${platform.url}/plugins/run?lang=en`, sent) };
  }
  const receiptOf = ({ body }: { body: string }) => /<pre>(ey[^<]+)<\/pre>/.exec(body)?.[1];

  test('is asked on our page, by a form made of what it takes; the result comes with its receipt', async () => {
    const { page } = await ask('0.1');
    expect(page.body).toContain('<table>');
    expect(receiptOf(page)).toBeDefined();
    expect(page.body).toContain('not advice');
  });

  test('runs once for one form, however often it is sent', async () => {
    const { sent, page } = await ask('0.2');
    const again = await browser.post(`${platform.url}/plugins/run?lang=en`, sent);
    expect(receiptOf(again)).toBe(receiptOf(page));
    expect(receiptOf(again)).toBeDefined();
  });

  test('says in its own words what does not fit, and gives nothing', async () => {
    const { page } = await ask('a lot');
    expect(page.body).toContain('There is no result');
    expect(receiptOf(page)).toBeUndefined();
  });

  test('is not run by a form that is not ours', async () => {
    expect((await ask('0.1', { csrf: 'forged' })).page.status).toBe(403);
  });

  test('that is not installed, or is no name at all, has no form', async () => {
    for (const plugin of ['@openfolio/tidy-consents', "@x/y'; --", '<b>'])
      expect(
        (await browser.get(`${platform.url}/plugins/run?plugin=${encodeURIComponent(plugin)}&lang=en`)).body,
      ).toContain('You have not installed this plugin');
  });
});
