import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose';
import * as client from 'openid-client';
import { Browser } from '../support/browser.js';
import { answerPages, discover, oauthJourney, pushRequest } from '../support/oauth-journey.js';
import { IdentityWorld, type TestApp } from './support/identity-world.js';
import { assertion, BY_ASSERTION } from './support/push-request.js';

let world: IdentityWorld;
let app: TestApp;
let other: TestApp;

beforeAll(async () => {
  world = await IdentityWorld.start();
  app = await world.addApp();
  other = await world.addApp();
});

afterAll(() => world.stop());

const journeyOf = (who: TestApp) => ({
  publicUrl: world.publicUrl,
  clientId: who.clientId,
  clientKey: who.privateKey,
  redirectUri: who.redirectUri,
  scopes: ['accounts:read', 'portfolios:read'],
  persona: world.anna.id,
});

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
  await expect(client.refreshTokenGrant(config, tokens.refresh_token ?? '', {}, { DPoP: dpop })).rejects.toMatchObject({
    error: 'invalid_grant',
  });
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
  await expect(client.clientCredentialsGrant(config, { scope: 'market:read' }, { DPoP: dpop })).rejects.toMatchObject({
    status: 400,
  });
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
  await expect(client.refreshTokenGrant(config, tokens.refresh_token ?? '', {}, { DPoP: dpop })).rejects.toMatchObject({
    error: 'unauthorized_client',
  });
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
      client_assertion_type: BY_ASSERTION,
      client_assertion: await assertion(`${world.publicUrl}/oauth`, app),
    });
    return (await fetch(`${world.publicUrl}/oauth/token`, { method: 'POST', body, headers: { dpop: proof } })).status;
  };
  expect([await ask(), await ask()]).toEqual([200, 400]);
});

test('nothing that comes of a grant outlives it', async () => {
  const { config, dpop, tokens } = await oauthJourney(journeyOf(app));
  const endIn = (seconds: number) =>
    world.database.identity.query(
      `UPDATE access_grant SET expires_at = now() + $1 * interval '1 second' WHERE id = $2`,
      [seconds, decodeJwt(tokens.access_token)['gid']],
    );
  const refresh = () => client.refreshTokenGrant(config, tokens.refresh_token ?? '', {}, { DPoP: dpop });
  await endIn(100);
  expect((await refresh()).expires_in).toBeLessThanOrEqual(100);
  await endIn(-1);
  await expect(refresh()).rejects.toMatchObject({ error: 'invalid_grant' });
});

test('a scope that is taken out of an app’s ceiling is gone from its next token', async () => {
  const shrinking = await world.addApp();
  const { config, dpop, tokens } = await oauthJourney(journeyOf(shrinking));
  await world.database.identity.query(`UPDATE app SET scope_ceiling = '{accounts:read}' WHERE id = $1`, [shrinking.id]);
  expect((await client.refreshTokenGrant(config, tokens.refresh_token ?? '', {}, { DPoP: dpop })).scope).toBe(
    'accounts:read',
  );
});
