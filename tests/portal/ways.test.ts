import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Browser, type Page } from '../support/browser.js';
import { SandboxPlatform } from '../support/sandbox-platform.js';

let platform: SandboxPlatform;
beforeAll(async () => {
  platform = await SandboxPlatform.start();
}, 90_000);
afterAll(() => platform?.stop());

const TICKET = '/tickets/tkt_AAAAAAAAAAAAAAAAAAAAAA';

/** Signs in on the page that the browser was led to. @returns where it arrives; only its own site is followed */
async function signIn(browser: Browser, page: Page): Promise<Page> {
  const answered = await browser.post(page.action, [
    ['csrf', page.values('csrf')[0] ?? ''],
    ['persona', page.values('persona')[0] ?? ''],
  ]);
  return browser.follow(answered.location ?? '');
}

async function signedIn(): Promise<Browser> {
  const browser = new Browser();
  await signIn(browser, await browser.follow(`${platform.url}/connected-apps`));
  return browser;
}

const own = ({ url }: { url: string }) => decodeURIComponent(url.slice(platform.url.length)).replaceAll('+', ' ');

describe('the front page', () => {
  test.each([
    ['en', 'Sandbox', '<html lang="en">'],
    ['zh', '沙盒', '<html lang="zh-CN">'],
  ])(
    'in %s says what this is, that it is a sandbox, and where to go; no link is dead',
    async (language, mode, html) => {
      const page = await new Browser(language).get(`${platform.url}/`);
      expect(page.status).toBe(200);
      for (const part of [html, mode, `${platform.url}/graphql`]) expect(page.body).toContain(part);
      expect(page.body).not.toContain('<script');
      const links = [...page.body.matchAll(/<li><a href="([^"]+)"/g)].map(([, path]) => path ?? '');
      for (const path of ['/schema.graphql', '/connected-apps', '/publisher/sign-in', '/staff/sign-in'])
        expect(links).toContain(path);
      for (const path of links)
        expect([path, (await new Browser().follow(platform.url + path)).status]).toEqual([path, 200]);
    },
  );

  test.each(['application/json', '*/*'])('tells programs (Accept: %s) the same as JSON', async (accept) => {
    const answer = await fetch(`${platform.url}/`, { headers: { accept } });
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.headers.get('vary')).toMatch(/accept\b/);
    expect(await answer.json()).toMatchObject({
      name: 'Openfolio',
      mode: 'sandbox',
      links: {
        graphql: `${platform.url}/graphql`,
        schema: `${platform.url}/schema.graphql`,
        security: `${platform.url}/.well-known/security.txt`,
        authorizationServer: `${platform.url}/.well-known/oauth-authorization-server/oauth`,
      },
    });
  });

  test('leads to the schema as text, with scopes and costs', async () => {
    const answer = await fetch(`${platform.url}/schema.graphql`);
    expect(answer.headers.get('content-type')).toMatch(/^application\/graphql/);
    expect(await answer.text()).toMatch(/type Query[\s\S]*@requiresScopes[\s\S]*@cost/);
  });
});

describe('after the sign-in a customer is where they wanted to go', () => {
  test.each([
    ['/tickets', '/tickets'],
    ['/receipts?after=abc', '/receipts?after=abc'],
    ['/plugins?search=two+words', '/plugins?search=two words'],
    ['/plugins?search=%E8%82%A1%E7%A5%A8+%26+%3F&lang=zh', '/plugins?search=股票 & ?'],
    ['/my-data', '/my-data'],
    ['/my-data/export?request=x', '/my-data'],
    ['/messages?outcome=SAVED', '/messages'],
  ])('%s', async (wanted, arrived) => {
    const browser = new Browser();
    const page = await browser.follow(platform.url + wanted);
    expect(own(page)).toMatch(/^\/connected-apps/);
    expect(own(await signIn(browser, page))).toBe(arrived);
  });

  test('in the language that was chosen on the way', async () => {
    const browser = new Browser();
    await browser.follow(`${platform.url}/tickets?lang=en`);
    const page = await browser.get(`${platform.url}/connected-apps?lang=zh`);
    expect((await signIn(browser, page)).body).toContain('<html lang="zh-CN">');
  });

  test('and never anywhere else, whatever their browser holds', async () => {
    const browser = await signedIn();
    const session = ['openfolio_session', 'openfolio_session.sig'].map((name) => `${name}=${browser.cookie(name)}`);
    const follow = async (wanted: string) => {
      const cookie = [...session, `openfolio_return=${encodeURIComponent(wanted)}`].join('; ');
      return (await browser.get(`${platform.url}/connected-apps`, { cookie })).location;
    };
    expect(await follow('/tickets')).toBe(`${platform.url}/tickets`);
    for (const wanted of ELSEWHERE) expect([wanted, await follow(wanted)]).toEqual([wanted, undefined]);
    const split = await follow('/tickets?x=\r\nSet-Cookie: a=b');
    expect(split).toBe(`${platform.url}/tickets?x=%0D%0ASet-Cookie%3A+a%3Db`);
  });
});

const ELSEWHERE = [
  'https://evil.example/tickets',
  '//evil.example/tickets',
  '/\\evil.example/tickets',
  '/tickets@evil.example',
  '/tickets//evil.example',
  '/tickets/../oauth/auth',
  '/tickets\r\nx: y',
  ' /tickets',
  'javascript:alert(1)',
  '/connected-apps/sign-out',
];

describe('a form that is sent when its session has ended is not done; its page says so after the sign-in', () => {
  test.each([
    ['/tickets/open', '/tickets?lang=en', '/tickets'],
    ['/tickets/reply', `${TICKET}?lang=en&outcome=SAID`, TICKET],
    ['/messages', '/messages', '/messages'],
    ['/my-data/request', '/my-data', '/my-data'],
    ['/connected-apps/revoke', '/connected-apps', '/connected-apps'],
    ['/plugins/install', '/plugins/install?plugin=@a/b&lang=en', '/plugins/install'],
    ['/plugins/run', '/plugins/run?plugin=@a/b', '/plugins/run'],
    ['/tickets/open', 'https://evil.example/receipts', '/tickets'],
    ['/tickets/open', 'no address', '/tickets'],
  ])('%s from %s', async (action, stoodOn, arrived) => {
    const browser = new Browser();
    const referer = stoodOn.startsWith('/') ? platform.url + stoodOn : stoodOn;
    const sent = await browser.post(platform.url + action, [['text', 'x']], { referer });
    const page = await browser.follow(sent.location ?? '');
    expect(page.body).toContain(NOTICE);
    const there = await browser.post(page.action, [
      ['csrf', page.values('csrf')[0] ?? ''],
      ['persona', page.values('persona')[0] ?? ''],
    ]);
    const target = (await browser.get(there.location ?? '')).location ?? '';
    expect(new URL(target).origin).toBe(platform.url);
    expect(new URL(target).pathname).toBe(arrived);
    if (stoodOn.includes('plugin=')) expect(new URL(target).searchParams.get('plugin')).toBe('@a/b');
    const form = await browser.get(target);
    if (form.location === undefined) expect(form.body).toContain(NOTICE);
  });

  test('the same at the doors of staff and publishers', async () => {
    for (const action of ['/staff/passkeys', '/publisher/invitations', '/publisher/passkeys']) {
      const browser = new Browser();
      const sent = await browser.post(platform.url + action, [['email', 'x']]);
      const page = await browser.follow(sent.location ?? '');
      expect([action, new URL(page.url).pathname]).toEqual([action, `/${action.split('/')[1]}/sign-in`]);
      expect(page.body).toContain(NOTICE);
    }
  });

  test('who only looks is told nothing of the kind', async () => {
    expect((await new Browser().follow(`${platform.url}/tickets`)).body).not.toContain(NOTICE);
  });
});

const NOTICE = 'Your session had ended, so nothing of what you sent was done.';

test('the language switch keeps everything that was asked of the page', async () => {
  const browser = await signedIn();
  const nobody = new Browser();
  const pages: [Browser, string][] = [
    [nobody, '/?from=mail'],
    [nobody, '/connected-apps?interrupted=1'],
    [nobody, '/staff/sign-in?interrupted=1'],
    [nobody, '/publisher/sign-in?x=1'],
    [browser, '/receipts?after=abc'],
    [browser, '/tickets?outcome=OPENED&after=x'],
    [browser, '/messages?outcome=SAVED'],
    [browser, '/my-data?outcome=ASKED'],
    [browser, '/connected-apps?outcome=ENDED'],
    [browser, '/plugins?search=a+b&outcome=RATED'],
    [browser, '/plugins/install?plugin=@a/b&outcome=STALE'],
    [browser, '/plugins/run?plugin=@a/b&x=1'],
  ];
  for (const [visitor, path] of pages) {
    const { body } = await visitor.get(platform.url + path);
    const target = /<nav aria-label="Language"><a href="([^"]+)"/.exec(body)?.[1] ?? '';
    const found = new URL(
      target.replace(/&#(\d+);/g, (_all, code) => String.fromCodePoint(Number(code))),
      platform.url,
    );
    const expected = new URL(path, platform.url);
    expected.searchParams.set('lang', 'zh');
    expect([path, found.pathname, [...found.searchParams]]).toEqual([
      path,
      expected.pathname,
      [...expected.searchParams],
    ]);
  }
});
