import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { Writable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { createServer, GatewayMetrics, type RouteInventory, type ServerOptions } from '../../../src/gateway/index.js';
import { fixedClock } from '../../../src/kernel/clock.js';
import { createLogger } from '../../../src/kernel/log.js';

export const CANARY = 'canary-5f1d';

export interface Door {
  readonly server: FastifyInstance;
  readonly routes: RouteInventory;
  readonly metrics: GatewayMetrics;
  readonly logged: readonly string[];
}

/** A server of the platform with three routes that tests need: one fails, one echoes, one has a parameter. */
export async function buildDoor(changes: Partial<ServerOptions> = {}): Promise<Door> {
  const logged: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString());
      done();
    },
  });
  const metrics = new GatewayMetrics(new Registry());
  const { server, routes } = await createServer({
    publicUrl: 'https://api.example',
    allowedHosts: ['api.example', '127.0.0.1', '[::1]'],
    bodyBytesMax: 256 * 1024,
    metricsAccess: 'open',
    securityContact: 'mailto:security@api.example',
    logger: createLogger({ level: 'trace', destination }),
    metrics,
    readinessChecks: {},
    clock: fixedClock('2026-01-01T00:00:00Z'),
    ...changes,
  });
  server.get('/fail', async () => {
    throw Object.assign(new Error('query failed'), { detail: CANARY });
  });
  server.post('/echo', async (request) => request.body);
  server.get('/things/:id', async () => ({}));
  return { server, routes, metrics, logged };
}

/** Sends bytes as they are, because no client sends what is refused. The answer likewise. */
export type SendRaw = (...lines: string[]) => Promise<string>;

export async function listen(server: FastifyInstance): Promise<SendRaw> {
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  return async (...lines) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.end(`${[...lines, 'connection: close'].join('\r\n')}\r\n\r\n`);
    await once(socket, 'close');
    return answer;
  };
}
