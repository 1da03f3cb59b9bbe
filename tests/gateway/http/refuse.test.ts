import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildDoor, type Door, listen, type SendRaw } from './door.js';

let door: Door;
let raw: SendRaw;

beforeAll(async () => {
  door = await buildDoor();
  raw = await listen(door.server);
});

afterAll(() => door.server.close());

describe('every refusal is problem details without a stack trace', () => {
  const inject = (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: string, type = 'application/json') =>
    door.server.inject({
      method,
      url,
      headers: { host: 'api.example', ...(payload === undefined ? {} : { 'content-type': type }) },
      payload,
    });

  test.each([
    ['an unknown path', () => inject('GET', '/nothing'), 404, 'ROUTE_NOT_FOUND'],
    ['a broken percent code', () => inject('GET', '/things/%zz'), 400, 'MALFORMED_REQUEST'],
    ['broken JSON', () => inject('POST', '/echo', '{"a":'), 400, 'MALFORMED_REQUEST'],
    [
      'JSON that would replace a prototype',
      () => inject('POST', '/echo', '{"__proto__":{"a":1}}'),
      400,
      'MALFORMED_REQUEST',
    ],
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
    ['that are no HTTP', ['\u0001\u0002 nonsense'], 400, 'MALFORMED_REQUEST'],
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
