import { createServer as createSocket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { createServer, GatewayMetrics } from '../../../src/gateway/index.js';
import { createLogger } from '../../../src/kernel/log.js';

/** The platform's own HTTP server, with its Host check, headers and refusals, as in production. */
export async function gateway(publicUrl: string): Promise<FastifyInstance> {
  const { server } = await createServer({
    publicUrl,
    allowedHosts: [new URL(publicUrl).hostname],
    bodyBytesMax: 256 * 1024,
    metricsAccess: 'closed',
    securityContact: 'mailto:security@openfolio.example',
    logger: createLogger({ level: 'silent' }),
    metrics: new GatewayMetrics(new Registry()),
    readinessChecks: {},
  });
  return server;
}

export async function freePort(): Promise<number> {
  const probe = createSocket();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
