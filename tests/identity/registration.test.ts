import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt, exportJWK, generateKeyPair } from 'jose';
import * as client from 'openid-client';
import { oauthJourney } from '../support/oauth-journey.js';
import { IdentityWorld } from './support/identity-world.js';
import { push } from './support/push-request.js';

let world: IdentityWorld;
let publicJwk: Record<string, unknown>;
let privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

beforeAll(async () => {
  world = await IdentityWorld.start();
  const pair = await generateKeyPair('ES256', { extractable: true });
  ({ privateKey } = pair);
  publicJwk = { ...(await exportJWK(pair.publicKey)) };
  await world.addApp(); // makes the publisher `acme`
});

afterAll(() => world.stop());

interface Registered {
  readonly client_id: string;
  readonly app_status: string;
  readonly registration_access_token: string;
  readonly registration_client_uri: string;
}
interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Registered & { readonly error?: string; readonly error_description?: string };
}

const REDIRECT = 'http://127.0.0.1:9/callback';
const invite = async () => (await world.inviteApp.invite({ slug: 'acme' }, 7)).token;
const metadata = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  client_name: 'Tax Helper',
  'client_name#zh': '报税助手',
  redirect_uris: [REDIRECT],
  jwks: { keys: [publicJwk] },
  scope: 'accounts:read portfolios:read',
  scope_purposes: { 'accounts:read': { en: 'To list them', zh: '用于列出账户' } },
  ...changes,
});

async function send(method: string, url: string, token?: string, body?: unknown): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
}

const register = (token: string | undefined, body: unknown) =>
  send('POST', `${world.publicUrl}/oauth/register`, token, body);
async function registered(changes: Record<string, unknown> = {}): Promise<Registered> {
  const { status, body } = await register(await invite(), metadata(changes));
  if (status !== 201) throw new Error(body.error_description);
  return body;
}

function asApp({ client_id }: Registered) {
  return { id: '', clientId: client_id, privateKey, redirectUri: REDIRECT };
}

const journeyOf = ({ client_id }: Registered) =>
  oauthJourney({
    publicUrl: world.publicUrl,
    clientId: client_id,
    clientKey: privateKey,
    redirectUri: REDIRECT,
    scopes: ['accounts:read'],
    persona: world.anna.id,
  });

describe('registration (RFC 7591)', () => {
  test('an invited publisher registers an app that waits for approval and gets no token before', async () => {
    const app = await registered();
    expect(app).toMatchObject({
      app_status: 'PENDING',
      client_name: 'Tax Helper',
      'client_name#zh': '报税助手',
      redirect_uris: [REDIRECT],
      scope: 'accounts:read portfolios:read',
      token_endpoint_auth_method: 'private_key_jwt',
      registration_client_uri: `${world.publicUrl}/oauth/register/${app.client_id}`,
    });
    expect(await push(`${world.publicUrl}/oauth`, asApp(app))).toMatchObject({ error: 'unauthorized_client' });
    await world.changeAppStatus.change(app.client_id, 'APPROVED');
    expect((await journeyOf(app)).tokens.scope).toBe('accounts:read');
    expect(await world.server.apps.find(app.client_id)).toMatchObject({ publisherName: 'Acme Software' });
  });

  test('the metadata names the endpoint, and openid-client registers there', async () => {
    const config = await client.dynamicClientRegistration(
      new URL(`${world.publicUrl}/oauth`),
      metadata() as Partial<client.ClientMetadata>,
      client.PrivateKeyJwt(privateKey),
      { initialAccessToken: await invite(), execute: [client.allowInsecureRequests] },
    );
    expect(config.clientMetadata()).toMatchObject({ app_status: 'PENDING' });
  });

  test('of 20 registrations at once with one invitation exactly one is made, and no trace of the others', async () => {
    const token = await invite();
    const count = async () => (await world.database.identity.query('SELECT 1 FROM app')).rowCount ?? 0;
    const before = await count();
    const answers = await Promise.all(Array.from({ length: 20 }, () => register(token, metadata())));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, ...Array(19).fill(401)]);
    expect(await count()).toBe(before + 1);
  });

  test('an invitation is worth nothing when it is missing, invented, used or too old; a refused body leaves it', async () => {
    const used = await invite();
    expect(await register(used, metadata({ client_name: '' }))).toMatchObject({ status: 400 });
    expect(await register(used, metadata())).toMatchObject({ status: 201 });
    const old = await invite();
    await world.database.identity.query(
      'UPDATE app_invitation SET expires_at = now() WHERE used_at IS NULL AND expires_at > now()',
    );
    for (const token of [undefined, 'ofi_invented', used, old]) {
      const answer = await register(token, metadata());
      expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_token' } });
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    }
  });

  test('the database holds no token that could be used', async () => {
    const token = await invite();
    const { body } = await register(token, metadata());
    const { rows } = await world.database.identity.query(
      `SELECT row_to_json(i)::text || COALESCE(row_to_json(m)::text, '') AS text FROM app_invitation i LEFT JOIN app_management m USING (app_id)`,
    );
    const everything = rows.map((row) => (row as { text: string }).text).join('\n');
    for (const secret of [token, body.registration_access_token]) {
      expect(everything).not.toContain(secret);
      expect(everything).not.toContain(Buffer.from(secret).toString('hex'));
    }
  });
});

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
    expect(await register(await invite(), metadata(changes))).toMatchObject({
      status: 400,
      body: { error: 'invalid_client_metadata' },
    });
  });

  test.each(REDIRECTS)('a redirect URI with %s', async (_name, uri) => {
    expect(await register(await invite(), metadata({ redirect_uris: [uri] }))).toMatchObject({
      status: 400,
      body: { error: 'invalid_redirect_uri' },
    });
  });

  test.each(NAMES)('a name with %s', async (_name, name) => {
    expect(await register(await invite(), metadata({ client_name: name }))).toMatchObject({
      status: 400,
      body: { error: 'invalid_client_metadata', error_description: expect.stringContaining('APP_NAME_INVALID') },
    });
  });

  test('a start URI on another host, a body that is no JSON, or no object, or a megabyte', async () => {
    const bodies = [
      metadata({ initiate_login_uri: 'https://evil.example/' }),
      '{',
      '[]',
      'null',
      '{"__proto__":{"scope":"accounts:read"}}',
      metadata({ client_name: 'a'.repeat(1_000_000) }),
    ];
    for (const body of bodies) expect((await register(await invite(), body)).status).toBe(400);
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
    const token = await invite();
    for (const member of members) {
      for (const host of hosts) {
        const answer = await register(token, metadata({ [member]: `http://${host}:${port}/` }));
        expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_client_metadata' } });
      }
    }
    expect((await register(token, metadata({ initiate_login_uri: `http://127.0.0.1:9/start` }))).status).toBe(201);
    await new Promise((resolve) => canary.close(resolve));
    expect(fetched).toBe(0);
  });
});

describe('management (RFC 7592)', () => {
  test('a client reads its registration; without its own token nobody does', async () => {
    const [app, other] = [await registered(), await registered()];
    const read = (token?: string, url = app.registration_client_uri) => send('GET', url, token);
    expect(await read(app.registration_access_token)).toMatchObject({
      status: 200,
      body: { client_id: app.client_id },
    });
    const foreign = await read(other.registration_access_token);
    const missing = await read(app.registration_access_token, `${world.publicUrl}/oauth/register/app-missing`);
    expect(foreign.status).toBe(401);
    expect(foreign.body).toEqual(missing.body);
    expect((await read()).status).toBe(401);
  });

  test('what was approved is looked at again: an edit stops the app at once, and its consents wait', async () => {
    const app = await registered();
    await world.changeAppStatus.change(app.client_id, 'APPROVED');
    const { config, dpop, tokens } = await journeyOf(app);
    const grant = async () =>
      (
        await world.database.identity.query(
          `SELECT revoked_at, (SELECT count(*)::int FROM grant_revocation r WHERE r.app_id = g.app_id) AS stops
           FROM access_grant g WHERE id = $1`,
          [decodeJwt(tokens.access_token)['gid']],
        )
      ).rows[0];
    const refresh = () => client.refreshTokenGrant(config, tokens.refresh_token ?? '', {}, { DPoP: dpop });
    let token = app.registration_access_token;
    const edit = async (changes: Record<string, unknown>) => {
      const answer = await send(
        'PUT',
        app.registration_client_uri,
        token,
        metadata({ client_id: app.client_id, ...changes }),
      );
      token = answer.body.registration_access_token;
      return answer.body.app_status;
    };
    expect(await edit({})).toBe('APPROVED'); // nothing changed
    const edits = [
      { redirect_uris: [REDIRECT, 'http://127.0.0.1:9/other'] },
      { client_name: 'Tax Helper Pro' },
      { jwks: { keys: [publicJwk, { ...publicJwk, kid: 'two' }] } },
      { scope: 'accounts:read portfolios:read market:read' },
      { scope_purposes: { 'accounts:read': { en: 'For something else', zh: '用于其他' } } },
    ];
    for (const [index, changes] of edits.entries()) {
      expect(await edit(changes)).toBe('PENDING');
      expect(await grant()).toEqual({ revoked_at: null, stops: index + 1 });
      await expect(refresh()).rejects.toMatchObject({ error: 'unauthorized_client' });
      await world.changeAppStatus.change(app.client_id, 'APPROVED');
      expect((await refresh()).scope).toBe('accounts:read');
    }
    const { rows } = await world.database.ops.query(
      `SELECT data->'changed' AS changed FROM event WHERE type = 'app.changed' AND data->>'clientId' = $1 ORDER BY seq`,
      [app.client_id],
    );
    expect(rows.map((row) => (row as { changed: string[] }).changed)).toEqual([
      ['metadata'],
      ['nameEn', 'metadata'],
      ['nameEn', 'metadata'],
      ['scopeCeiling', 'metadata'],
      ['scopeCeiling', 'purposes'],
    ]);
  });

  test('a suspended app does not edit itself out of it', async () => {
    const app = await registered();
    await world.changeAppStatus.change(app.client_id, 'SUSPENDED');
    const body = metadata({ client_id: app.client_id, client_name: 'Quite Another' });
    const answer = await send('PUT', app.registration_client_uri, app.registration_access_token, body);
    expect(answer.body.app_status).toBe('SUSPENDED');
  });

  test('the token is replaced with each edit; of 20 edits at once with one token exactly one is taken', async () => {
    const app = await registered();
    const body = metadata({ client_id: app.client_id });
    const put = () => send('PUT', app.registration_client_uri, app.registration_access_token, body);
    const answers = await Promise.all(Array.from({ length: 20 }, put));
    const [won, ...others] = answers.toSorted((a, b) => a.status - b.status);
    expect([won?.status, ...others.map(({ status }) => status)]).toEqual([200, ...Array(19).fill(401)]);
    expect((await send('GET', app.registration_client_uri, app.registration_access_token)).status).toBe(401);
    const next = won?.body.registration_access_token;
    expect((await send('GET', app.registration_client_uri, next)).status).toBe(200);
  });

  test('an edit for another client, or one that is refused, changes nothing and keeps the token', async () => {
    const app = await registered();
    const put = (changes: Record<string, unknown>) =>
      send('PUT', app.registration_client_uri, app.registration_access_token, metadata(changes));
    for (const changes of [
      { client_id: 'app-other' },
      {},
      { client_id: app.client_id, redirect_uris: ['https://*.x/'] },
    ])
      expect((await put(changes)).status).toBe(400);
    expect((await send('GET', app.registration_client_uri, app.registration_access_token)).body).toMatchObject({
      client_name: 'Tax Helper',
    });
  });

  test('deletion ends all its grants, tells each customer, and leaves no way back', async () => {
    const app = await registered();
    await world.changeAppStatus.change(app.client_id, 'APPROVED');
    const { config, dpop, tokens } = await journeyOf(app);
    const gid = decodeJwt(tokens.access_token)['gid'];
    const remove = () => send('DELETE', app.registration_client_uri, app.registration_access_token);
    expect((await remove()).status).toBe(204);
    const { rows } = await world.database.ops.query(
      `SELECT revoked_by, (SELECT data->>'revokedBy' FROM event e WHERE e.subject_id = g.id AND e.type = 'grant.revoked') AS told
       FROM access_grant g WHERE id = $1`,
      [gid],
    );
    expect(rows).toEqual([{ revoked_by: 'APP', told: 'APP' }]);
    await expect(
      client.refreshTokenGrant(config, tokens.refresh_token ?? '', {}, { DPoP: dpop }),
    ).rejects.toMatchObject({
      error: 'invalid_client',
    });
    expect((await remove()).status).toBe(401);
  });
});
