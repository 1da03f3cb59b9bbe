import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { type Clock, systemClock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import type { Logger } from '../../kernel/log.js';
import { apiSecurityHeaders } from './api-security-headers.js';
import { hostCheck } from './check-host.js';
import { httpError } from './http.errors.js';
import type { GatewayMetrics } from './metrics.js';
import { addOperatorRoutes, type OperatorRoutes } from './operator-routes.js';
import { sendProblem } from './problem.js';
import { Readiness, type ReadinessCheck } from './readiness.js';
import { refuseUnknown, refuseWith } from './refuse.js';
import { refuseConnection } from './refuse-connection.js';
import { RouteInventory } from './route-inventory.js';

export interface ServerOptions {
  readonly publicUrl: string;
  readonly allowedHosts: readonly string[];
  /** Whose X-Forwarded-For is believed; nobody's when left out. */
  readonly trustedProxies?: readonly string[];
  readonly bodyBytesMax: number;
  readonly metricsAccess: OperatorRoutes['metricsAccess'];
  /** URI for reports of weaknesses, RFC 9116. */
  readonly securityContact: string;
  readonly logger: Logger;
  readonly metrics: GatewayMetrics;
  /** By name, e.g. `database`, `redis`, `denyFeed`; all must pass for `/readyz`. */
  readonly readinessChecks: Readonly<Record<string, ReadinessCheck>>;
  readonly clock?: Clock;
}

/** A server with all that holds for every route; features add theirs to it. `routes` lists what is served. */
export async function createServer(
  options: ServerOptions,
): Promise<{ server: FastifyInstance; routes: RouteInventory }> {
  const server = bareServer(options);
  const routes = new RouteInventory();
  routes.watch(server);
  const checkHost = hostCheck(options.allowedHosts);
  const onEveryAnswer = apiSecurityHeaders(options.publicUrl);
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id).headers(onEveryAnswer);
    checkHost(request.raw); // before every other hook
  });
  server.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  server.addHook('onResponse', async (request, reply) => {
    options.metrics.answered(request, reply);
    request.log.info({ req: request, res: reply, ms: Math.round(reply.elapsedTime * 10) / 10 }, 'answered');
  });
  server.setErrorHandler(refuseWith(options.bodyBytesMax));
  server.setNotFoundHandler(refuseUnknown(routes));
  addOperation(server, options);
  return { server, routes };
}

function bareServer(options: ServerOptions): FastifyInstance {
  return Fastify({
    loggerInstance: options.logger,
    genReqId: () => newId(), // a client's own id would let it write into our log
    requestIdHeader: false,
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
    logController: new LogController({ disableRequestLogging: true }), // one line per request, when it is answered
    bodyLimit: options.bodyBytesMax,
    http: { requireHostHeader: false }, // or Node answers before the Host check, with an empty 400
    requestTimeout: 30_000,
    return503OnClosing: false, // `/readyz` says it; what is on the way is finished
    forceCloseConnections: 'idle',
    clientErrorHandler: refuseConnection,
    frameworkErrors: (_error, request, reply) =>
      void sendProblem(reply.header('x-request-id', request.id), httpError('MALFORMED_REQUEST')),
  }) as unknown as FastifyInstance;
}

function addOperation(server: FastifyInstance, options: ServerOptions): void {
  const readiness = new Readiness({ checks: options.readinessChecks, logger: options.logger });
  server.addHook('preClose', async () => readiness.stopping());
  addOperatorRoutes(server, { ...options, readiness, clock: options.clock ?? systemClock });
}
