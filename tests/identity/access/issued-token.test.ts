import { randomUUID, type webcrypto } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { exportJWK, SignJWT } from 'jose';
import {
  AccessTokenVerifier,
  AuthorityChannel,
  DatabaseGrantStore,
  DatabaseSigningKeys,
  DenyFeed,
  DpopProofVerifier,
  MemoryUsedProofs,
} from '../../../src/identity/index.js';
import { systemClock as clock } from '../../../src/kernel/clock.js';
import { oauthJourney } from '../../support/oauth-journey.js';
import { IdentityWorld, type TestApp } from '../support/identity-world.js';
import { endGrant, until } from './authority-fixture.js';
import { athOf } from './proof-fixture.js';

let world: IdentityWorld;
let app: TestApp;
let verifier: AccessTokenVerifier;
let grants: DatabaseGrantStore;
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  world = await IdentityWorld.start();
  app = await world.addApp();
  const { publicUrl, database } = world;
  const channel = new AuthorityChannel({ connectionString: database.url });
  const denyFeed = new DenyFeed({ channel, clock });
  const jwks = new DatabaseSigningKeys({ channel, clock });
  await channel.start();
  await Promise.all([denyFeed.start(), jwks.start()]);
  grants = new DatabaseGrantStore({ pool: database.identity, channel, denyFeed, clock, consentUrl: () => null });
  verifier = new AccessTokenVerifier({
    jwks,
    denyFeed,
    clock,
    publicUrl,
    issuer: `${publicUrl}/oauth`,
    audience: `${publicUrl}/graphql`,
    proofs: new DpopProofVerifier({ clock, used: new MemoryUsedProofs() }),
  });
  closing.push(
    () => channel.stop(),
    () => jwks.stop(),
    () => denyFeed.stop(),
    () => grants.close(),
  );
});

afterAll(async () => {
  for (let close = closing.pop(); close; close = closing.pop()) await close();
  await world.stop();
});

const travel = () =>
  oauthJourney({
    publicUrl: world.publicUrl,
    clientId: app.clientId,
    clientKey: app.privateKey,
    redirectUri: app.redirectUri,
    scopes: ['openid', 'accounts:read', 'portfolios:read'],
    persona: world.anna.id,
  });

/** One request as a client library sends it. */
async function ask(token: string, pair: webcrypto.CryptoKeyPair, scheme = 'DPoP') {
  const dpop = await new SignJWT({
    htm: 'POST',
    htu: `${world.publicUrl}/graphql`,
    ath: athOf(token),
    jti: randomUUID(),
  })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: await exportJWK(pair.publicKey) })
    .setIssuedAt()
    .sign(pair.privateKey);
  return verifier.verify({ method: 'POST', url: '/graphql', headers: { authorization: `${scheme} ${token}`, dpop } });
}

test('a token of our authorization server opens its grant; once the customer revokes, both end within a second', async () => {
  const { tokens, dpopKeyPair } = await travel();
  const access = await ask(tokens.access_token, dpopKeyPair);
  if (!access.ok) throw new Error(access.code);
  const grant = await grants.load(access.grantId);
  expect(grant).toMatchObject({ appId: app.id, customerId: world.anna.id, accountIds: [...world.anna.accountIds] });
  expect(grant?.scopes).toEqual(new Set(['accounts:read', 'portfolios:read']));

  await endGrant(world.database, access.grantId);
  const endedAt = performance.now();
  await until(async () => !(await ask(tokens.access_token, dpopKeyPair)).ok);
  expect(performance.now() - endedAt).toBeLessThan(1000);
  expect(await ask(tokens.access_token, dpopKeyPair)).toMatchObject({ code: 'TOKEN_REVOKED' });
  expect(await grants.load(access.grantId)).toBeUndefined();
});

test('its id token opens nothing, and its access token nothing as Bearer or with another key', async () => {
  const { tokens, dpopKeyPair } = await travel();
  const stranger = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  expect(await ask(tokens.id_token ?? '', dpopKeyPair)).toMatchObject({ code: 'TOKEN_INVALID' });
  expect(await ask(tokens.access_token, dpopKeyPair, 'Bearer')).toMatchObject({ code: 'TOKEN_SCHEME_UNSUPPORTED' });
  expect(await ask(tokens.access_token, stranger)).toMatchObject({ code: 'DPOP_PROOF_KEY' });
});
