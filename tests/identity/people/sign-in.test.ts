import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { purgePeople } from '../../../src/identity/people/purge-people.js';
import { Browser, type Page } from '../../support/browser.js';
import { PASSWORD, PeopleWorld, submit, type TestPerson } from './people-world.js';

const MINUTE_MS = 60_000;

let world: PeopleWorld;
let sam: TestPerson;

beforeAll(async () => {
  world = await PeopleWorld.start();
  sam = await world.joinStaff('sam@broker.example', 'REVIEWER');
});

afterAll(() => world.stop());

const signInUrl = () => `${world.url}/staff/sign-in`;

/** Past the limits and time steps of the test before. */
const later = () => world.clock.advance(16 * MINUTE_MS);

async function signIn(browser = new Browser(), person = sam) {
  later();
  const asked = await world.enterPassword(browser, signInUrl(), person.email);
  return submit(browser, asked, { code: world.totp(person.secret) });
}

test('an invitation, a password and an authenticator app lead to the page that says what the roles permit', async () => {
  expect(sam.recoveryCodes).toHaveLength(10);
  const home = await sam.browser.get(`${world.url}/staff`);
  expect(home.status).toBe(200);
  expect(home.body).toContain('apps:review');
  expect(home.body).not.toContain('tickets:answer');
  expect((await world.events('staff.signed_in')).at(0)?.data).toEqual({ factor: 'TOTP' });
});

test('password and code open a session under a new id; the id of the first step is worth nothing any more', async () => {
  const browser = new Browser();
  later();
  const asked = await world.enterPassword(browser, signInUrl(), sam.email);
  const half = browser.cookie('openfolio_staff') ?? '';
  expect((await browser.get(`${world.url}/staff`)).location).toBe(signInUrl());
  await submit(browser, asked, { code: world.totp(sam.secret) });
  expect(browser.cookie('openfolio_staff')).not.toBe(half);
  expect((await browser.get(`${world.url}/staff`)).status).toBe(200);
  const former = { cookie: `openfolio_staff=${half}` };
  expect((await new Browser().get(`${world.url}/staff/second-factor`, former)).location).toBe(signInUrl());
});

test('a session id that was planted in the browser is never signed in', async () => {
  const planted = 'A'.repeat(43);
  const page = await new Browser().get(signInUrl());
  later();
  const answered = await submit(
    new Browser(),
    page,
    { email: sam.email, password: PASSWORD },
    { cookie: `openfolio_staff=${planted}` },
  );
  const cookie = answered.headers.getSetCookie().find((header) => header.startsWith('openfolio_staff=')) ?? '';
  expect(cookie).toMatch(/^openfolio_staff=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  expect(cookie).not.toContain(planted);
  const withPlanted = { cookie: `openfolio_staff=${planted}` };
  expect((await new Browser().get(`${world.url}/staff/second-factor`, withPlanted)).location).toBe(signInUrl());
});

test('the session of somebody who was signed in before ends when somebody signs in', async () => {
  const browser = new Browser();
  await signIn(browser);
  const former = browser.cookie('openfolio_staff') ?? '';
  await signIn(browser);
  const stolen = await new Browser().get(`${world.url}/staff`, { cookie: `openfolio_staff=${former}` });
  expect(stolen.location).toBe(signInUrl());
});

test('the database holds no session id, no code and no key that could be used', async () => {
  const browser = new Browser();
  await signIn(browser);
  const { rows } = await world.database.identity.query(
    'SELECT to_jsonb(p) AS person, (SELECT jsonb_agg(to_jsonb(s)) FROM person_session s) AS sessions FROM person p',
  );
  const text = JSON.stringify(rows);
  expect(text).not.toContain(browser.cookie('openfolio_staff') ?? '-');
  expect(text).not.toContain(sam.secret.toString('hex'));
  expect(text).not.toContain(PASSWORD);
});

test('a code counts once, also when five sessions send it at the same time', async () => {
  later();
  const browsers = Array.from({ length: 5 }, () => new Browser()); // the limit of attempts is 5
  const asked: Page[] = [];
  for (const browser of browsers) asked.push(await world.enterPassword(browser, signInUrl(), sam.email));
  const code = world.totp(sam.secret);
  const answers = await Promise.all(
    browsers.map((browser, index) => {
      const page = asked[index];
      if (!page) throw new RangeError('no page');
      return submit(browser, page, { code });
    }),
  );
  expect(answers.map(({ status }) => status).sort((one, two) => one - two)).toEqual([303, 401, 401, 401, 401]);
});

test('the code that confirmed the app can not be used again to sign in', async () => {
  later();
  const person = await world.joinStaff('replay@broker.example');
  const browser = new Browser();
  const asked = await world.enterPassword(browser, signInUrl(), person.email);
  expect((await submit(browser, asked, { code: world.totp(person.secret) })).status).toBe(401);
  world.clock.advance(31_000);
  expect((await submit(browser, asked, { code: world.totp(person.secret) })).status).toBe(303);
});

test('five wrong codes and the sixth attempt is refused, right or not', async () => {
  later();
  const browser = new Browser();
  const asked = await world.enterPassword(browser, signInUrl(), sam.email);
  const statuses = [];
  for (let index = 0; index < 5; index += 1) statuses.push((await submit(browser, asked, { code: '000000' })).status);
  const right = await submit(browser, asked, { code: world.totp(sam.secret) });
  expect([...statuses, right.status]).toEqual([401, 401, 401, 401, 401, 429]);
  expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(60);
});

test('whoever has the password alone can not set up another second factor', async () => {
  later();
  const browser = new Browser();
  const asked = await world.enterPassword(browser, signInUrl(), sam.email);
  expect(asked.body).not.toContain('otpauth:');
  const { rows } = await world.database.identity.query<{ pending_totp: unknown }>(
    'SELECT pending_totp FROM person_session WHERE pending_totp IS NOT NULL',
  );
  expect(rows).toEqual([]);
});

const forged: [string, Record<string, string>, Record<string, string>][] = [
  ['from another origin', {}, { origin: 'https://evil.example' }],
  ['without an origin', {}, { origin: 'null' }],
  ['with a token of nobody', { csrf: 'A'.repeat(43) }, {}],
];
test.each(forged)('a sign-out %s is refused, and the session stays', async (_how, values, headers) => {
  const browser = new Browser();
  await signIn(browser);
  const home = await browser.get(`${world.url}/staff`);
  const csrf = values['csrf'] ?? home.values('csrf')[0] ?? '';
  const refused = await browser.post(`${world.url}/staff/sign-out`, [['csrf', csrf]], headers);
  expect(refused.status).toBe(403);
  expect(refused.body).toContain('FORM_FORGED');
  expect((await browser.get(`${world.url}/staff`)).status).toBe(200);
});

test('a token of the sign-in page, which anybody can have, is none of a session', async () => {
  const browser = new Browser();
  await signIn(browser);
  const csrf = (await new Browser().get(signInUrl())).values('csrf')[0] ?? '';
  expect((await browser.post(`${world.url}/staff/sign-out`, [['csrf', csrf]])).status).toBe(403);
});

test('signing out ends this session; signing out everywhere ends all', async () => {
  const [one, two, three] = [new Browser(), new Browser(), new Browser()];
  for (const browser of [one, two, three]) await signIn(browser);
  const signOut = async (browser: Browser, path: string) => {
    const home = await browser.get(`${world.url}/staff`);
    return browser.post(`${world.url}/staff/${path}`, [['csrf', home.values('csrf')[0] ?? '']]);
  };
  const isIn = async (browser: Browser) => (await browser.get(`${world.url}/staff`)).status === 200;
  later(); // the first two are idle now; the third is brought back below
  expect(await isIn(one)).toBe(false);
  for (const browser of [one, two, three]) await signIn(browser);
  world.clock.advance(-32 * MINUTE_MS);
  expect((await signOut(one, 'sign-out')).location).toBe(signInUrl());
  expect([await isIn(one), await isIn(two), await isIn(three)]).toEqual([false, true, true]);
  await signOut(two, 'sign-out-everywhere');
  expect([await isIn(two), await isIn(three)]).toEqual([false, false]);
  world.clock.advance(32 * MINUTE_MS);
});

test('a session ends after 15 idle minutes, and after 8 hours of work without a pause', async () => {
  const browser = new Browser();
  await signIn(browser);
  const isIn = async () => (await browser.get(`${world.url}/staff`)).status === 200;
  for (let minutes = 0; minutes < 8 * 60 - 14; minutes += 14) {
    world.clock.advance(14 * MINUTE_MS);
    if (!(await isIn())) throw new Error(`The session ended after ${minutes} minutes`);
  }
  world.clock.advance(14 * MINUTE_MS);
  expect(await isIn()).toBe(false);
  await purgePeople(world.database.identity, world.clock);
  await signIn(browser);
  world.clock.advance(15 * MINUTE_MS + 1000);
  expect(await isIn()).toBe(false);
});

test('whoever is suspended is out at once, and in no more', async () => {
  const person = await world.joinStaff('leaver@broker.example');
  expect((await person.browser.get(`${world.url}/staff`)).status).toBe(200);
  const { OPERATOR } = await import('../../../src/identity/index.js');
  await world.suspendPerson.suspend(OPERATOR, { kind: 'STAFF', email: person.email });
  expect((await person.browser.get(`${world.url}/staff`)).location).toBe(signInUrl());
  later();
  expect((await world.enterPassword(new Browser(), signInUrl(), person.email)).status).toBe(401);
  expect(await world.events('staff.suspended')).toHaveLength(1);
});

test('a role that is taken away permits nothing from the next request on', async () => {
  const browser = new Browser();
  await signIn(browser);
  expect((await browser.get(`${world.url}/staff`)).body).toContain('apps:review');
  await world.database.identity.query(
    `DELETE FROM staff_role WHERE person_id = (SELECT id FROM person WHERE email = $1)`,
    [sam.email],
  );
  expect((await browser.get(`${world.url}/staff`)).body).not.toContain('apps:review');
});

test.each(['en', 'zh'])('pages in %s label every field and show no script but their own', async (language) => {
  const page = await new Browser(language).get(signInUrl());
  expect(page.body).toContain(`<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">`);
  const fields = [...page.body.matchAll(/<input id="(\w+)"/g)].map(([, id]) => id);
  expect(fields).toEqual(['email', 'password']);
  for (const id of fields) expect(page.body).toContain(`<label for="${id}">`);
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*script-src 'sha256-[^']+'$/);
});
