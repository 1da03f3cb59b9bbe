import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import { auth, requiredScopes } from 'express-oauth2-jwt-bearer';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { ProofKey } from '../../src/cli/sandbox-client/proof-key.js';
import { oauthJourney } from '../support/oauth-journey.js';
import { IdentityWorld } from './support/identity-world.js';

/**
 * A resource server that is not ours, by a library that is not ours: it knows the issuer's address and the audience, finds
 * the keys by discovery, and checks RFC 9068 and RFC 9449 in its own way. What it accepts, others will accept.
 */
let world: IdentityWorld;
let api: Server;
let url: string;
let journey: Awaited<ReturnType<typeof oauthJourney>>;

beforeAll(async () => {
  world = await IdentityWorld.start();
  const app = express();
  app.use(
    auth({
      issuerBaseURL: `${world.publicUrl}/oauth`,
      audience: `${world.publicUrl}/graphql`,
      tokenSigningAlg: 'ES256',
      strict: true, // RFC 9068: typ at+jwt and all of its claims
      dpop: { enabled: true, required: true },
    }),
  );
  app.get('/accounts', requiredScopes('accounts:read'), (request, response) => {
    response.json(request.auth?.payload);
  });
  app.get('/profile', requiredScopes('profile:read'), (_request, response) => {
    response.json({});
  });
  app.use((error: { status?: number; code?: string }, _request: unknown, response: express.Response, next: unknown) => {
    void next; // express knows an error handler by its four parameters
    response.status(error.status ?? 500).json({ code: error.code });
  });
  api = app.listen(0, '127.0.0.1');
  await once(api, 'listening');
  url = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  const planner = await world.addApp();
  journey = await oauthJourney({
    publicUrl: world.publicUrl,
    clientId: planner.clientId,
    clientKey: planner.privateKey,
    redirectUri: planner.redirectUri,
    scopes: ['openid', 'accounts:read'],
    persona: world.anna.id,
  });
});

afterAll(async () => {
  api.close();
  await world.stop();
});

async function ask(options: { token?: string; path?: string; scheme?: string; key?: ProofKey; proofOf?: string } = {}) {
  const { token = journey.tokens.access_token, path = '/accounts', scheme = 'DPoP', proofOf = path } = options;
  const key = options.key ?? (await ProofKey.of(journey.dpopKeyPair));
  const dpop = await key.proof({ method: 'GET', url: `${url}${proofOf}`, accessToken: token });
  const headers = { authorization: `${scheme} ${token}`, ...(scheme === 'DPoP' ? { dpop } : {}) };
  const response = await fetch(`${url}${path}`, { headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('express-oauth2-jwt-bearer accepts our token with its proof, and finds our keys by itself', async () => {
  const { sub, gid, client_id } = decodeJwt(journey.tokens.access_token);
  expect(await ask()).toMatchObject({ status: 200, body: { sub, gid, client_id, scope: 'accounts:read' } });
});

test('openid-client sends what that resource server wants', async () => {
  const { config, tokens, dpop } = journey;
  const address = new URL(`${url}/accounts`);
  const answer = await client.fetchProtectedResource(config, tokens.access_token, address, 'GET', null, undefined, {
    DPoP: dpop,
  });
  expect(answer.status).toBe(200);
});

test('it refuses it as Bearer, with another key, for another address, beyond its scope, and our id token', async () => {
  expect((await ask({ scheme: 'Bearer' })).status).toBeGreaterThanOrEqual(400);
  expect((await ask({ key: await ProofKey.make() })).status).toBe(401);
  expect((await ask({ proofOf: '/profile' })).status).toBeGreaterThanOrEqual(400);
  expect((await ask({ path: '/profile' })).status).toBe(403);
  expect((await ask({ token: journey.tokens.id_token ?? '' })).status).toBe(401);
});
