import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { discover, oauthJourney } from '../support/oauth-journey.js';
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

const journey = () => ({
  publicUrl: world.publicUrl,
  clientId: app.clientId,
  clientKey: app.privateKey,
  redirectUri: app.redirectUri,
  scopes: ['accounts:read'],
  persona: world.anna.id,
});
const configOf = (who: TestApp) =>
  discover({ publicUrl: world.publicUrl, clientId: who.clientId, clientKey: who.privateKey });

test('an app learns what its own token stands for, and that it is inactive once the grant has ended', async () => {
  const { config, tokens } = await oauthJourney(journey());
  const claims = decodeJwt(tokens.access_token);
  expect(await client.tokenIntrospection(config, tokens.access_token)).toEqual({
    ...claimsShown(claims),
    active: true,
    token_type: 'DPoP',
  });
  expect(await client.tokenIntrospection(config, tokens.refresh_token ?? '')).toMatchObject({
    active: true,
    sub: claims.sub,
  });
  await world.revokeGrant.revoke({ grantId: String(claims['gid']), revokedBy: 'CUSTOMER' });
  for (const token of [tokens.access_token, tokens.refresh_token ?? ''])
    expect(await client.tokenIntrospection(config, token)).toEqual({ active: false });
});

test('of a foreign, forged or invented token nobody learns more than “inactive”', async () => {
  const { config, tokens } = await oauthJourney({ ...journey(), scopes: ['openid', 'accounts:read'] });
  const theirs = await configOf(other);
  const [header, payload] = tokens.access_token.split('.');
  const tokensOfOthers = [tokens.access_token, tokens.refresh_token ?? ''];
  const noTokens = [`${header}.${payload}.${'A'.repeat(86)}`, tokens.id_token ?? '', 'nonsense', 'a.b.c'];
  const answers = [
    ...tokensOfOthers.map((token) => client.tokenIntrospection(theirs, token)),
    ...noTokens.map((token) => client.tokenIntrospection(config, token)),
    client.tokenIntrospection(config, tokens.access_token, { token_type_hint: 'refresh_token' }),
  ];
  const said = await Promise.all(answers);
  expect(said.slice(0, -1)).toEqual(answers.slice(0, -1).map(() => ({ active: false })));
  expect(said.at(-1)).toMatchObject({ active: true }); // a wrong hint is only a hint (RFC 7662 §2.1)
});

test('introspection without private_key_jwt tells nothing, be it of the client’s own token', async () => {
  const browserApp = await world.addApp({ clientType: 'PUBLIC', jwks: undefined });
  const { config, tokens } = await oauthJourney({ ...journey(), clientId: browserApp.clientId, clientKey: undefined });
  expect(await client.tokenIntrospection(config, tokens.access_token)).toEqual({ active: false });
  expect(await client.tokenIntrospection(config, tokens.refresh_token ?? '')).toEqual({ active: false });
  const anonymous = await fetch(config.serverMetadata().introspection_endpoint ?? '', {
    method: 'POST',
    body: new URLSearchParams({ token: tokens.access_token }),
  });
  expect(anonymous.status).toBe(400);
});

test('a token of a suspended app is inactive, and of a grant of the app itself too', async () => {
  const alone = await world.addApp();
  const config = await configOf(alone);
  const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
  const { access_token } = await client.clientCredentialsGrant(config, { scope: 'market:read' }, { DPoP });
  expect(await client.tokenIntrospection(config, access_token)).toMatchObject({ active: true, scope: 'market:read' });
  await world.changeAppStatus.change(alone.clientId, 'SUSPENDED');
  expect(await client.tokenIntrospection(config, access_token)).toEqual({ active: false });
});

function claimsShown({ iss, aud, sub, client_id, scope, cnf, jti, iat, exp }: ReturnType<typeof decodeJwt>) {
  return { iss, aud, sub, client_id, scope, cnf, jti, iat, exp };
}
