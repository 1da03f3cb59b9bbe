import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportJWK, SignJWT } from 'jose';
import { Browser } from '../support/browser.js';
import { IdentityWorld, type TestApp } from './support/identity-world.js';
import { assertion as assertionOf, PUSHED, push as pushTo } from './support/push-request.js';

let world: IdentityWorld;
let app: TestApp;
let other: TestApp;

beforeAll(async () => {
  world = await IdentityWorld.start();
  app = await world.addApp();
  other = await world.addApp();
});

afterAll(() => world.stop());

const issuer = () => `${world.publicUrl}/oauth`;
const push = (who: TestApp, changes?: Record<string, string | undefined>) => pushTo(issuer(), who, changes);
const assertion = (who: TestApp, claims?: Record<string, unknown>, key?: TestApp['privateKey']) =>
  assertionOf(issuer(), who, claims, key);

describe('the pushed request', () => {
  test('is taken when nothing is wrong with it', async () => {
    expect(await push(app)).toMatchObject({ status: 201 });
  });

  const refused: [string, Record<string, string | undefined>, string][] = [
    ['another redirect URI', { redirect_uri: 'https://evil.example/callback' }, 'invalid_request'],
    ['a redirect URI with one more path segment', { redirect_uri: 'http://127.0.0.1:9/callback/' }, 'invalid_request'],
    ['a redirect URI with another case', { redirect_uri: 'http://127.0.0.1:9/Callback' }, 'invalid_request'],
    ['a redirect URI on another loopback port', { redirect_uri: 'http://127.0.0.1:10/callback' }, 'invalid_request'],
    ['a redirect URI with a query added', { redirect_uri: 'http://127.0.0.1:9/callback?x=1' }, 'invalid_request'],
    ['no redirect URI', { redirect_uri: undefined }, 'invalid_request'],
    ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['PKCE without a method', { code_challenge_method: undefined }, 'invalid_request'],
    ['no PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['the implicit flow', { response_type: 'token' }, 'unsupported_response_type'],
    [
      'the hybrid flow',
      { response_type: 'code id_token', scope: 'openid accounts:read', nonce: 'n' },
      'unsupported_response_type',
    ],
    ['an unknown scope', { scope: 'accounts:read accounts:admin' }, 'invalid_scope'],
    ['a scope named like an object’s own member', { scope: 'accounts:read constructor' }, 'invalid_scope'],
    ['a scope beyond the app’s ceiling', { scope: 'accounts:read apps:manage' }, 'invalid_scope'],
    ['a scope of the brokerage’s own pages', { scope: 'grants:write' }, 'invalid_scope'],
    ['another resource', { resource: 'https://other.example/graphql' }, 'invalid_target'],
    ['a request object', { request: 'eyJhbGciOiJub25lIn0.e30.' }, 'request_not_supported'],
    [
      'a client secret',
      { client_assertion: undefined, client_assertion_type: undefined, client_secret: 'secret' },
      'invalid_client',
    ],
    ['no client authentication', { client_assertion: undefined, client_assertion_type: undefined }, 'invalid_client'],
  ];
  test.each(refused)('with %s is refused', async (_name, changes, error) => {
    const answer = await push(app, changes);
    expect(answer).toMatchObject({ error });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.request_uri).toBeUndefined();
  });

  const assertions: [string, () => Promise<string>][] = [
    ['for the token endpoint', () => assertion(app, { aud: `${issuer()}/token` })],
    ['for a list of audiences', () => assertion(app, { aud: [issuer()] })],
    ['for another server', () => assertion(app, { aud: 'https://evil.example' })],
    [
      'that has expired',
      () => assertion(app, { iat: Math.floor(Date.now() / 1000) - 120, exp: Math.floor(Date.now() / 1000) - 60 }),
    ],
    ['that lives for an hour', () => assertion(app, { exp: Math.floor(Date.now() / 1000) + 3600 })],
    [
      'from the future',
      () => assertion(app, { iat: Math.floor(Date.now() / 1000) + 120, exp: Math.floor(Date.now() / 1000) + 180 }),
    ],
    ['without a jti', () => assertion(app, { jti: undefined })],
    ['of another subject', () => assertion(app, { sub: other.clientId })],
    ['of another app', () => assertion(other)],
    ['signed by another app’s key', () => assertion(app, {}, other.privateKey)],
  ];
  test.each(assertions)('with an assertion %s is refused', async (_name, make) => {
    expect(await push(app, { client_assertion: await make() })).toMatchObject({
      error: expect.stringMatching(/^invalid_(client|request)$/),
    });
  });

  test('with an assertion by HS256 over the public key is refused', async () => {
    const publicJwk = JSON.stringify(await exportJWK(app.privateKey).then(({ d: _private, ...key }) => key));
    const forged = await new SignJWT({
      iss: app.clientId,
      sub: app.clientId,
      aud: issuer(),
      jti: randomUUID(),
      exp: Math.floor(Date.now() / 1000) + 60,
    })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(Buffer.from(publicJwk.padEnd(32)));
    expect(await push(app, { client_assertion: forged })).toMatchObject({ status: 401, error: 'invalid_client' });
  });

  test('of an app that is pending or suspended is refused', async () => {
    for (const status of ['PENDING', 'SUSPENDED'] as const) {
      const stopped = await world.addApp({ status });
      expect(await push(stopped)).toMatchObject({ error: 'unauthorized_client' });
    }
  });
});

describe('the authorization endpoint', () => {
  test('refuses a request that was not pushed, and says so without going to the redirect URI', async () => {
    const url = new URL(`${issuer()}/auth`);
    url.search = new URLSearchParams({ ...PUSHED, client_id: app.clientId, redirect_uri: app.redirectUri }).toString();
    const page = await new Browser().get(url.href);
    const shown = page.location === undefined ? page.body : new URL(page.location).searchParams.get('error');
    expect(shown).toContain('invalid_request');
    expect(page.location ?? '').not.toContain('code=');
  });

  test('parameters of the front channel don’t override those that were pushed', async () => {
    const { request_uri = '' } = await push(app);
    const url = new URL(`${issuer()}/auth`);
    url.search = new URLSearchParams({
      client_id: app.clientId,
      request_uri,
      scope: 'profile:read',
      redirect_uri: 'https://evil.example/',
    }).toString();
    const browser = new Browser();
    const signIn = await browser.follow(url.href);
    const signedIn = await browser.post(signIn.action, [
      ['csrf', signIn.values('csrf')[0] ?? ''],
      ['persona', world.anna.id],
    ]);
    expect((await browser.follow(signedIn.location ?? '')).values('scope')).toEqual(['accounts:read']);
  });

  test('a request that was pushed by another app is refused', async () => {
    const { request_uri = '' } = await push(app);
    const url = `${issuer()}/auth?${new URLSearchParams({ client_id: other.clientId, request_uri }).toString()}`;
    const page = await new Browser().get(url);
    expect(page.location ?? page.body).toContain('invalid_request');
  });

  test('the host of the request decides no URL', async () => {
    const ask = (headers: Record<string, string>) =>
      world.http.inject({ url: '/oauth/.well-known/openid-configuration', headers });
    const { host } = new URL(world.publicUrl);
    expect((await ask({ host: 'evil.example' })).statusCode).toBe(421);
    const answer = await ask({
      host,
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'gopher',
      forwarded: 'host=evil.example',
    });
    expect(answer.body).not.toMatch(/evil|gopher/);
    expect(answer.json()).toMatchObject({ issuer: issuer(), token_endpoint: `${issuer()}/token` });
  });
});
