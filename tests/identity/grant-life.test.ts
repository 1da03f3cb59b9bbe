import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import {
  AuthorityChannel,
  announceExpiring,
  consentAddresses,
  DatabaseGrantStore,
  DenyFeed,
  FIRST_PARTY_APP,
  GiveConsent,
  purgeExpired,
  Upkeep,
} from '../../src/identity/index.js';
import { fixedClock, systemClock } from '../../src/kernel/clock.js';
import { Browser } from '../support/browser.js';
import { answerPages, oauthJourney, pushRequest } from '../support/oauth-journey.js';
import { until } from './access/authority-fixture.js';
import { IdentityWorld, type TestApp } from './support/identity-world.js';

const DAY_MS = 86_400_000;

let world: IdentityWorld;
let app: TestApp;
let channel: AuthorityChannel;
let denyFeed: DenyFeed;
const opened: (() => void)[] = [];

beforeAll(async () => {
  world = await IdentityWorld.start();
  app = await world.addApp();
  channel = new AuthorityChannel({ connectionString: world.database.url });
  denyFeed = new DenyFeed({ channel, clock: systemClock });
  await channel.start();
  await denyFeed.start();
});

afterEach(() => {
  for (const close of opened.splice(0)) close();
});

afterAll(async () => {
  await denyFeed.stop();
  await channel.stop();
  await world.stop();
});

/** What a gateway serves at that time. */
function gatewayAt(now: number) {
  const clock = fixedClock(now);
  const addresses = consentAddresses(world.publicUrl);
  const store = new DatabaseGrantStore({ pool: world.database.identity, channel, denyFeed, clock, ...addresses });
  opened.push(() => store.close());
  return { clock, store };
}

function consent(days: 90 | 180, customer = world.anna, appId = app.id): Promise<string> {
  return new GiveConsent({ pool: world.database.identity, clock: systemClock }).give({
    customerId: customer.id,
    appId,
    resource: world.server.resource,
    scopes: ['accounts:read'],
    rejected: [],
    accountIds: customer.accountIds,
    days,
    textHash: 'x',
  });
}

async function events(grantId: string) {
  const { rows } = await world.database.ops.query<{ type: string; data: Record<string, unknown> }>(
    'SELECT type, data FROM event WHERE subject_id = $1 ORDER BY seq',
    [grantId],
  );
  return rows;
}

const RECONFIRM = `mutation R($input: ReconfirmGrantInput!) { reconfirmGrant(input: $input) { reconfirmBy userErrors { code } } }`;

async function reconfirm(customerId: string, grantId: string) {
  const input = { grantId: world.publicIds.encode(FIRST_PARTY_APP.id, 'grt', grantId) };
  const answer = await world.runFirstParty(customerId, RECONFIRM, { input });
  return answer['reconfirmGrant'] as { reconfirmBy: string | null; userErrors: { code: string }[] };
}

describe('a consent of 180 days', () => {
  test('is served until its 90th day, then refused by a code of its own that says where to go', async () => {
    const grantId = await consent(180);
    const { clock, store } = gatewayAt(Date.now() + 89 * DAY_MS);
    expect(await store.load(grantId)).toMatchObject({ customerId: world.anna.id });
    clock.advance(2 * DAY_MS);
    await expect(store.load(grantId)).rejects.toMatchObject({
      code: 'RECONFIRMATION_DUE',
      definition: { httpStatus: 403 },
      extensions: { reconfirmUrl: `${world.publicUrl}/connected-apps` },
    });
    expect(await gatewayAt(Date.now() + 181 * DAY_MS).store.load(grantId)).toBeUndefined();
  });

  test('goes on with the same tokens once the customer confirms it, and no other customer can', async () => {
    const grantId = await consent(180);
    await world.database.identity.query(
      `UPDATE access_grant SET reconfirm_by = now() - interval '1 minute' WHERE id = $1`,
      [grantId],
    );
    const { store } = gatewayAt(Date.now());
    await expect(store.load(grantId)).rejects.toMatchObject({ code: 'RECONFIRMATION_DUE' });
    expect(await reconfirm(world.bert.id, grantId)).toMatchObject({ userErrors: [{ code: 'GRANT_NOT_FOUND' }] });
    await expect(store.load(grantId)).rejects.toMatchObject({ code: 'RECONFIRMATION_DUE' });
    const { reconfirmBy } = await reconfirm(world.anna.id, grantId);
    expect(Math.round((Date.parse(reconfirmBy ?? '') - Date.now()) / DAY_MS)).toBe(90);
    expect(await store.load(grantId)).toMatchObject({ id: grantId });
    expect((await events(grantId)).map(({ type }) => type)).toEqual(['grant.created', 'grant.reconfirmed']);
  });

  test('is never prolonged beyond the end that was consented to, and an ended one not at all', async () => {
    const grantId = await consent(180);
    await world.database.identity.query(
      `UPDATE access_grant SET expires_at = now() + interval '3 days' WHERE id = $1`,
      [grantId],
    );
    const { reconfirmBy } = await reconfirm(world.anna.id, grantId);
    expect(Math.round((Date.parse(reconfirmBy ?? '') - Date.now()) / DAY_MS)).toBe(3);
    await world.revokeGrant.revoke({ grantId, revokedBy: 'CUSTOMER' });
    expect(await reconfirm(world.anna.id, grantId)).toMatchObject({ reconfirmBy: null });
  });
});

test('a consent of 90 days runs to its end without being confirmed again', async () => {
  const grantId = await consent(90);
  const { clock, store } = gatewayAt(Date.now() + 89 * DAY_MS);
  expect(await store.load(grantId)).toBeDefined();
  clock.advance(2 * DAY_MS);
  expect(await store.load(grantId)).toBeUndefined();
});

describe('grant.expiring', () => {
  test('is recorded once, 14 days ahead, whoever looks and how often', async () => {
    const grantId = await consent(90);
    const announce = (daysAhead: number) =>
      announceExpiring(world.database.identity, fixedClock(Date.now() + (90 - daysAhead) * DAY_MS));
    const expiring = async () => (await events(grantId)).filter(({ type }) => type === 'grant.expiring');
    await announce(15);
    expect(await expiring()).toEqual([]);
    await Promise.all(Array.from({ length: 20 }, () => announce(14)));
    await announce(1);
    expect(await expiring()).toMatchObject([{ data: { scopes: ['accounts:read'], reconfirmBy: null } }]);
  });

  test('comes before the day of reconfirmation as well, and again before the end', async () => {
    const grantId = await consent(180);
    const at = (day: number) => announceExpiring(world.database.identity, fixedClock(Date.now() + day * DAY_MS));
    const expiring = async () => (await events(grantId)).filter(({ type }) => type === 'grant.expiring');
    await at(80);
    expect(await expiring()).toMatchObject([{ data: { reconfirmBy: expect.stringMatching(/T.*Z$/) } }]);
    await reconfirm(world.anna.id, grantId);
    await world.database.identity.query('UPDATE access_grant SET reconfirm_by = expires_at WHERE id = $1', [grantId]);
    await at(100);
    expect(await expiring()).toHaveLength(1);
    await at(170);
    expect(await expiring()).toHaveLength(2);
  });

  test('is not recorded for what has ended, for an app alone, or for our own pages', async () => {
    const grantId = await consent(90);
    await world.revokeGrant.revoke({ grantId, revokedBy: 'CUSTOMER' });
    const { rows } = await world.database.identity.query<{ id: string }>(
      `INSERT INTO access_grant (id, customer_id, app_id, resource, scopes, granted_at, expires_at)
       VALUES (gen_random_uuid(), NULL, $1, 'r', '{}', now(), now() + interval '1 day'),
              (gen_random_uuid(), $2, $3, 'r', '{}', now(), now() + interval '1 day') RETURNING id`,
      [app.id, world.anna.id, FIRST_PARTY_APP.id],
    );
    await announceExpiring(world.database.identity, systemClock);
    for (const id of [grantId, ...rows.map((row) => row.id)])
      expect((await events(id)).filter(({ type }) => type === 'grant.expiring')).toEqual([]);
  });
});

test('the hourly round announces, removes what has expired, and survives a round that fails', async () => {
  const { rows } = await world.database.identity.query<{ now: Date }>(
    `INSERT INTO replay (digest, expires_at) VALUES ('\\x01', now() - interval '2 hours') RETURNING now()`,
  );
  expect(rows).toHaveLength(1);
  const failures: unknown[] = [];
  const pool = world.database.identity;
  const upkeep = new Upkeep({ pool, clock: systemClock, everyMs: 20, onError: (error) => failures.push(error) });
  await until(async () => (await pool.query(`SELECT 1 FROM replay WHERE digest = '\\x01'`)).rowCount === 0);
  await upkeep.stop();
  expect(failures).toEqual([]);
  expect(await purgeExpired(pool)).toBe(0);
});

describe('one more right', () => {
  const journey = (scopes: readonly string[]) => ({
    publicUrl: world.publicUrl,
    clientId: app.clientId,
    clientKey: app.privateKey,
    redirectUri: app.redirectUri,
    persona: world.bert.id,
    scopes,
  });

  test('is a new consent: the old rights work until it is given, also when the customer says no', async () => {
    const { config, tokens, dpop, browser } = await oauthJourney(journey(['accounts:read']));
    const { store } = gatewayAt(Date.now());
    const gid = String(decodeJwt(tokens.access_token)['gid']);
    const wider = journey(['accounts:read', 'portfolios:read']);
    const ask = async (decision: 'allow' | 'deny') => {
      const { url, checks } = await pushRequest(config, wider, dpop);
      return { back: await answerPages(browser, url.href, { ...wider, answer: { decision } }), checks };
    };
    expect((await ask('deny')).back).toContain('error=access_denied');
    expect([...((await store.load(gid))?.scopes ?? [])]).toEqual(['accounts:read']);
    await expect(
      client.refreshTokenGrant(config, tokens.refresh_token ?? '', {}, { DPoP: dpop }),
    ).resolves.toBeDefined();
    const { back, checks } = await ask('allow');
    const widened = await client.authorizationCodeGrant(config, new URL(back), checks, undefined, { DPoP: dpop });
    const next = String(decodeJwt(widened.access_token)['gid']);
    expect((await events(next)).map(({ type }) => type)).toEqual(['grant.widened']);
    await until(async () => (await store.load(gid)) === undefined);
    expect([...((await store.load(next))?.scopes ?? [])].sort()).toEqual(['accounts:read', 'portfolios:read']);
  });

  test('is asked for at the app’s own start where it registered one, else on the page of connected apps', async () => {
    const { store } = gatewayAt(Date.now());
    expect((await store.load(await consent(90)))?.consentUrl).toBe(`${world.publicUrl}/connected-apps`);
    const starting = await world.addApp({ startUri: 'http://127.0.0.1:9/connect?from=openfolio' });
    const { consentUrl } = (await store.load(await consent(90, world.anna, starting.id))) ?? {};
    const issuer = encodeURIComponent(`${world.publicUrl}/oauth`);
    expect(consentUrl).toBe(`http://127.0.0.1:9/connect?from=openfolio&iss=${issuer}`);
    const page = await new Browser().get(`${world.publicUrl}/connected-apps`);
    expect(page.status).toBe(200); // the address in the refusal is one that answers
  });
});
