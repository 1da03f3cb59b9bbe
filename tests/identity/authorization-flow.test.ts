import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, exportJWK } from 'jose';
import * as client from 'openid-client';
import { discover, oauthJourney } from '../support/oauth-journey.js';
import { IdentityWorld, type TestApp } from './support/identity-world.js';

let world: IdentityWorld;
let app: TestApp;

beforeAll(async () => {
  world = await IdentityWorld.start();
  app = await world.addApp();
});

afterAll(() => world.stop());

const travel = (more: Partial<Parameters<typeof oauthJourney>[0]> = {}) =>
  oauthJourney({
    publicUrl: world.publicUrl,
    clientId: app.clientId,
    clientKey: app.privateKey,
    redirectUri: app.redirectUri,
    scopes: ['openid', 'accounts:read', 'portfolios:read'],
    persona: world.anna.id,
    ...more,
  });

test('a consent ends in a DPoP-bound at+jwt that names its grant and never the customer', async () => {
  const { tokens, dpopKeyPair } = await travel();
  const claims = decodeJwt(tokens.access_token);
  expect(tokens.token_type).toBe('dpop');
  expect(decodeProtectedHeader(tokens.access_token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
  expect(claims).toMatchObject({
    iss: `${world.publicUrl}/oauth`,
    aud: `${world.publicUrl}/graphql`,
    client_id: app.clientId,
    scope: 'accounts:read portfolios:read',
    cnf: { jkt: await calculateJwkThumbprint(await exportJWK(dpopKeyPair.publicKey)) },
  });
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(300);
  expect(JSON.stringify(claims)).not.toContain(world.anna.id);
  const { rows } = await world.database.identity.query('SELECT * FROM access_grant WHERE id = $1', [claims['gid']]);
  expect(rows[0]).toMatchObject({
    customer_id: world.anna.id,
    scopes: ['accounts:read', 'portfolios:read'],
    account_ids: [...world.anna.accountIds],
  });
});

test('two apps see different subjects for one customer', async () => {
  const other = await world.addApp();
  const first = await travel();
  const second = await travel({ clientId: other.clientId, clientKey: other.privateKey });
  expect(first.tokens.claims()?.sub).not.toBe(second.tokens.claims()?.sub);
  expect(first.tokens.claims()?.sub).toBe(decodeJwt(first.tokens.access_token).sub);
});

test('an app acting on its own gets app-level scopes under a grant without a customer', async () => {
  const config = await discover({ publicUrl: world.publicUrl, clientId: app.clientId, clientKey: app.privateKey });
  const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
  const ask = () =>
    client.clientCredentialsGrant(config, { scope: 'market:read', resource: `${world.publicUrl}/graphql` }, { DPoP });
  const [one, two] = [decodeJwt((await ask()).access_token), decodeJwt((await ask()).access_token)];
  expect(one).toMatchObject({ scope: 'market:read', client_id: app.clientId });
  expect(one['gid']).toBe(two['gid']);
  const { rows } = await world.database.identity.query('SELECT customer_id, scopes FROM access_grant WHERE id = $1', [
    one['gid'],
  ]);
  expect(rows).toEqual([{ customer_id: null, scopes: ['market:read'] }]);
});
