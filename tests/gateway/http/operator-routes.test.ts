import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { buildDoor, type Door } from './door.js';

let door: Door;

beforeAll(async () => {
  door = await buildDoor();
});

afterAll(() => door.server.close());

describe('operation', () => {
  const get = (url: string, headers = {}) => door.server.inject({ url, headers: { host: 'api.example', ...headers } });

  test('/livez answers without asking anything', async () => {
    expect((await get('/livez')).json()).toEqual({ status: 'live' });
  });

  test('/readyz names what fails, not why', async () => {
    const fresh = await buildDoor({ readinessChecks: { database: async () => {} } });
    const ask = () => fresh.server.inject({ url: '/readyz', headers: { host: 'api.example' } });
    expect((await ask()).json()).toEqual({ status: 'ready', checks: { database: 'ok' } });
    const other = await buildDoor({ readinessChecks: { database: () => Promise.reject(new Error('gone')) } });
    const failing = await other.server.inject({ url: '/readyz', headers: { host: 'api.example' } });
    expect(failing.statusCode).toBe(503);
    expect(failing.headers['retry-after']).toBe('5');
    expect(failing.json()).toMatchObject({ code: 'NOT_READY', checks: { database: 'failed' } });
    expect(failing.body).not.toContain('gone');
  });

  test('/metrics counts by route pattern, never by path', async () => {
    const fresh = await buildDoor();
    const ask = (url: string) => fresh.server.inject({ url, headers: { host: 'api.example' } });
    await ask('/things/path-3c2a');
    await ask('/path-3c2a');
    fresh.metrics.operationSettled({ cause: 'HOOK', outcome: 'THROTTLED', durationUs: 3000, costActual: 7 });
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
    const guarded = await buildDoor({ metricsAccess: { token: 'a-long-scrape-token' } });
    const closed = await buildDoor({ metricsAccess: 'closed' });
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
    expect(door.routes.list().filter((route) => !/echo|fail|things/.test(route))).toEqual([
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
