import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Browser, type Page } from '../../support/browser.js';
import { PASSWORD, PeopleWorld, submit, type TestPerson } from './people-world.js';
import { SoftwareAuthenticator } from './software-authenticator.js';

let world: PeopleWorld;
let sam: TestPerson;
let authenticator: SoftwareAuthenticator;

beforeAll(async () => {
  world = await PeopleWorld.start();
  sam = await world.joinStaff('sam@broker.example');
  authenticator = new SoftwareAuthenticator(world.url);
});

afterAll(() => world.stop());

interface Options {
  challenge: string;
  rpId: string;
  rp: { id: string };
}

function optionsOf(page: Page): Options {
  const text = /data-options="([^"]*)"/.exec(page.body)?.[1] ?? '';
  return JSON.parse(text.replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))) as Options;
}

beforeEach(() => world.clock.advance(14 * 60_000)); // sessions go on, attempts are forgotten

const home = () => sam.browser.get(`${world.url}/staff`);

function add(page: Page, response: string, password = PASSWORD): Promise<Page> {
  return sam.browser.post(`${world.url}/staff/passkeys`, [
    ['csrf', page.values('csrf')[0] ?? ''],
    ['response', response],
    ['password', password],
  ]);
}

/** The second step, after a right password. */
async function asked(): Promise<{ browser: Browser; page: Page }> {
  const browser = new Browser();
  return { browser, page: await world.enterPassword(browser, `${world.url}/staff/sign-in`, sam.email) };
}

function present(browser: Browser, page: Page, response: string): Promise<Page> {
  const fields: [string, string][] = [
    ['csrf', page.values('csrf')[0] ?? ''],
    ['response', response],
  ];
  return browser.post(`${world.url}/staff/passkey`, fields);
}

test('a passkey is added by its answer to our challenge and the password, and by nothing less', async () => {
  const page = await home();
  expect((await add(page, authenticator.create(optionsOf(page)), 'wrong password')).status).toBe(401);
  const another = await home();
  expect((await add(another, authenticator.create(optionsOf(page)))).status).toBe(422); // the challenge of before
  const unverified = await home();
  expect((await add(unverified, authenticator.create(optionsOf(unverified), false))).status).toBe(422);
  const elsewhere = await home();
  const phishing = new SoftwareAuthenticator('https://evil.example');
  expect((await add(elsewhere, phishing.create(optionsOf(elsewhere)))).status).toBe(422);
  const right = await home();
  expect((await add(right, authenticator.create(optionsOf(right)))).status).toBe(200);
  expect((await world.events('staff.second_factor_added')).map(({ data }) => data['factor'])).toEqual([
    'TOTP',
    'PASSKEY',
  ]);
});

test('a passkey is a second factor, and its answer counts once', async () => {
  const { browser, page } = await asked();
  const answer = authenticator.get(optionsOf(page));
  const answers = await Promise.all([present(browser, page, answer), present(browser, page, answer)]);
  expect(answers.map(({ status }) => status).filter((status) => status === 303).length).toBeGreaterThan(0);
  expect((await browser.get(`${world.url}/staff`)).status).toBe(200);
  const factors = (await world.events('staff.signed_in')).map(({ data }) => data['factor']);
  expect(factors.filter((factor) => factor === 'PASSKEY')).toHaveLength(1);
});

test('an answer from another site, to another session or with an old counter is refused', async () => {
  const one = await asked();
  const two = await asked();
  const phished = authenticator.get(optionsOf(one.page), 'https://evil.example');
  expect((await present(one.browser, one.page, phished)).status).toBe(401);
  expect((await present(two.browser, two.page, authenticator.get(optionsOf(one.page)))).status).toBe(401);
  const three = await asked();
  authenticator.counter = 0; // a copy of the key, made when it was new
  expect((await present(three.browser, three.page, authenticator.get(optionsOf(three.page)))).status).toBe(401);
  authenticator.counter = 100;
});

test('the passkey of somebody else is none', async () => {
  const other = new SoftwareAuthenticator(world.url);
  const { browser, page } = await asked();
  expect((await present(browser, page, other.get(optionsOf(page)))).status).toBe(401);
  expect((await present(browser, page, 'no JSON')).status).toBe(401);
});

test('with a passkey added the authenticator app still works', async () => {
  const { browser, page } = await asked();
  expect((await submit(browser, page, { code: world.totp(sam.secret) })).status).toBe(303);
});
