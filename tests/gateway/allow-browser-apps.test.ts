import { afterEach, expect, test } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { graphqlRoutes } from '../../src/gateway/graphql/graphql-routes.js';

let server: FastifyInstance;
afterEach(() => server.close());

/** The door alone: everything it is asked here is answered before a document is read. */
async function door(browserApps: boolean): Promise<FastifyInstance> {
  server = Fastify();
  const refusal = { ok: false, httpStatus: 401, code: 'TOKEN_MISSING', message: 'no token', headers: {} } as const;
  const verifier = { verify: async () => refusal, nonce: undefined };
  await server.register(graphqlRoutes({ apollo: { assertStarted: () => {} }, verifier, browserApps } as never));
  return server;
}

test('in a sandbox, a script of any site may call, read a refusal and its nonce, and never with cookies', async () => {
  const { inject } = await door(true).then((open) => ({ inject: open.inject.bind(open) }));
  const preflight = await inject({ method: 'OPTIONS', url: '/graphql', headers: { origin: 'https://app.example' } });
  expect(preflight.statusCode).toBe(204);
  expect(preflight.headers['access-control-allow-headers']).toContain('dpop');
  const refused = await inject({ method: 'POST', url: '/graphql', headers: { origin: 'https://app.example' } });
  expect(refused.statusCode).toBe(401);
  expect(refused.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-expose-headers': expect.stringContaining('dpop-nonce'),
  });
  expect(refused.headers).not.toHaveProperty('access-control-allow-credentials');
});

test('in live mode, where no public client exists, nothing is said to scripts of other sites', async () => {
  const open = await door(false);
  expect((await open.inject({ method: 'OPTIONS', url: '/graphql' })).statusCode).toBe(404);
  expect((await open.inject({ method: 'POST', url: '/graphql' })).headers).not.toHaveProperty(
    'access-control-allow-origin',
  );
});
