import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '../../kernel/clock.js';
import { httpError } from './http.errors.js';
import type { GatewayMetrics } from './metrics.js';
import type { Readiness } from './readiness.js';

export interface OperatorRoutes {
  readonly readiness: Readiness;
  readonly metrics: GatewayMetrics;
  /** `open`: anybody; a text: who sends it as bearer token; `closed`: nobody (the path then does not exist). */
  readonly metricsAccess: 'open' | 'closed' | { readonly token: string };
  readonly publicUrl: string;
  readonly securityContact: string;
  readonly clock: Clock;
}

/** `/livez`, `/readyz`, `/metrics` for whoever runs the platform, `/.well-known/security.txt` for whoever finds a hole in it. */
export function addOperatorRoutes(server: FastifyInstance, parts: OperatorRoutes): void {
  server.get('/livez', async () => ({ status: 'live' }));
  server.get('/readyz', async (_request, reply) => {
    const { ready, checks } = await parts.readiness.report();
    if (!ready) throw httpError('NOT_READY', { extensions: { checks }, headers: { 'retry-after': '5' } });
    return reply.send({ status: 'ready', checks });
  });
  server.get('/metrics', async (request, reply) => {
    if (!mayScrape(request, parts.metricsAccess)) throw httpError('ROUTE_NOT_FOUND');
    return reply.type(parts.metrics.registry.contentType).send(await parts.metrics.registry.metrics());
  });
  server.get('/.well-known/security.txt', async (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send(securityTxt(parts)),
  );
}

function mayScrape(request: FastifyRequest, access: OperatorRoutes['metricsAccess']): boolean {
  if (typeof access === 'string') return access === 'open';
  const given = Buffer.from(request.headers.authorization ?? '');
  const expected = Buffer.from(`Bearer ${access.token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const EXPIRES_AFTER_MS = 180 * 24 * 3600 * 1000;

/** RFC 9116: `Expires` is required and should lie less than a year ahead. */
function securityTxt({ publicUrl, securityContact, clock }: OperatorRoutes): string {
  return [
    `Contact: ${securityContact}`,
    `Expires: ${new Date(clock.now() + EXPIRES_AFTER_MS).toISOString()}`,
    'Preferred-Languages: en, zh',
    `Canonical: ${publicUrl}/.well-known/security.txt`,
    '',
  ].join('\n');
}
