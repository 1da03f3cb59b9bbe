import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AuthorizationServer } from './authorization-server.js';

const PREFIX = '/oauth';

/**
 * Hands `/oauth/*` to the provider. Three traps: it reads the raw body itself, so nothing may parse it before;
 * it builds endpoint URLs from the request, so host and scheme are set from the issuer; and it finds its mount path by
 * comparing `originalUrl` with `url`.
 */
export async function mountProvider(app: FastifyInstance, server: AuthorizationServer): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  const { host, protocol } = new URL(server.issuer);
  app.all(`${PREFIX}/*`, async (request, reply) => {
    reply.hijack();
    copyHeaders(reply);
    delegate(request, host, protocol.slice(0, -1));
    await server.provider.callback()(request.raw, reply.raw);
  });
}

function delegate(request: FastifyRequest, host: string, scheme: string): void {
  const raw = request.raw as FastifyRequest['raw'] & { originalUrl?: string };
  raw.headers.host = host;
  raw.headers['x-forwarded-host'] = host;
  raw.headers['x-forwarded-proto'] = scheme;
  raw.originalUrl = raw.url ?? PREFIX;
  raw.url = raw.originalUrl.slice(PREFIX.length);
}

/** Headers that hooks of the outer server set (request id, security headers) would be lost by the hijack. */
function copyHeaders(reply: FastifyReply): void {
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
}
