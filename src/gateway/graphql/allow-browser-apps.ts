import type { FastifyInstance } from 'fastify';

const HEADERS_READ = 'dpop-nonce, www-authenticate, retry-after, ratelimit, ratelimit-policy, x-request-id';

const PREFLIGHT = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'authorization, content-type, dpop',
  'access-control-max-age': '600',
};

/**
 * Lets scripts of other sites call `/graphql`, for the browser apps of the sandbox. Any origin may: no cookie counts
 * here, so a site gains nothing that it could not do from its own server, and the token is bound to a key in its page.
 */
export function allowBrowserApps(server: FastifyInstance): void {
  server.addHook('onRequest', async (_request, reply) => {
    reply.headers({ 'access-control-allow-origin': '*', 'access-control-expose-headers': HEADERS_READ });
  });
  server.options('/graphql', async (_request, reply) => reply.code(204).headers(PREFLIGHT).send());
}
