import type { Case } from './case.js';
import type { Door, Sent } from './door.js';

const raw = (sent: Sent) => (door: Door) => door.raw(sent);
const form = (path: string, body: string, headers: Sent['headers'] = {}) =>
  raw({ method: 'POST', path, body, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } });

/** Everything around GraphQL: hosts, paths, OAuth's endpoints, the customer's pages. */
export const ROUTES: readonly Case[] = [
  ...[
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'a b',
    '[::',
    '127.0.0.1:99999999',
    'localhost/..',
    '０.0.0.0',
  ].map(
    (host): Case => [
      `Host ${JSON.stringify(host)}`,
      raw({ path: '/livez', headers: { host: Buffer.from(host).toString('latin1') } }),
      421,
      'HOST_REFUSED',
    ],
  ),
  ['an absolute target', raw({ path: 'http://evil.example/livez' }), 421, 'HOST_REFUSED'],
  [
    'a forwarded host',
    (door) =>
      door.raw({
        path: '/.well-known/oauth-protected-resource/graphql',
        headers: { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' },
      }),
    200,
    '',
  ],
  ...[
    '/nope',
    '/graphql/',
    '/graphql/x',
    '/GRAPHQL',
    '//graphql',
    '/../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/admin',
    '/.env',
    '/.git/config',
    '/metrics/x',
    '/oauth',
    '/__proto__',
    '/constructor',
    '/graphql;x=1',
  ].map((path): Case => [`path ${path}`, raw({ path }), 404, 'ROUTE_NOT_FOUND']),
  ['a path that can not be decoded', raw({ path: '/%E0%A4%A' }), 400, 'MALFORMED_REQUEST'],
  ['a path of 8 000 characters', raw({ path: `/${'a'.repeat(8_000)}` }), 404, 'ROUTE_NOT_FOUND'],
  [
    'headers of 40 000 characters',
    raw({ path: '/livez', headers: { 'x-long': 'a'.repeat(40_000) } }),
    431,
    'HEADERS_TOO_LARGE',
  ],
  ['TRACE', raw({ method: 'TRACE', path: '/livez' }), 405, 'METHOD_NOT_ALLOWED'],
  ['POST to a page that is only read', raw({ method: 'POST', path: '/livez' }), 405, 'METHOD_NOT_ALLOWED'],
  ['PROPFIND', raw({ method: 'PROPFIND', path: '/graphql' }), 405, 'METHOD_NOT_ALLOWED'],
  ['a pushed request without anything', form('/oauth/request', ''), 400, 'invalid_request'],
  ['a pushed request of an unknown app', form('/oauth/request', 'client_id=nobody'), 401, 'invalid_client'],
  [
    'a pushed request as JSON',
    raw({
      method: 'POST',
      path: '/oauth/request',
      headers: { 'content-type': 'application/json' },
      body: '{"client_id":"example-labs-portfolio-viewer"}',
    }),
    400,
    'invalid_request',
  ],
  ['a token request without anything', form('/oauth/token', ''), 400, 'invalid_request'],
  [
    'a token for a password',
    form('/oauth/token', 'grant_type=password&username=a&password=b&client_id=example-labs-portfolio-viewer'),
    400,
    'unsupported_grant_type',
  ],
  [
    'a code that was never given',
    form(
      '/oauth/token',
      'grant_type=authorization_code&code=x&code_verifier=y&redirect_uri=http%3A%2F%2F127.0.0.1%3A8787%2Fcallback&client_id=example-labs-portfolio-viewer',
    ),
    400,
    'invalid_grant',
  ],
  [
    'client_id twice',
    form('/oauth/token', 'client_id=a&client_id=b&grant_type=authorization_code'),
    400,
    'invalid_request',
  ],
  [
    'a token request of 100 000 characters',
    form('/oauth/token', `code=${'x'.repeat(100_000)}`),
    400,
    'invalid_request',
  ],
  [
    'an authorization that was not pushed',
    raw({
      path: '/oauth/auth?client_id=example-labs-portfolio-viewer&response_type=code&scope=market%3Aread&redirect_uri=http%3A%2F%2F127.0.0.1%3A8787%2Fcallback',
    }),
    303,
    '',
  ],
  [
    'an authorization with a made-up request',
    raw({
      path: '/oauth/auth?client_id=example-labs-portfolio-viewer&request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3Ax',
    }),
    400,
    '',
  ],
  ['an interaction that does not exist', raw({ path: '/oauth/interaction/nope' }), 400, ''],
  ['a consent without a session', form('/oauth/interaction/nope/consent', 'decision=allow'), 400, ''],
  ['a revocation without a session', form('/connected-apps/revoke', 'grant=x'), 303, ''],
  [
    'a sign-in from another site',
    form('/connected-apps/sign-in', 'persona=x', { origin: 'https://evil.example' }),
    403,
    '',
  ],
  [
    'a session cookie that was made up',
    raw({ path: '/connected-apps', headers: { cookie: 'openfolio_session=x; openfolio_session.sig=y' } }),
    200,
    '',
  ],
];
