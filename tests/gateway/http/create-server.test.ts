import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { createServer, GatewayMetrics, type RouteInventory, type ServerOptions } from '../../../src/gateway/index.js';
import { fixedClock } from '../../../src/kernel/clock.js';
import { createLogger } from '../../../src/kernel/log.js';

const CANARY = 'canary-5f1d';
const logged: string[] = [];
let server: FastifyInstance;
let routes: RouteInventory;
let metrics: GatewayMetrics;
let databaseWorks = true;
let port: number;

beforeAll(async () => {
  ({ server, routes } = await build({}));
  server.get('/fail', async () => {
    throw Object.assign(new Error('query failed'), { detail: CANARY });
  });
  server.post('/echo', async (request) => request.body);
  server.get('/things/:id', async () => ({}));
  await server.listen({ host: '127.0.0.1', port: 0 });
  ({ port } = server.server.address() as AddressInfo);
});

afterAll(() => server.close());

async function build(changes: Partial<ServerOptions>): Promise<Awaited<ReturnType<typeof createServer>>> {
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString());
      done();
    },
  });
  metrics = new GatewayMetrics(new Registry());
  return createServer({
    publicUrl: 'https://api.example',
    allowedHosts: ['api.example', '127.0.0.1', '[::1]'],
    bodyBytesMax: 256 * 1024,
    metricsAccess: 'open',
    securityContact: 'mailto:security@api.example',
    logger: createLogger({ level: 'trace', destination }),
    metrics,
    readinessChecks: { database: async () => (databaseWorks ? undefined : Promise.reject(new Error('gone'))) },
    clock: fixedClock('2026-01-01T00:00:00Z'),
    ...changes,
  });
}

/** Bytes as they are, because no client sends what is refused here. */
async function raw(...lines: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk.toString()));
  socket.end(`${[...lines, 'connection: close'].join('\r\n')}\r\n\r\n`);
  await once(socket, 'close');
  return answer;
}

describe('the Host check', () => {
  test.each([
    ['another name', ['host: evil.example']],
    ['a name that ends like ours', ['host: evil-api.example']],
    ['no Host', []],
    ['an empty one', ['host: ']],
    ['two of them', ['host: api.example', 'host: evil.example']],
    ['spaces and brackets', ['host: api.example]:x y']],
    ['a user part', ['host: api.example@evil.example']],
  ])('refuses %s with 421, on any path', async (_what, headers) => {
    for (const path of ['/livez', '/nothing']) {
      const answer = await raw(`GET ${path} HTTP/1.1`, ...headers);
      expect(answer).toMatch(/^HTTP\/1\.1 421 /);
      expect(answer).toContain('"code":"HOST_REFUSED"');
    }
  });

  test('refuses an absolute target, which would override the checked Host', async () => {
    expect(await raw('GET http://evil.example/livez HTTP/1.1', 'host: api.example')).toMatch(/^HTTP\/1\.1 421 /);
  });

  test.each(['api.example', 'API.example:443', '[::1]:4000'])('lets %s pass', async (host) => {
    expect(await raw('GET /livez HTTP/1.1', `host: ${host}`)).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('comes before the body is read', async () => {
    const answer = await raw(
      'POST /echo HTTP/1.1',
      'host: evil.example',
      'content-length: 99999999',
      'content-type: application/json',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 421 /);
  });
});

describe('every refusal is problem details without a stack trace', () => {
  const inject = (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: string, type = 'application/json') =>
    server.inject({
      method,
      url,
      headers: { host: 'api.example', ...(payload === undefined ? {} : { 'content-type': type }) },
      payload,
    });

  test.each([
    ['an unknown path', () => inject('GET', '/nothing'), 404, 'ROUTE_NOT_FOUND'],
    ['a broken percent code', () => inject('GET', '/things/%zz'), 400, 'BAD_REQUEST'],
    ['broken JSON', () => inject('POST', '/echo', '{"a":'), 400, 'BAD_REQUEST'],
    ['JSON that would replace a prototype', () => inject('POST', '/echo', '{"__proto__":{"a":1}}'), 400, 'BAD_REQUEST'],
    [
      'a body of 256 KiB and one byte',
      () => inject('POST', '/echo', `"${'a'.repeat(256 * 1024 - 1)}"`),
      413,
      'PAYLOAD_TOO_LARGE',
    ],
    [
      'an unknown content type',
      () => inject('POST', '/echo', '<a/>', 'application/xml'),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['an unforeseen error', () => inject('GET', '/fail'), 500, 'INTERNAL'],
  ])('%s', async (_what, send, status, code) => {
    const answer = await send();
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    const body = answer.json<{ instance: string }>();
    expect(body).toMatchObject({ type: `urn:openfolio:error:${code}`, status, code });
    expect(body.instance).toBe(`urn:uuid:${String(answer.headers['x-request-id'])}`);
    expect(answer.body).not.toMatch(/at .*\.ts|query failed|canary/);
  });

  test('a method that the path does not take gets 405 with Allow', async () => {
    const answer = await inject('DELETE', '/things/7');
    expect(answer.statusCode).toBe(405);
    expect(answer.headers['allow']).toBe('GET, HEAD');
    expect(answer.json()).toMatchObject({ code: 'METHOD_NOT_ALLOWED' });
  });

  test.each([
    ['that are no HTTP', ['\u0001\u0002 nonsense'], 400, 'BAD_REQUEST'],
    [
      'with 20 KiB of headers',
      ['GET / HTTP/1.1', 'host: api.example', `x: ${'a'.repeat(20_000)}`],
      431,
      'HEADERS_TOO_LARGE',
    ],
  ])('bytes %s', async (_what, lines, status, code) => {
    const answer = await raw(...lines);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain(`"code":"${code}"`);
  });
});

describe('operation', () => {
  const get = (url: string, headers = {}) => server.inject({ url, headers: { host: 'api.example', ...headers } });

  test('/livez answers without asking anything', async () => {
    expect((await get('/livez')).json()).toEqual({ status: 'live' });
  });

  test('/readyz names what fails, not why', async () => {
    const fresh = await build({});
    const ask = () => fresh.server.inject({ url: '/readyz', headers: { host: 'api.example' } });
    expect((await ask()).json()).toEqual({ status: 'ready', checks: { database: 'ok' } });
    databaseWorks = false;
    const other = await build({});
    const failing = await other.server.inject({ url: '/readyz', headers: { host: 'api.example' } });
    databaseWorks = true;
    expect(failing.statusCode).toBe(503);
    expect(failing.headers['retry-after']).toBe('5');
    expect(failing.json()).toMatchObject({ code: 'NOT_READY', checks: { database: 'failed' } });
    expect(failing.body).not.toContain('gone');
  });

  test('/metrics counts by route pattern, never by path', async () => {
    const fresh = await build({});
    fresh.server.get('/things/:id', async () => ({}));
    const ask = (url: string) => fresh.server.inject({ url, headers: { host: 'api.example' } });
    await ask('/things/path-3c2a');
    await ask('/path-3c2a');
    metrics.operationSettled({ cause: 'HOOK', outcome: 'THROTTLED', durationUs: 3000, costActual: 7 });
    const { body } = await ask('/metrics');
    expect(body).toContain(
      'openfolio_http_request_duration_seconds_count{method="GET",route="/things/:id",status="200"} 1',
    );
    expect(body).toContain('route="unmatched",status="404"');
    expect(body).toContain('openfolio_operation_duration_seconds_count{cause="HOOK",outcome="THROTTLED"} 1');
    expect(body).toContain('openfolio_operation_cost_points_total{cause="HOOK"} 7');
    expect(body).not.toContain('path-3c2a');
  });

  test('/metrics of a live platform is there for the token alone, else nowhere', async () => {
    const guarded = await build({ metricsAccess: { token: 'a-long-scrape-token' } });
    const closed = await build({ metricsAccess: 'closed' });
    const ask = async (from: FastifyInstance, authorization?: string) =>
      (
        await from.inject({
          url: '/metrics',
          headers: { host: 'api.example', ...(authorization ? { authorization } : {}) },
        })
      ).statusCode;
    expect(await ask(guarded.server, 'Bearer a-long-scrape-token')).toBe(200);
    expect(await ask(guarded.server, 'Bearer a-long-scrape-tokem')).toBe(404);
    expect(await ask(guarded.server)).toBe(404);
    expect(await ask(closed.server)).toBe(404);
  });

  test('/.well-known/security.txt has a contact and has not expired', async () => {
    const answer = await get('/.well-known/security.txt');
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.body).toContain('Contact: mailto:security@api.example\nExpires: 2026-06-30T00:00:00.000Z\n');
  });

  test('every answer carries the security headers of an API', async () => {
    for (const url of ['/livez', '/nothing', '/fail']) {
      expect((await get(url)).headers).toMatchObject({
        'content-security-policy': "default-src 'none';frame-ancestors 'none';base-uri 'none';form-action 'none'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'strict-transport-security': 'max-age=63072000; includeSubDomains',
        'cache-control': 'no-store',
      });
    }
  });

  test('the routes are these', () => {
    expect(routes.list().filter((route) => !/echo|fail|things/.test(route))).toEqual([
      'GET /.well-known/security.txt',
      'GET /livez',
      'GET /metrics',
      'GET /readyz',
      'HEAD /.well-known/security.txt',
      'HEAD /livez',
      'HEAD /metrics',
      'HEAD /readyz',
    ]);
  });
});

test('no secret of a request, and no data of a database error, reaches the log', async () => {
  const headers = {
    host: 'api.example',
    authorization: `DPoP ${CANARY}`,
    dpop: CANARY,
    cookie: `a=${CANARY}`,
    'content-type': 'application/json',
  };
  await server.inject({
    method: 'POST',
    url: `/echo?code=${CANARY}&access_token=${CANARY}`,
    headers,
    payload: { a: CANARY },
  });
  await server.inject({ method: 'POST', url: '/echo', headers, payload: `{"a": ${CANARY}` });
  await server.inject({ url: `/fail?token=${CANARY}`, headers });
  const database = Object.assign(new Error(`invalid input syntax: "${CANARY}"`), {
    severity: 'ERROR',
    code: '22P02',
    detail: `(mobile)=(${CANARY})`,
  });
  server.log.error({ err: new Error('wrapped', { cause: database }) }, 'failed');
  server.log.info({
    headers: { authorization: CANARY, 'set-cookie': CANARY },
    grant: { refresh_token: CANARY },
    body: CANARY,
  });
  expect(logged.join('')).toContain('query failed'); // the log itself works
  expect(logged.filter((line) => line.includes(CANARY))).toEqual([]);
});
