import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import * as client from 'openid-client';
import { AuthorizationServer } from '../../src/identity/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { Browser } from '../support/browser.js';
import { answerPages, consentFields, discover, toConsentPage } from '../support/oauth-journey.js';
import { IdentityWorld, SCOPES, type TestApp } from './support/identity-world.js';
import { assertion, BY_ASSERTION, push } from './support/push-request.js';

/** What the FAPI 2.0 Security Profile asks of an authorization server and no other file of tests shows; see docs/security/fapi2.md. */
let world: IdentityWorld;
let app: TestApp;

beforeAll(async () => {
  world = await IdentityWorld.start();
  app = await world.addApp();
});

afterAll(() => world.stop());

const issuer = () => `${world.publicUrl}/oauth`;
const now = () => Math.floor(Date.now() / 1000);
const authorizeUrl = (request_uri = '') =>
  `${issuer()}/auth?${new URLSearchParams({ client_id: app.clientId, request_uri }).toString()}`;
const optionsOf = (who: TestApp) => ({
  publicUrl: world.publicUrl,
  clientId: who.clientId,
  clientKey: who.privateKey,
  redirectUri: who.redirectUri,
  scopes: ['accounts:read'],
  persona: world.anna.id,
});

test.each(['password', 'implicit', 'urn:ietf:params:oauth:grant-type:jwt-bearer'])(
  'the grant type %s is refused',
  async (grant_type) => {
    const body = new URLSearchParams({
      grant_type,
      username: 'anna',
      password: 'secret',
      client_id: app.clientId,
      client_assertion_type: BY_ASSERTION,
      client_assertion: await assertion(issuer(), app),
    });
    const answer = await fetch(`${issuer()}/token`, { method: 'POST', body });
    expect(await answer.json()).toMatchObject({ error: 'unsupported_grant_type' });
  },
);

describe('an assertion', () => {
  test.each([0, 8])('from a clock %i seconds ahead is taken', async (ahead) => {
    const claims = { iat: now() + ahead, nbf: now() + ahead, exp: now() + ahead + 60 };
    expect(await push(issuer(), app, { client_assertion: await assertion(issuer(), app, claims) })).toMatchObject({
      status: 201,
    });
  });

  test.each(['iat', 'nbf'])('whose %s is more than 60 seconds ahead is refused', async (claim) => {
    const claims = { [claim]: now() + 75, exp: now() + 120 };
    expect(await push(issuer(), app, { client_assertion: await assertion(issuer(), app, claims) })).toMatchObject({
      status: 401,
    });
  });

  test.each(['ES256', 'PS256', 'EdDSA'])('by %s is taken', async (alg) => {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    const signer = await world.addApp({ jwks: { keys: [await exportJWK(publicKey)] } });
    const claims = { iss: signer.clientId, sub: signer.clientId, aud: issuer(), jti: alg, iat: now(), exp: now() + 60 };
    const client_assertion = await new SignJWT(claims).setProtectedHeader({ alg }).sign(privateKey);
    expect(await push(issuer(), signer, { client_assertion })).toMatchObject({ status: 201 });
  });

  test('by RS256 is refused, although it verifies with the registered RSA key', async () => {
    const { privateKey, publicKey } = await generateKeyPair('PS256', { extractable: true });
    const signer = await world.addApp({ jwks: { keys: [await exportJWK(publicKey)] } });
    const sameKey = await importJWK(await exportJWK(privateKey), 'RS256');
    const claims = { iss: signer.clientId, sub: signer.clientId, aud: issuer(), jti: 'j', iat: now(), exp: now() + 60 };
    const client_assertion = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(sameKey);
    expect(await push(issuer(), signer, { client_assertion })).toMatchObject({ status: 401 });
  });
});

test('a request URI lives less than 600 seconds and a code at most 60', async () => {
  const pushed = (await push(issuer(), app)) as { request_uri?: string; expires_in?: number };
  expect(pushed.expires_in).toBeLessThan(600);
  await answerPages(new Browser(), authorizeUrl(pushed.request_uri), optionsOf(app));
  const { rows } = await world.database.identity.query(
    `SELECT max(extract(epoch FROM expires_at - now()))::int AS seconds FROM oidc_model WHERE kind = 'AuthorizationCode'`,
  );
  expect((rows[0] as { seconds: number }).seconds).toBeLessThanOrEqual(60);
});

test('a code is bound to the DPoP key that the pushed request named, by `dpop_jkt` as by a proof (RFC 9449 §10)', async () => {
  const config = await discover(optionsOf(app));
  const [named, another] = [await client.randomDPoPKeyPair('ES256'), await client.randomDPoPKeyPair('ES256')];
  const dpopOf = (pair: typeof named) => client.getDPoPHandle(config, pair);
  const codeFor = async (byProof: boolean) => {
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const parameters = {
      redirect_uri: app.redirectUri,
      scope: 'accounts:read',
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      ...(byProof ? {} : { dpop_jkt: await dpopOf(named).calculateThumbprint() }),
    };
    const options = byProof ? { DPoP: dpopOf(named) } : {};
    const url = await client.buildAuthorizationUrlWithPAR(config, parameters, options);
    const callback = new URL(await answerPages(new Browser(), url.href, optionsOf(app)));
    return (pair: typeof named) =>
      client.authorizationCodeGrant(config, callback, { pkceCodeVerifier }, undefined, { DPoP: dpopOf(pair) });
  };
  for (const byProof of [false, true]) {
    await expect((await codeFor(byProof))(another)).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect((await codeFor(byProof))(named)).resolves.toMatchObject({ token_type: 'dpop' });
  }
});

test('forms are answered with 303, so that no credential is sent on, and answers go to no other origin’s script', async () => {
  const { request_uri } = await push(issuer(), app);
  const browser = new Browser();
  const asked = await fetch(authorizeUrl(request_uri), {
    redirect: 'manual',
    headers: { origin: 'https://evil.example' },
  });
  expect(asked.status).toBe(303);
  expect(asked.headers.get('access-control-allow-origin')).toBeNull();
  const second = await push(issuer(), app);
  const consent = await toConsentPage(browser, authorizeUrl(second.request_uri), world.anna.id);
  const answered = await browser.post(consent.action, consentFields(consent));
  expect(answered.status).toBe(303);
  expect((await browser.get(answered.location ?? '')).status).toBe(303);
});

test('a nonce of 64 characters comes back in the id token', async () => {
  const nonce = 'n'.repeat(64);
  const config = await discover(optionsOf(app));
  const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const url = await client.buildAuthorizationUrlWithPAR(
    config,
    {
      redirect_uri: app.redirectUri,
      scope: 'openid accounts:read',
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    },
    { DPoP },
  );
  const callback = new URL(await answerPages(new Browser(), url.href, optionsOf(app)));
  const checks = { pkceCodeVerifier, expectedNonce: nonce, idTokenExpected: true };
  const tokens = await client.authorizationCodeGrant(config, callback, checks, undefined, { DPoP });
  expect(tokens.claims()).toMatchObject({ nonce });
});

test('outside the sandbox there are confidential clients alone', async () => {
  const live = await AuthorizationServer.start({
    pool: world.database.identity,
    clock: systemClock,
    publicUrl: world.publicUrl,
    secret: Buffer.alloc(32),
    scopeTable: SCOPES,
    sandbox: false,
    onError: () => {},
  });
  const browserApp = await world.addApp({ clientType: 'PUBLIC', jwks: undefined });
  await expect(live.provider.Client.find(browserApp.clientId)).rejects.toMatchObject({
    error: 'invalid_client_metadata',
  });
  await live.stop();
});
