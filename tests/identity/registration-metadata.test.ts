import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { IdentityWorld } from './support/identity-world.js';
import { RegistrationClient } from './support/registration-client.js';

let world: IdentityWorld;
let publisher: RegistrationClient;

beforeAll(async () => {
  world = await IdentityWorld.start();
  publisher = await RegistrationClient.in(world);
});

afterAll(() => world.stop());

const WEAKER: [string, Record<string, unknown>][] = [
  ['a client secret', { token_endpoint_auth_method: 'client_secret_basic' }],
  ['no authentication', { token_endpoint_auth_method: 'none' }],
  ['mutual TLS', { token_endpoint_auth_method: 'tls_client_auth' }],
  ['RS256', { token_endpoint_auth_signing_alg: 'RS256' }],
  ['HS256', { token_endpoint_auth_signing_alg: 'HS256' }],
  ['alg none', { token_endpoint_auth_signing_alg: 'none' }],
  ['Bearer tokens', { dpop_bound_access_tokens: false }],
  ['requests that are not pushed', { require_pushed_authorization_requests: false }],
  ['the implicit grant', { grant_types: ['implicit'] }],
  ['the password grant', { grant_types: ['password'] }],
  ['the device grant', { grant_types: ['urn:ietf:params:oauth:grant-type:device_code'] }],
  ['the hybrid flow', { response_types: ['code id_token'] }],
  ['a shared subject', { subject_type: 'public' }],
  ['a native app', { application_type: 'native' }],
  ['a secret of its choice', { client_secret: 'secret' }],
  ['a symmetric key', { jwks: { keys: [{ kty: 'oct', k: 'AAAA' }] } }],
  ['no key', { jwks: undefined }],
  ['a key on another curve', { jwks: { keys: [{ kty: 'EC', crv: 'P-384', x: 'AA', y: 'AA' }] } }],
  ['a short RSA key', { jwks: { keys: [{ kty: 'RSA', n: 'AAAA', e: 'AQAB' }] } }],
  ['an unknown scope', { scope: 'accounts:read accounts:admin' }],
  ['a scope of the brokerage’s own pages', { scope: 'grants:write' }],
  ['no scope', { scope: '' }],
  ['a name that is a list', { client_name: ['Tax Helper'] }],
  ['purposes that are no texts', { scope_purposes: { 'accounts:read': { en: { $ne: 1 }, zh: '' } } }],
];

const REDIRECTS: [string, string][] = [
  ['a wildcard host', 'https://*.app.example/cb'],
  ['a wildcard path', 'https://app.example/*'],
  ['a fragment', 'https://app.example/cb#'],
  ['plain http', 'http://app.example/cb'],
  ['credentials', 'https://bank.example@evil.example/'],
  ['a script', 'javascript:alert(1)//'],
  ['data', 'data:text/html,x'],
  ['a scheme of an app', 'com.example.app:/cb'],
  ['an upper-case host', 'https://APP.example/cb'],
  ['dot segments', 'https://app.example/a/../cb'],
  ['a back-slash', 'https://app.example\\@evil.example/'],
  ['no scheme', '//app.example/cb'],
  ['a tab', 'https://app.example/c\tb'],
];

/** What must not be taken for the brokerage, another publisher, or something else than a name. */
const NAMES: [string, string][] = [
  ['the brokerage', 'Openfolio Security'],
  ['the brokerage with digits', '0penf0l1o'],
  ['the brokerage with an I for an l', 'OpenfoIio Help'],
  ['the brokerage with spaces', 'O p e n f o l i o'],
  ['the brokerage with accents', 'Öpenfölio'],
  ['a Cyrillic letter', 'Tаx Helper'],
  ['a Greek letter', 'Τax Helper'],
  ['full-width letters', 'Ｔａｘ Helper'],
  ['mathematical letters', '𝐓𝐚𝐱 Helper'],
  ['a zero-width space', 'Tax\u200BHelper'],
  ['a right-to-left override', 'Tax\u202Erepleh'],
  ['a Hangul filler', 'Tax \u3164Helper'],
  ['stacked marks', 'Ta\u0335\u0336x Helper'],
  ['a line break', 'Tax\nHelper'],
  ['a no-break space', 'Tax\u00A0Helper'],
  ['nothing but spaces', '   '],
  ['61 letters', 'a'.repeat(61)],
];

describe('metadata that asks for less than the profile is refused:', () => {
  test.each(WEAKER)('%s', async (_name, changes) => {
    expect(await publisher.register(await publisher.invite(), publisher.metadata(changes))).toMatchObject({
      status: 400,
      body: { error: 'invalid_client_metadata' },
    });
  });

  test.each(REDIRECTS)('a redirect URI with %s', async (_name, uri) => {
    expect(
      await publisher.register(await publisher.invite(), publisher.metadata({ redirect_uris: [uri] })),
    ).toMatchObject({
      status: 400,
      body: { error: 'invalid_redirect_uri' },
    });
  });

  test.each(NAMES)('a name with %s', async (_name, name) => {
    expect(await publisher.register(await publisher.invite(), publisher.metadata({ client_name: name }))).toMatchObject(
      {
        status: 400,
        body: { error: 'invalid_client_metadata', error_description: expect.stringContaining('APP_NAME_INVALID') },
      },
    );
  });

  test('a start URI on another host, a body that is no JSON, or no object, or a megabyte', async () => {
    const bodies = [
      publisher.metadata({ initiate_login_uri: 'https://evil.example/' }),
      '{',
      '[]',
      'null',
      '{"__proto__":{"scope":"accounts:read"}}',
      publisher.metadata({ client_name: 'a'.repeat(1_000_000) }),
    ];
    for (const body of bodies) expect((await publisher.register(await publisher.invite(), body)).status).toBe(400);
  });
});

describe('nothing that a client registers makes us fetch:', () => {
  const members =
    'jwks_uri logo_uri sector_identifier_uri client_uri policy_uri tos_uri backchannel_logout_uri frontchannel_logout_uri'.split(
      ' ',
    );
  const loopback = '127.0.0.1 localhost [::1] [::ffff:127.0.0.1] 0.0.0.0 2130706433 0x7f.1 127.1';
  const inside = '169.254.169.254 10.0.0.1 192.168.0.1 172.16.0.1 [fe80::1] [fd00::1] metadata.internal';
  const hosts = `${loopback} ${inside}`.split(' ');

  test(`${members.length * hosts.length} addresses in ${members.length} members are refused and never asked for`, async () => {
    let fetched = 0;
    const canary = createServer((_request, response) => {
      fetched += 1;
      response.end('{"keys":[]}');
    });
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
    const { port } = canary.address() as AddressInfo;
    const token = await publisher.invite();
    for (const member of members) {
      for (const host of hosts) {
        const answer = await publisher.register(token, publisher.metadata({ [member]: `http://${host}:${port}/` }));
        expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_client_metadata' } });
      }
    }
    expect(
      (await publisher.register(token, publisher.metadata({ initiate_login_uri: `http://127.0.0.1:9/start` }))).status,
    ).toBe(201);
    await new Promise((resolve) => canary.close(resolve));
    expect(fetched).toBe(0);
  });
});
