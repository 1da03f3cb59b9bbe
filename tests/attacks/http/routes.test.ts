import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { compose, type Platform } from '../../../src/compose.js';
import { loadConfig } from '../../../src/config.js';
import { temporaryDirectory } from '../../support/run-openfolio.js';
import { createTestDatabase } from '../../support/template-database.js';

/** What stands before a route, and how it answers someone who brings nothing. */
const GUARDS = {
  'nothing: says what scripts of other sites may send': [204],
  'nothing: shows no data of anybody': [200],
  'the metrics token, except in a sandbox': [200],
  'an access token with a proof': [401],
  'the authorization server itself': [400, 401, 404],
  'an interaction that only its browser knows': [400, 403, 404],
  'a session; without one it shows the sign-in': [200],
  'a form token and the same origin': [400, 403],
  'a session, a form token and the same origin': [303, 400, 403],
} as const;

type Guard = keyof typeof GUARDS;

/** Every route of the platform. A new one fails this test until it stands here with its guard. */
const EXPECTED: Readonly<Record<string, Guard>> = {
  'GET /livez': 'nothing: shows no data of anybody',
  'GET /readyz': 'nothing: shows no data of anybody',
  'GET /metrics': 'the metrics token, except in a sandbox',
  'GET /.well-known/security.txt': 'nothing: shows no data of anybody',
  'GET /.well-known/oauth-authorization-server/oauth': 'nothing: shows no data of anybody',
  'GET /.well-known/oauth-protected-resource/graphql': 'nothing: shows no data of anybody',
  'GET /graphql': 'an access token with a proof',
  'POST /graphql': 'an access token with a proof',
  'OPTIONS /graphql': 'nothing: says what scripts of other sites may send',
  ...Object.fromEntries(
    ['DELETE', 'GET', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'QUERY', 'TRACE'].map((method) => [
      `${method} /oauth/*`,
      'the authorization server itself' as const,
    ]),
  ),
  'GET /oauth/interaction/:uid': 'an interaction that only its browser knows',
  'POST /oauth/interaction/:uid/sign-in': 'an interaction that only its browser knows',
  'POST /oauth/interaction/:uid/consent': 'an interaction that only its browser knows',
  'GET /connected-apps': 'a session; without one it shows the sign-in',
  'POST /connected-apps/sign-in': 'a form token and the same origin',
  'POST /connected-apps/sign-out': 'a session, a form token and the same origin',
  'POST /connected-apps/revoke': 'a session, a form token and the same origin',
  'POST /connected-apps/confirm': 'a session, a form token and the same origin',
};

let platform: Platform;
let undo: () => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase();
  const directory = await temporaryDirectory();
  const settings = { DATABASE_URL: database.url, OPENFOLIO_DATA_DIR: directory.path, LOG_LEVEL: 'silent' };
  platform = await compose(await loadConfig(settings));
  undo = async () => {
    await platform.server.close();
    await platform.close();
    await directory.remove();
    await database.drop();
  };
  await platform.server.ready();
});

afterAll(() => undo?.());

test('every served route is known', () => {
  const served = platform.routes.list().filter((route) => !route.startsWith('HEAD ')); // each GET brings one
  expect(served).toEqual(Object.keys(EXPECTED).sort());
});

describe('whoever brings nothing meets the guard of', () => {
  test.each(Object.entries(EXPECTED))('%s: %s', async (route, guard) => {
    const [method = '', pattern = ''] = route.split(' ');
    const url = pattern.replace(':uid', 'unknown').replace('*', 'unknown');
    const answer = await platform.server.inject({ method: method as 'GET', url, headers: { host: 'localhost' } });
    expect(GUARDS[guard]).toContain(answer.statusCode);
  });
});
