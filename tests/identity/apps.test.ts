import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import { decodeJwt, exportJWK, generateKeyPair } from 'jose';
import { addAppsCommand } from '../../src/identity/index.js';
import { oauthJourney } from '../support/oauth-journey.js';
import { IdentityWorld, type TestApp } from './support/identity-world.js';

let world: IdentityWorld;
let app: TestApp;
let publicJwk: Record<string, unknown>;
let privateJwk: Record<string, unknown>;

beforeAll(async () => {
  world = await IdentityWorld.start();
  app = await world.addApp({ scopes: ['apps:manage'] });
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  publicJwk = { ...(await exportJWK(publicKey)) };
  privateJwk = { ...(await exportJWK(privateKey)) };
});

afterAll(() => world.stop());

const REGISTER = `mutation R($input: RegisterAppInput!) { registerApp(input: $input) { clientId app { id status nameEn scopes redirectUris } userErrors { field code message } } }`;

interface Answer {
  clientId: string | null;
  app: object | null;
  userErrors: { field: string[]; code: string; message: string }[];
}

async function register(changes: Record<string, unknown> = {}): Promise<Answer> {
  const input = {
    nameEn: 'Second App',
    nameZh: '第二个应用',
    clientType: 'CONFIDENTIAL',
    redirectUris: ['https://app.example/callback'],
    jwks: JSON.stringify({ keys: [publicJwk] }),
    scopes: ['accounts:read'],
    purposes: [{ scope: 'accounts:read', en: 'To greet you', zh: '用于问候' }],
    ...changes,
  };
  return (await world.execute({ customerId: null, appId: app.id }, REGISTER, { input }))['registerApp'] as Answer;
}

describe('registerApp', () => {
  test('writes a pending app of the caller’s publisher and its event in one transaction', async () => {
    const answer = await register();
    expect(answer).toMatchObject({
      userErrors: [],
      app: { status: 'PENDING', nameEn: 'Second App', scopes: ['accounts:read'] },
    });
    const { rows } = await world.database.ops.query(
      `SELECT a.publisher_id = b.publisher_id AS same_publisher, a.purposes, a.metadata->'token_endpoint_auth_method' AS auth, e.type, e.data->>'clientId' AS client
       FROM app a JOIN app b ON b.id = $2 LEFT JOIN event e ON e.subject_id = a.id WHERE a.client_id = $1`,
      [answer.clientId, app.id],
    );
    expect(rows).toEqual([
      {
        same_publisher: true,
        purposes: { 'accounts:read': { en: 'To greet you', zh: '用于问候' } },
        auth: 'private_key_jwt',
        type: 'app.registered',
        client: answer.clientId,
      },
    ]);
  });

  const refused: [string, () => Record<string, unknown>, string][] = [
    ['a wildcard redirect', () => ({ redirectUris: ['https://*.app.example/callback'] }), 'APP_REDIRECT_URI_INVALID'],
    [
      'a redirect with a fragment',
      () => ({ redirectUris: ['https://app.example/callback#x'] }),
      'APP_REDIRECT_URI_INVALID',
    ],
    [
      'a redirect with an empty fragment',
      () => ({ redirectUris: ['https://app.example/callback#'] }),
      'APP_REDIRECT_URI_INVALID',
    ],
    ['a plain http redirect', () => ({ redirectUris: ['http://app.example/callback'] }), 'APP_REDIRECT_URI_INVALID'],
    ['a script as redirect', () => ({ redirectUris: ['javascript:alert(1)//'] }), 'APP_REDIRECT_URI_INVALID'],
    [
      'credentials in a redirect',
      () => ({ redirectUris: ['https://bank.example@evil.example/'] }),
      'APP_REDIRECT_URI_INVALID',
    ],
    [
      'a redirect that isn’t canonical',
      () => ({ redirectUris: ['https://APP.example/a/../callback'] }),
      'APP_REDIRECT_URI_INVALID',
    ],
    [
      'redirects to two hosts',
      () => ({ redirectUris: ['https://a.example/', 'https://b.example/'] }),
      'APP_REDIRECT_URI_INVALID',
    ],
    ['a private key', () => ({ jwks: JSON.stringify({ keys: [privateJwk] }) }), 'APP_KEYS_INVALID'],
    ['a symmetric key', () => ({ jwks: JSON.stringify({ keys: [{ kty: 'oct', k: 'AAAA' }] }) }), 'APP_KEYS_INVALID'],
    ['no key', () => ({ jwks: null }), 'APP_KEYS_INVALID'],
    ['keys that are no JSON', () => ({ jwks: '{' }), 'APP_KEYS_INVALID'],
    ['an unknown scope', () => ({ scopes: ['accounts:admin'] }), 'APP_SCOPE_INVALID'],
    ['a scope named like an object’s own member', () => ({ scopes: ['constructor'] }), 'APP_SCOPE_INVALID'],
    ['a scope of the brokerage’s own pages', () => ({ scopes: ['grants:write'] }), 'APP_SCOPE_INVALID'],
    ['a name that turns the reading direction', () => ({ nameEn: 'Bank\u202Egro.live' }), 'APP_NAME_INVALID'],
    ['an empty name', () => ({ nameZh: ' ' }), 'APP_NAME_INVALID'],
  ];
  test.each(refused)('refuses %s and writes nothing', async (_name, changes, code) => {
    const count = async () => (await world.database.identity.query('SELECT count(*) FROM app')).rows[0];
    const before = await count();
    const answer = await register(changes());
    expect(answer).toMatchObject({ app: null, clientId: null });
    expect(answer.userErrors.map((error) => error.code)).toContain(code);
    expect(await count()).toEqual(before);
  });

  test('keeps only the public members of a key', async () => {
    const answer = await register({ jwks: JSON.stringify({ keys: [{ ...publicJwk, kid: 'one', extra: 'thing' }] }) });
    const { rows } = await world.database.identity.query(
      `SELECT metadata->'jwks' AS jwks FROM app WHERE client_id = $1`,
      [answer.clientId],
    );
    expect(rows).toEqual([{ jwks: { keys: [{ ...publicJwk, kid: 'one' }] } }]);
  });
});

test('loopback redirects and public clients are for the sandbox only', async () => {
  const { RegisterApp } = await import('../../src/identity/index.js');
  const { SCOPES } = await import('./support/identity-world.js');
  const live = new RegisterApp({
    orm: world.orm,
    scopeTable: SCOPES,
    clock: { now: () => Date.now() },
    sandbox: false,
  });
  const request = { publisher: { slug: 'acme' }, nameEn: 'Live App', nameZh: '线上应用', scopes: ['accounts:read'] };
  const outcomes = await Promise.all([
    live.register({
      ...request,
      clientType: 'CONFIDENTIAL',
      redirectUris: ['http://127.0.0.1:9/callback'],
      jwks: { keys: [publicJwk] },
    }),
    live.register({ ...request, clientType: 'PUBLIC', redirectUris: ['https://app.example/callback'] }),
  ]);
  expect(outcomes).toMatchObject([{ refusals: [{ field: 'redirectUris' }] }, { refusals: [{ field: 'clientType' }] }]);
});

test('deleting an app ends its grants, tells each customer’s ledger, and leaves no client behind', async () => {
  const doomed = await world.addApp();
  const { tokens } = await oauthJourney({
    publicUrl: world.publicUrl,
    clientId: doomed.clientId,
    clientKey: doomed.privateKey,
    redirectUri: doomed.redirectUri,
    scopes: ['accounts:read'],
    persona: world.anna.id,
  });
  const gid = decodeJwt(tokens.access_token)['gid'];
  await world.changeAppStatus.change(doomed.clientId, 'DELETED');
  const { rows } = await world.database.ops.query(
    `SELECT g.revoked_by, (SELECT count(*)::int FROM grant_revocation r WHERE r.grant_id = g.id OR r.app_id = g.app_id) AS announced,
       (SELECT array_agg(type ORDER BY seq) FROM event e WHERE e.app_id = g.app_id) AS events
     FROM access_grant g WHERE g.id = $1`,
    [gid],
  );
  expect(rows).toEqual([
    {
      revoked_by: 'STAFF',
      announced: 2,
      events: ['app.registered', 'grant.created', 'app.status_changed', 'grant.revoked'],
    },
  ]);
  expect(await world.server.apps.find(doomed.clientId)).toBeUndefined();
  await expect(world.changeAppStatus.change(doomed.clientId, 'APPROVED')).rejects.toMatchObject({
    code: 'APP_NOT_FOUND',
  });
});

test('`openfolio apps` registers and approves by the same rules', async () => {
  const program = new Command().exitOverride();
  let printed = '';
  addAppsCommand(program, {
    open: async () => ({
      registerApp: world.registerApp,
      changeAppStatus: world.changeAppStatus,
      inviteApp: world.inviteApp,
      close: async () => {},
    }),
    write: (text) => {
      printed += text;
    },
  });
  const arguments_ = [
    'apps',
    'register',
    '--publisher',
    'acme',
    '--name-en',
    'Browser App',
    '--name-zh',
    '浏览器应用',
    '--scope',
    'accounts:read',
  ];
  await program.parseAsync([...arguments_, '--redirect-uri', 'http://127.0.0.1:8/callback'], { from: 'user' });
  const clientId = printed.trim();
  expect(await world.server.apps.find(clientId)).toMatchObject({ status: 'PENDING', publisherName: 'Acme Software' });
  await program.parseAsync(['apps', 'approve', clientId], { from: 'user' });
  expect(await world.server.apps.find(clientId)).toMatchObject({ status: 'APPROVED' });
  await expect(
    program.parseAsync([...arguments_, '--redirect-uri', 'https://*.example/'], { from: 'user' }),
  ).rejects.toMatchObject({
    message: expect.stringContaining('wildcards are not supported'),
  });
});
