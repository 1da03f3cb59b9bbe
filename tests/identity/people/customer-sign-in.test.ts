import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as client from 'openid-client';
import { BrokerageProvider, CALLBACK_PATH, CustomerSignIn } from '../../../src/identity/index.js';
import { fixedClock, systemClock } from '../../../src/kernel/clock.js';
import { Browser, type Page } from '../../support/browser.js';
import { consentFields, discover, pushRequest } from '../../support/oauth-journey.js';
import { IdentityWorld, type TestApp } from '../support/identity-world.js';
import { Brokerage } from './brokerage.js';

let world: IdentityWorld;
let brokerage: Brokerage;
let app: TestApp;

beforeAll(async () => {
  // The brokerage has to know our callback, and we its address: whoever starts second is told by a late reference.
  world = await IdentityWorld.start(({ pool, publicUrl }) => {
    const provider = {
      begin: (again: boolean) => real(publicUrl).begin(again),
      finish: (...parts: Parameters<BrokerageProvider['finish']>) => real(publicUrl).finish(...parts),
    } as BrokerageProvider;
    return new CustomerSignIn({ pool, clock: systemClock, provider, claim: 'sub' });
  });
  brokerage = await Brokerage.start({ redirectUri: `${world.publicUrl}${CALLBACK_PATH}`, par: true });
  app = await world.addApp();
});

afterAll(async () => {
  await brokerage.stop();
  await world.stop();
});

let known: BrokerageProvider | undefined;
function real(publicUrl: string): BrokerageProvider {
  known ??= providerOf(brokerage, publicUrl);
  return known;
}

function providerOf({ issuer, clientKey: key }: Brokerage, publicUrl: string): BrokerageProvider {
  return new BrokerageProvider({ issuer, clientId: 'openfolio', key, redirectUri: `${publicUrl}${CALLBACK_PATH}` });
}

const options = () => ({
  publicUrl: world.publicUrl,
  clientId: app.clientId,
  clientKey: app.privateKey,
  redirectUri: app.redirectUri,
  scopes: ['openid', 'accounts:read'],
  persona: '',
});

/** From the app's request to the brokerage's sign-in. @returns where the platform sends the browser */
async function toBrokerage(browser: Browser) {
  const config = await discover(options());
  const dpop = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
  const request = await pushRequest(config, options(), dpop);
  const page = await browser.follow(request.url.href);
  return { config, dpop, checks: request.checks, location: page.location ?? '' };
}

/** Signs in there as this customer. @returns the address of our callback */
async function atBrokerage(browser: Browser, location: string, customer: string | undefined): Promise<string> {
  brokerage.customer = customer;
  return (await browser.follow(location)).location ?? '';
}

async function signIns(): Promise<number> {
  const { rows } = await world.database.identity.query<{ count: number }>(
    `SELECT count(*)::int FROM customer_sign_in WHERE code_verifier <> '' OR customer_id IS NOT NULL`,
  );
  return rows[0]?.count ?? -1;
}

test('a customer signs in at the brokerage, by a pushed request, and consents; the app gets a pairwise subject', async () => {
  const browser = new Browser();
  const { config, dpop, checks, location } = await toBrokerage(browser);
  expect(location.startsWith(`${brokerage.issuer}/auth?`)).toBe(true);
  expect([...new URL(location).searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
  expect(brokerage.pushed).toBe(1);
  const consent = await browser.follow(await atBrokerage(browser, location, world.anna.name));
  expect(consent.body).toContain('Anna’s account 1');
  expect(consent.body).not.toContain(world.anna.id);
  const answered = await browser.post(consent.action, consentFields(consent));
  const back = await browser.follow(answered.location ?? '');
  const tokens = await client.authorizationCodeGrant(config, new URL(back.location ?? ''), checks, undefined, {
    DPoP: dpop,
  });
  const subject = tokens.claims()?.sub;
  expect([world.anna.id, world.anna.name]).not.toContain(subject);
  expect(await signIns()).toBe(0);
});

test('the customer’s own pages send to the brokerage and know who comes back', async () => {
  const browser = new Browser();
  const sent = await browser.follow(`${world.publicUrl}/connected-apps`);
  const page = await browser.follow(await atBrokerage(browser, sent.location ?? '', world.anna.name));
  expect(page.status).toBe(200);
  expect(page.body).toContain('Acme Planner');
});

test('somebody whom the platform doesn’t know sees that in words and gets no session', async () => {
  const browser = new Browser();
  const { location } = await toBrokerage(browser);
  const page = await browser.follow(await atBrokerage(browser, location, 'Nobody known'));
  expect(page.status).toBe(403);
  expect(page.body).toContain('No customer belongs to your sign-in');
  expect((await browser.follow(`${world.publicUrl}/connected-apps`)).location).toContain(brokerage.issuer);
});

test('a sign-in that the customer cancelled can be started again', async () => {
  const browser = new Browser();
  const { location } = await toBrokerage(browser);
  const cancelled = await browser.follow(await atBrokerage(browser, location, undefined));
  expect(cancelled.status).toBe(400);
  expect(cancelled.body).toContain('CUSTOMER_SIGN_IN_FAILED');
});

test('of twenty returns with one code one signs in', async () => {
  const browser = new Browser();
  const { location } = await toBrokerage(browser);
  const callback = await atBrokerage(browser, location, world.anna.name);
  const answers = await Promise.all(Array.from({ length: 20 }, () => browser.get(callback)));
  expect(answers.map(({ status }) => status).sort((one, two) => one - two)).toEqual([
    303,
    ...Array.from({ length: 19 }, () => 400),
  ]);
});

test('a link that carries somebody else’s sign-in signs nobody in', async () => {
  const attacker = new Browser();
  const { location } = await toBrokerage(attacker);
  const callback = await atBrokerage(attacker, location, world.bert.name);
  const victim = new Browser();
  await toBrokerage(victim); // has a sign-in under way, and its cookie
  const page = await victim.follow(callback);
  expect(page.status).toBe(400);
  expect(page.body).toContain('CUSTOMER_SIGN_IN_FAILED');
});

const spoiled: [string, (callback: URL) => void][] = [
  ['another state', (callback) => callback.searchParams.set('state', 'A'.repeat(43))],
  ['no state', (callback) => callback.searchParams.delete('state')],
  ['another issuer', (callback) => callback.searchParams.set('iss', 'https://evil.example')],
  ['another code', (callback) => callback.searchParams.set('code', 'A'.repeat(43))],
];
test.each(spoiled)('a return with %s is refused', async (_what, spoil) => {
  const browser = new Browser();
  const { location } = await toBrokerage(browser);
  const callback = new URL(await atBrokerage(browser, location, world.anna.name));
  spoil(callback);
  const page: Page = await browser.get(callback.href);
  expect(page.status).toBe(400);
});

test('an interaction can’t be signed in without having been at the brokerage, nor for another interaction', async () => {
  const browser = new Browser();
  const first = await toBrokerage(browser);
  const interaction = await world.database.identity.query<{ interaction_uid: string }>(
    'SELECT interaction_uid FROM customer_sign_in ORDER BY expires_at DESC LIMIT 1',
  );
  const uid = interaction.rows[0]?.interaction_uid ?? '';
  const signedIn = `${world.publicUrl}/oauth/interaction/${uid}/signed-in`;
  expect((await browser.get(signedIn)).status).toBe(400);
  const returned = await browser.get(await atBrokerage(browser, first.location, world.anna.name));
  expect(returned.location).toBe(signedIn);
  expect((await new Browser().get(signedIn)).status).toBe(400);
  expect((await browser.get(signedIn)).status).toBe(303);
  expect((await browser.get(signedIn)).status).toBe(400);
});

test('ten minutes at the brokerage are too long', async () => {
  const clock = fixedClock(Date.now());
  const provider = providerOf(brokerage, world.publicUrl);
  const signIn = new CustomerSignIn({ pool: world.database.identity, clock, provider, claim: 'sub' });
  const { url, browser } = await signIn.begin({ interactionUid: null, reauthenticate: false });
  const callback = await atBrokerage(new Browser(), url.href, world.anna.name);
  clock.advance(10 * 60_000 + 1);
  await expect(signIn.finish(new URL(callback), browser)).rejects.toMatchObject({ code: 'CUSTOMER_SIGN_IN_FAILED' });
});

test('a claim that is not there is an unknown customer; where PAR is not offered the request goes by the browser', async () => {
  const redirectUri = `${world.publicUrl}${CALLBACK_PATH}`;
  const other = await Brokerage.start({ redirectUri, par: false });
  const parts = { pool: world.database.identity, clock: systemClock, provider: providerOf(other, world.publicUrl) };
  const signIn = new CustomerSignIn({ ...parts, claim: 'customer_number' });
  const { url, browser } = await signIn.begin({ interactionUid: null, reauthenticate: true });
  expect(url.searchParams.get('code_challenge_method')).toBe('S256');
  expect(url.searchParams.get('prompt')).toBe('login');
  other.customer = world.anna.name;
  const callback = (await new Browser().follow(url.href)).location ?? '';
  await expect(signIn.finish(new URL(callback), browser)).rejects.toMatchObject({ code: 'CUSTOMER_UNKNOWN' });
  await other.stop();
});

test('a brokerage that can’t be reached is said to be away, and is asked again later', async () => {
  const away = providerOf(
    { issuer: 'http://127.0.0.1:9', clientKey: brokerage.clientKey } as Brokerage,
    world.publicUrl,
  );
  await expect(away.begin(false)).rejects.toMatchObject({ code: 'SIGN_IN_UNAVAILABLE' });
  await expect(away.begin(false)).rejects.toMatchObject({ code: 'SIGN_IN_UNAVAILABLE' });
});
