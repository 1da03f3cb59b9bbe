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
  app.all(`${PREFIX}/*`, async (request, reply) => {
    reply.hijack();
    copyHeaders(reply);
    behindIssuer(request, server.issuer);
    belowMount(request);
    await server.provider.callback()(request.raw, reply.raw);
  });
}

/** The provider, and its cookies, see the host and scheme of the issuer, whatever stood in the request's headers. */
export function behindIssuer(request: FastifyRequest, issuer: string): void {
  const { host, protocol } = new URL(issuer);
  const { headers } = request.raw;
  headers.host = host;
  headers['x-forwarded-host'] = host;
  headers['x-forwarded-proto'] = protocol.slice(0, -1);
}

function belowMount(request: FastifyRequest): void {
  const raw = request.raw as FastifyRequest['raw'] & { originalUrl?: string };
  raw.originalUrl = raw.url ?? PREFIX;
  raw.url = raw.originalUrl.slice(PREFIX.length);
}

/** Headers that hooks of the outer server set (request id, security headers) would be lost by the hijack. A page sets its own content policy over them. */
function copyHeaders(reply: FastifyReply): void {
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
}
