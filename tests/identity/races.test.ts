import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decodeJwt, SignJWT } from 'jose';
import * as client from 'openid-client';
import { Browser } from '../support/browser.js';
import { answerPages, consentFields, discover, pushRequest, toConsentPage } from '../support/oauth-journey.js';
import { IdentityWorld, type TestApp } from './support/identity-world.js';

const TRIES = 20;

let world: IdentityWorld;
let app: TestApp;

beforeAll(async () => {
  world = await IdentityWorld.start();
  app = await world.addApp();
});

afterAll(() => world.stop());

async function started() {
  const options = {
    publicUrl: world.publicUrl,
    clientId: app.clientId,
    clientKey: app.privateKey,
    redirectUri: app.redirectUri,
    scopes: ['accounts:read'],
    persona: world.anna.id,
  };
  const config = await discover(options);
  const dpop = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
  return { config, dpop, options };
}

async function code(browser = new Browser()) {
  const { config, dpop, options } = await started();
  const { url, checks } = await pushRequest(config, options, dpop);
  const callback = new URL(await answerPages(browser, url.href, options));
  return { config, dpop, callback, checks };
}

test(`of ${TRIES} redemptions of one code at once exactly one succeeds, and the grant ends`, async () => {
  const { config, dpop, callback, checks } = await code();
  const redeem = () => client.authorizationCodeGrant(config, callback, checks, undefined, { DPoP: dpop });
  const outcomes = await Promise.allSettled(Array.from({ length: TRIES }, redeem));
  const won = outcomes.filter((outcome) => outcome.status === 'fulfilled');
  const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(won).toHaveLength(1);
  for (const { reason } of lost) expect(reason).toMatchObject({ error: 'invalid_grant' });
  const { rows } = await world.database.identity.query(
    'SELECT count(*)::int AS live FROM access_grant WHERE app_id = $1 AND revoked_at IS NULL',
    [app.id],
  );
  expect(rows).toEqual([{ live: 0 }]);
});

test(`of ${TRIES} uses of one client assertion at once exactly one passes`, async () => {
  const issuer = `${world.publicUrl}/oauth`;
  const now = Math.floor(Date.now() / 1000);
  const assertion = await new SignJWT({
    iss: app.clientId,
    sub: app.clientId,
    aud: issuer,
    jti: randomUUID(),
    iat: now,
    exp: now + 60,
  })
    .setProtectedHeader({ alg: 'ES256' })
    .sign(app.privateKey);
  const push = () =>
    fetch(`${issuer}/request`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: app.clientId,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
        response_type: 'code',
        scope: 'accounts:read',
        redirect_uri: app.redirectUri,
        code_challenge: 'A'.repeat(43),
        code_challenge_method: 'S256',
      }),
    });
  const answers = await Promise.all(Array.from({ length: TRIES }, push));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
    201,
    ...Array.from({ length: TRIES - 1 }, () => 401),
  ]);
});

test(`of ${TRIES} consents at once to one app exactly one stays`, async () => {
  const { GiveConsent } = await import('../../src/identity/index.js');
  const giveConsent = new GiveConsent({ pool: world.database.identity, clock: { now: () => Date.now() } });
  const consent = {
    customerId: world.bert.id,
    appId: app.id,
    resource: `${world.publicUrl}/graphql`,
    scopes: ['accounts:read'],
    rejected: [],
    accountIds: [...world.bert.accountIds],
    days: 90,
    textHash: 'x',
  } as const;
  await Promise.all(Array.from({ length: TRIES }, () => giveConsent.give(consent)));
  const { rows } = await world.database.identity.query(
    `SELECT count(*) FILTER (WHERE revoked_at IS NULL)::int AS live, count(*) FILTER (WHERE revoked_by = 'REPLACED')::int AS replaced,
       (SELECT count(*)::int FROM grant_revocation r JOIN access_grant e ON e.id = r.grant_id WHERE e.customer_id = $1) AS announced
     FROM access_grant WHERE customer_id = $1`,
    [world.bert.id],
  );
  expect(rows).toEqual([{ live: 1, replaced: TRIES - 1, announced: TRIES - 1 }]);
});

test(`of ${TRIES} returns from one consent page at once exactly one carries a code`, async () => {
  const { config, dpop, options } = await started();
  const { url } = await pushRequest(config, options, dpop);
  const browser = new Browser();
  const page = await toConsentPage(browser, url.href, options.persona);
  const { location = '' } = await browser.post(page.action, consentFields(page));
  const pages = await Promise.all(Array.from({ length: TRIES }, () => browser.get(location)));
  expect(pages.filter((back) => back.location?.includes('code='))).toHaveLength(1);
});

test(`${TRIES} refreshes at once all succeed, and none does after the grant has ended`, async () => {
  const { config, dpop, callback, checks } = await code();
  const tokens = await client.authorizationCodeGrant(config, callback, checks, undefined, { DPoP: dpop });
  const refresh = () => client.refreshTokenGrant(config, tokens.refresh_token ?? '', {}, { DPoP: dpop });
  const refreshed = await Promise.all(Array.from({ length: TRIES }, refresh));
  expect(new Set(refreshed.map((answer) => answer.access_token)).size).toBe(TRIES);
  const grantId = String(decodeJwt(tokens.access_token)['gid']);
  const [ended, ...late] = await Promise.allSettled([
    world.revokeGrant.revoke({ grantId, revokedBy: 'CUSTOMER', customerId: world.anna.id }),
    ...Array.from({ length: TRIES }, refresh),
  ]);
  expect(ended).toMatchObject({ status: 'fulfilled', value: true });
  // A refresh that was quicker than the end gets a token that the deny feed refuses: it names the grant.
  for (const outcome of late) {
    if (outcome.status === 'fulfilled') expect(decodeJwt(outcome.value.access_token)['gid']).toBe(grantId);
    else expect(outcome.reason).toMatchObject({ error: 'invalid_grant' });
  }
  await expect(refresh()).rejects.toMatchObject({ error: 'invalid_grant' });
});

test('the database holds no id that could be used: codes and the cookies of sessions and interactions are digests', async () => {
  const browser = new Browser();
  const { callback } = await code(browser);
  const { rows } = await world.database.identity.query<{ dump: string }>(
    'SELECT string_agg(m::text, $1) AS dump FROM oidc_model m',
    ['\n'],
  );
  const dump = rows[0]?.dump ?? '';
  expect(dump).toContain('AuthorizationCode');
  expect(dump).toContain('Session');
  const session = browser.cookie('openfolio_session') ?? 'no session';
  for (const secret of [callback.searchParams.get('code') ?? 'no code', session])
    expect([secret, dump.includes(secret)]).toEqual([secret, false]);
  expect(session).toMatch(/^[\w-]{20,}$/);
});
