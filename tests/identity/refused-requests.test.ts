import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import * as client from 'openid-client';
import { Browser } from '../support/browser.js';
import { answerPages, discover, oauthJourney, pushRequest } from '../support/oauth-journey.js';
import { IdentityWorld, type TestApp } from './support/identity-world.js';

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
const journeyOf = (who: TestApp) => ({
  publicUrl: world.publicUrl,
  clientId: who.clientId,
  clientKey: who.privateKey,
  redirectUri: who.redirectUri,
  scopes: ['accounts:read', 'portfolios:read'],
  persona: world.anna.id,
});

/** A client assertion with any claim spoilt. */
function assertion(
  who: TestApp,
  claims: Record<string, unknown> = {},
  key = who.privateKey,
  header: Record<string, string> = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const usual = { iss: who.clientId, sub: who.clientId, aud: issuer(), jti: randomUUID(), iat: now, exp: now + 60 };
  return new SignJWT({ ...usual, ...claims }).setProtectedHeader({ alg: 'ES256', ...header }).sign(key);
}

const PUSHED = {
  response_type: 'code',
  scope: 'accounts:read',
  code_challenge: 'A'.repeat(43),
  code_challenge_method: 'S256',
};

async function push(who: TestApp, changes: Record<string, string | undefined> = {}, withAssertion?: string) {
  const fields = {
    ...PUSHED,
    client_id: who.clientId,
    redirect_uri: who.redirectUri,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: withAssertion ?? (await assertion(who)),
    ...changes,
  };
  const body = new URLSearchParams(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const response = await fetch(`${issuer()}/request`, { method: 'POST', body });
  return {
    status: response.status,
    ...((await response.json()) as { error?: string; error_description?: string; request_uri?: string }),
  };
}

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
    expect(await push(app, {}, await make())).toMatchObject({
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
    expect(await push(app, {}, forged)).toMatchObject({ status: 401, error: 'invalid_client' });
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

describe('the token endpoint', () => {
  async function code(who = app) {
    const options = journeyOf(who);
    const config = await discover(options);
    const keyPair = await client.randomDPoPKeyPair('ES256');
    const dpop = client.getDPoPHandle(config, keyPair);
    const { url, checks } = await pushRequest(config, options, dpop);
    const callback = new URL(await answerPages(new Browser(), url.href, options));
    return { config, keyPair, dpop, callback, checks };
  }

  test('refuses a code to another app, without DPoP, with another key, and with another verifier', async () => {
    const one = await code();
    const config = await discover(journeyOf(other));
    const theirs = { DPoP: client.getDPoPHandle(config, one.keyPair) };
    await expect(
      client.authorizationCodeGrant(config, one.callback, one.checks, undefined, theirs),
    ).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(client.authorizationCodeGrant(one.config, one.callback, one.checks)).rejects.toMatchObject({
      status: 400,
    });
    const stolen = { DPoP: client.getDPoPHandle(one.config, await client.randomDPoPKeyPair('ES256')) };
    await expect(
      client.authorizationCodeGrant(one.config, one.callback, one.checks, undefined, stolen),
    ).rejects.toMatchObject({ error: 'invalid_grant' });
    const guess = { ...one.checks, pkceCodeVerifier: client.randomPKCECodeVerifier() };
    const fresh = await code();
    await expect(
      client.authorizationCodeGrant(fresh.config, fresh.callback, guess, undefined, { DPoP: fresh.dpop }),
    ).rejects.toThrow();
  });

  test('a code that comes back ends the grant: its tokens can’t be refreshed any more', async () => {
    const { config, dpop, callback, checks } = await code();
    const tokens = await client.authorizationCodeGrant(config, callback, checks, undefined, { DPoP: dpop });
    await expect(
      client.authorizationCodeGrant(config, callback, checks, undefined, { DPoP: dpop }),
    ).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(
      client.refreshTokenGrant(config, tokens.refresh_token ?? '', {}, { DPoP: dpop }),
    ).rejects.toMatchObject({ error: 'invalid_grant' });
    const { rows } = await world.database.identity.query(
      `SELECT g.revoked_by, count(r.seq)::int AS announced FROM access_grant g LEFT JOIN grant_revocation r ON r.grant_id = g.id
       WHERE g.app_id = $1 AND g.revoked_by = 'SECURITY' GROUP BY g.id`,
      [app.id],
    );
    expect(rows).toContainEqual({ revoked_by: 'SECURITY', announced: 1 });
  });

  test('a refresh needs the same app, the same key, and no scope beyond the consent', async () => {
    const { config, dpop, tokens } = await oauthJourney(journeyOf(app));
    const token = tokens.refresh_token ?? '';
    const again = await client.refreshTokenGrant(config, token, {}, { DPoP: dpop });
    expect(again.scope).toBe('accounts:read portfolios:read');
    expect(again.refresh_token ?? token).toBe(token);
    const narrow = await client.refreshTokenGrant(config, token, { scope: 'accounts:read' }, { DPoP: dpop });
    expect(narrow.scope).toBe('accounts:read');
    await expect(
      client.refreshTokenGrant(config, token, { scope: 'profile:read' }, { DPoP: dpop }),
    ).rejects.toMatchObject({ error: 'invalid_scope' });
    await expect(
      client.refreshTokenGrant(config, token, { resource: 'https://other.example' }, { DPoP: dpop }),
    ).rejects.toMatchObject({ error: 'invalid_target' });
    const withTheirKey = await discover({ ...journeyOf(app), clientKey: other.privateKey });
    await expect(client.refreshTokenGrant(withTheirKey, token, {}, { DPoP: dpop })).rejects.toMatchObject({
      error: 'invalid_client',
    });
    const theirs = await discover(journeyOf(other));
    await expect(
      client.refreshTokenGrant(
        theirs,
        token,
        {},
        { DPoP: client.getDPoPHandle(theirs, await client.randomDPoPKeyPair('ES256')) },
      ),
    ).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  test('a public client’s refresh token is worth nothing without its DPoP key', async () => {
    const browserApp = await world.addApp({ clientType: 'PUBLIC', jwks: undefined });
    const { config, dpop, tokens } = await oauthJourney({ ...journeyOf(browserApp), clientKey: undefined });
    const token = tokens.refresh_token ?? '';
    await expect(client.refreshTokenGrant(config, token, {}, { DPoP: dpop })).resolves.toMatchObject({
      token_type: 'dpop',
    });
    const stolen = { DPoP: client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256')) };
    await expect(client.refreshTokenGrant(config, token, {}, stolen)).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(client.clientCredentialsGrant(config, { scope: 'market:read' }, { DPoP: dpop })).rejects.toMatchObject(
      { status: 400 },
    );
  });

  test('an app acting on its own gets no scope that concerns a customer', async () => {
    const config = await discover(journeyOf(app));
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
    await expect(client.clientCredentialsGrant(config, { scope: 'accounts:read' }, { DPoP })).rejects.toMatchObject({
      error: 'invalid_scope',
    });
    await expect(client.clientCredentialsGrant(config, { scope: 'market:read' })).rejects.toMatchObject({
      status: 400,
    });
  });

  test('a suspended app can’t refresh', async () => {
    const doomed = await world.addApp();
    const { config, dpop, tokens } = await oauthJourney(journeyOf(doomed));
    await world.changeAppStatus.change(doomed.clientId, 'SUSPENDED');
    await expect(
      client.refreshTokenGrant(config, tokens.refresh_token ?? '', {}, { DPoP: dpop }),
    ).rejects.toMatchObject({ error: 'unauthorized_client' });
    const { rows } = await world.database.identity.query(
      'SELECT count(*)::int AS rows FROM grant_revocation WHERE app_id = $1',
      [doomed.id],
    );
    expect(rows).toEqual([{ rows: 1 }]);
  });

  test('a DPoP proof counts once', async () => {
    const config = await discover(journeyOf(app));
    const keyPair = await generateKeyPair('ES256');
    const jwk = await exportJWK(keyPair.publicKey);
    expect(await calculateJwkThumbprint(jwk)).toHaveLength(43);
    const proof = await new SignJWT({
      htm: 'POST',
      htu: config.serverMetadata().token_endpoint,
      jti: randomUUID(),
      iat: Math.floor(Date.now() / 1000),
    })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
      .sign(keyPair.privateKey);
    const ask = async () => {
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        scope: 'market:read',
        client_id: app.clientId,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await assertion(app),
      });
      return (await fetch(`${issuer()}/token`, { method: 'POST', body, headers: { dpop: proof } })).status;
    };
    expect([await ask(), await ask()]).toEqual([200, 400]);
  });
});
