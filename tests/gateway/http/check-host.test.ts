import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildDoor, type Door, listen, type SendRaw } from './door.js';

let door: Door;
let raw: SendRaw;

beforeAll(async () => {
  door = await buildDoor();
  raw = await listen(door.server);
});

afterAll(() => door.server.close());

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
