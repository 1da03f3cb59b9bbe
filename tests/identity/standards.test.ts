import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import * as oauth from 'oauth4webapi';
import * as client from 'openid-client';
import { SigningKeys } from '../../src/identity/index.js';
import { Browser } from '../support/browser.js';
import { answerPages, discover, oauthJourney } from '../support/oauth-journey.js';
import { IdentityWorld, type TestApp } from './support/identity-world.js';

let world: IdentityWorld;
let app: TestApp;

beforeAll(async () => {
  world = await IdentityWorld.start();
  app = await world.addApp();
});

afterAll(() => world.stop());

const insecure = { [oauth.allowInsecureRequests]: true };

test('the metadata states the profile, at the places of RFC 8414 and OpenID Connect alike', async () => {
  const issuer = new URL(`${world.publicUrl}/oauth`);
  const oidc = await oauth.processDiscoveryResponse(
    issuer,
    await oauth.discoveryRequest(issuer, { ...insecure, algorithm: 'oidc' }),
  );
  const rfc8414 = await oauth.processDiscoveryResponse(
    issuer,
    await oauth.discoveryRequest(issuer, { ...insecure, algorithm: 'oauth2' }),
  );
  expect(rfc8414).toEqual(oidc);
  expect(oidc).toMatchObject({
    require_pushed_authorization_requests: true,
    authorization_response_iss_parameter_supported: true,
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    grant_types_supported: expect.arrayContaining(['authorization_code', 'refresh_token', 'client_credentials']),
    token_endpoint_auth_methods_supported: ['private_key_jwt', 'none'],
    token_endpoint_auth_signing_alg_values_supported: ['ES256', 'PS256', 'EdDSA'],
    dpop_signing_alg_values_supported: ['ES256', 'PS256', 'EdDSA'],
  });
});

test('the protected resource names its authorization server (RFC 9728)', async () => {
  const resource = new URL(`${world.publicUrl}/graphql`);
  const metadata = await oauth.processResourceDiscoveryResponse(
    resource,
    await oauth.resourceDiscoveryRequest(resource, insecure),
  );
  expect(metadata).toMatchObject({
    authorization_servers: [`${world.publicUrl}/oauth`],
    dpop_bound_access_tokens_required: true,
  });
  expect(metadata.scopes_supported).toContain('accounts:read');
  expect(metadata.scopes_supported).not.toContain('grants:write');
});

test('oauth4webapi walks the whole way, with every check of its own switched on', async () => {
  const issuer = new URL(`${world.publicUrl}/oauth`);
  const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
  const appClient: oauth.Client = { client_id: app.clientId };
  const authentication = oauth.PrivateKeyJwt(app.privateKey);
  const DPoP = oauth.DPoP(appClient, await oauth.generateKeyPair('ES256'));
  const [verifier, state, nonce] = [
    oauth.generateRandomCodeVerifier(),
    oauth.generateRandomState(),
    oauth.generateRandomNonce(),
  ];
  const parameters = new URLSearchParams({
    response_type: 'code',
    redirect_uri: app.redirectUri,
    scope: 'openid accounts:read',
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const pushed = await oauth.processPushedAuthorizationResponse(
    as,
    appClient,
    await oauth.pushedAuthorizationRequest(as, appClient, authentication, parameters, { ...insecure, DPoP }),
  );
  const url = `${as.authorization_endpoint}?${new URLSearchParams({ client_id: app.clientId, request_uri: pushed.request_uri }).toString()}`;
  const back = await answerPages(new Browser(), url, { publicUrl: world.publicUrl, persona: 'Anna' });
  const callback = oauth.validateAuthResponse(as, appClient, new URL(back), state);
  const tokens = await oauth.processAuthorizationCodeResponse(
    as,
    appClient,
    await oauth.authorizationCodeGrantRequest(as, appClient, authentication, callback, app.redirectUri, verifier, {
      ...insecure,
      DPoP,
    }),
    { expectedNonce: nonce, requireIdToken: true },
  );
  const keys = createRemoteJWKSet(new URL(as.jwks_uri ?? ''));
  const { payload } = await jwtVerify(tokens.access_token, keys, {
    issuer: as.issuer,
    audience: `${world.publicUrl}/graphql`,
    typ: 'at+jwt',
    algorithms: ['ES256'],
  });
  expect(payload['scope']).toBe('accounts:read');
});

test('every way out of the authorization endpoint names the issuer (RFC 9207)', async () => {
  const options = {
    publicUrl: world.publicUrl,
    clientId: app.clientId,
    clientKey: app.privateKey,
    redirectUri: app.redirectUri,
    scopes: ['accounts:read'],
    persona: 'Anna',
  };
  const config = await discover(options);
  const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
  for (const decision of ['allow', 'deny'] as const) {
    const url = await client.buildAuthorizationUrlWithPAR(
      config,
      {
        redirect_uri: app.redirectUri,
        scope: 'accounts:read',
        code_challenge: 'A'.repeat(43),
        code_challenge_method: 'S256',
      },
      { DPoP },
    );
    const back = new URL(await answerPages(new Browser(), url.href, { ...options, answer: { decision } }));
    expect(back.searchParams.get('iss')).toBe(`${world.publicUrl}/oauth`);
  }
});

test('the key set never shows a private key, and a new key is published before it signs', async () => {
  const jwks = async () =>
    ((await (await fetch(`${world.publicUrl}/oauth/jwks`)).json()) as { keys: Record<string, unknown>[] }).keys;
  const [first] = await jwks();
  expect(Object.keys(first ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  const { kid, signsFrom } = await world.server.keys.rotate();
  await world.server.reload();
  expect(new Set((await jwks()).map((key) => key['kid']))).toEqual(new Set([first?.['kid'], kid]));
  const journey = {
    publicUrl: world.publicUrl,
    clientId: app.clientId,
    clientKey: app.privateKey,
    redirectUri: app.redirectUri,
    scopes: ['accounts:read'],
    persona: 'Anna',
  };
  const header = JSON.parse(
    Buffer.from((await oauthJourney(journey)).tokens.access_token.split('.')[0] ?? '', 'base64url').toString(),
  ) as { kid: string };
  expect(header.kid).toBe(first?.['kid']);
  const later = new SigningKeys({ pool: world.database.identity, clock: { now: () => signsFrom } });
  expect((await later.load()).keys[0]?.kid).toBe(kid);
  const muchLater = new SigningKeys({ pool: world.database.identity, clock: { now: () => signsFrom + 3_600_000 } });
  expect((await muchLater.load()).keys.map((key) => key.kid)).toEqual([kid]);
});

test('processes that start together make one key', async () => {
  const { rows } = await world.database.identity.query('DELETE FROM signing_key RETURNING kid');
  expect(rows.length).toBeGreaterThan(0);
  const starts = Array.from({ length: 5 }, () =>
    new SigningKeys({ pool: world.database.identity, clock: { now: () => Date.now() } }).load(),
  );
  expect(new Set((await Promise.all(starts)).flatMap(({ keys }) => keys.map((key) => key.kid))).size).toBe(1);
});

test('an app that gives a token back ends its grant; another app’s token and nonsense change nothing and answer alike', async () => {
  const other = await world.addApp();
  const journey = {
    publicUrl: world.publicUrl,
    clientId: app.clientId,
    clientKey: app.privateKey,
    redirectUri: app.redirectUri,
    scopes: ['accounts:read'],
    persona: 'Anna',
  };
  const revokedBy = async (token: string) =>
    (
      await world.database.identity.query('SELECT revoked_by FROM access_grant WHERE id = $1', [
        decodeJwt(token)['gid'],
      ])
    ).rows[0];
  const theirs = await discover({ publicUrl: world.publicUrl, clientId: other.clientId, clientKey: other.privateKey });
  for (const kind of ['access_token', 'refresh_token'] as const) {
    const { config, tokens } = await oauthJourney(journey);
    const token = tokens[kind] ?? '';
    await client.tokenRevocation(theirs, token);
    await client.tokenRevocation(config, `${tokens.access_token.slice(0, -4)}AAAA`);
    await client.tokenRevocation(config, 'nonsense');
    expect(await revokedBy(tokens.access_token)).toEqual({ revoked_by: null });
    await client.tokenRevocation(config, token);
    expect(await revokedBy(tokens.access_token)).toEqual({ revoked_by: 'APP' });
  }
});
