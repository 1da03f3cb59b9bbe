import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type AccessRequest,
  AccessTokenVerifier,
  AuthorityChannel,
  DatabaseSigningKeys,
  DenyFeed,
  DpopNonces,
  DpopProofVerifier,
  MemoryUsedProofs,
} from '../../../src/identity/access/index.js';
import { fixedClock } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { Database } from '../../../src/storage/index.js';
import { createTestDatabase } from '../../support/template-database.js';
import { anApp, publishKey, until } from './authority-fixture.js';
import { accessToken, athOf, ProofMaker } from './proof-fixture.js';

const clock = fixedClock(Date.now());
const server = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const maker = new ProofMaker();
const jkt = await maker.jkt();
let elapsed = performance.now();
let database: Database;
let drop: () => Promise<void>;
let channel: AuthorityChannel;
let denyFeed: DenyFeed;
let jwks: DatabaseSigningKeys;
let verifier: AccessTokenVerifier;

beforeAll(async () => {
  const fresh = await createTestDatabase();
  drop = fresh.drop;
  database = new Database({ url: fresh.url });
  await publishKey(database, 'k1', server.privateKey);
  channel = new AuthorityChannel({ connectionString: database.url });
  denyFeed = new DenyFeed({ channel, clock, elapsedMs: () => elapsed, pollMs: 50 });
  jwks = new DatabaseSigningKeys({ channel, clock, elapsedMs: () => elapsed });
  await channel.start();
  await Promise.all([denyFeed.start(), jwks.start()]);
  verifier = verifierWith({});
});

afterAll(async () => {
  await denyFeed.stop();
  jwks.stop();
  await channel.stop();
  await database.close();
  await drop();
});

function verifierWith(options: { nonces?: DpopNonces }): AccessTokenVerifier {
  return new AccessTokenVerifier({
    jwks,
    issuer: 'https://api.example.com/oauth',
    audience: 'https://api.example.com/graphql',
    publicUrl: 'https://api.example.com',
    resourceMetadataUrl: 'https://api.example.com/.well-known/oauth-protected-resource/graphql',
    proofs: new DpopProofVerifier({ clock, used: new MemoryUsedProofs(), ...options }),
    denyFeed,
    clock,
  });
}

const seconds = () => Math.floor(clock.now() / 1000);

function claims(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    iss: 'https://api.example.com/oauth',
    aud: 'https://api.example.com/graphql',
    sub: 'pairwise',
    client_id: 'client',
    scope: 'accounts:read positions:read',
    gid: newId(),
    cnf: { jkt },
    jti: newId(),
    iat: seconds(),
    exp: seconds() + 300,
    ...change,
  };
}

function request(token: string, change: Partial<AccessRequest> = {}, scheme = 'DPoP'): AccessRequest {
  const dpop = maker.proof({ htm: 'POST', htu: 'https://api.example.com/graphql', iat: seconds(), ath: athOf(token) });
  return { method: 'POST', url: '/graphql', headers: { authorization: `${scheme} ${token}`, dpop }, ...change };
}

test('a right token with a right proof gives the grant, each time with a new proof', async () => {
  const gid = newId();
  const token = await accessToken(server.privateKey, claims({ gid }));
  const expected = {
    ok: true,
    grantId: gid,
    clientId: 'client',
    scopes: new Set(['accounts:read', 'positions:read']),
    expiresAt: (seconds() + 300) * 1000,
  };
  expect(await verifier.verify(request(token))).toEqual(expected);
  expect(await verifier.verify(request(token))).toEqual(expected);
  expect(await verifier.verify(request(token, { url: '/graphql?query=x' }, 'dpop'))).toEqual(expected);
});

test('a cached token without, or with a used, proof is refused', async () => {
  const token = await accessToken(server.privateKey, claims());
  const first = request(token);
  expect(await verifier.verify(first)).toMatchObject({ ok: true });
  expect(await verifier.verify(first)).toMatchObject({ ok: false, code: 'DPOP_PROOF_REPLAYED', httpStatus: 401 });
  expect(await verifier.verify({ ...first, headers: { authorization: `DPoP ${token}` } })).toMatchObject({
    code: 'DPOP_PROOF_MISSING',
  });
  expect(await verifier.verify(request(token, { method: 'GET' }))).toMatchObject({ code: 'DPOP_PROOF_METHOD' });
  expect(await verifier.verify(request(token, { url: '/other' }))).toMatchObject({ code: 'DPOP_PROOF_URL' });
  expect(await verifier.verify(request(token, { url: 'https://evil.example/graphql' }))).toMatchObject({
    code: 'DPOP_PROOF_URL',
  });
});

test('a token bound to another key is refused', async () => {
  const token = await accessToken(server.privateKey, claims({ cnf: { jkt: await new ProofMaker().jkt() } }));
  expect(await verifier.verify(request(token))).toMatchObject({ code: 'DPOP_PROOF_KEY' });
});

test('no token and every other scheme are refused with a DPoP challenge', async () => {
  const token = await accessToken(server.privateKey, claims());
  const challenge =
    'DPoP algs="ES256 EdDSA PS256", resource_metadata="https://api.example.com/.well-known/oauth-protected-resource/graphql"';
  const refusal = (code: string) => ({ ok: false, code, httpStatus: 401, headers: { 'www-authenticate': challenge } });
  expect(await verifier.verify({ method: 'POST', url: '/graphql', headers: {} })).toMatchObject(
    refusal('TOKEN_MISSING'),
  );
  expect(await verifier.verify(request(token, {}, 'Bearer'))).toMatchObject(refusal('TOKEN_SCHEME_UNSUPPORTED'));
  expect(await verifier.verify(request(token, {}, 'Basic'))).toMatchObject(refusal('TOKEN_SCHEME_UNSUPPORTED'));
});

const forged = generateKeyPairSync('ec', { namedCurve: 'P-256' });

test.each<[string, () => Promise<string>]>([
  ['another signer', () => accessToken(forged.privateKey, claims())],
  ['an unknown kid', () => accessToken(server.privateKey, claims(), { kid: 'k9' })],
  ['no kid', () => accessToken(server.privateKey, claims(), { kid: undefined })],
  [
    'an embedded key',
    () => accessToken(forged.privateKey, claims(), { jwk: forged.publicKey.export({ format: 'jwk' }) }),
  ],
  ['a key address', () => accessToken(forged.privateKey, claims(), { jku: 'https://evil.example/jwks' })],
  ['an id token', () => accessToken(server.privateKey, claims(), { typ: 'JWT' })],
  ['another audience', () => accessToken(server.privateKey, claims({ aud: 'https://other.example' }))],
  ['another issuer', () => accessToken(server.privateKey, claims({ iss: 'https://evil.example' }))],
  ['no grant', () => accessToken(server.privateKey, claims({ gid: undefined }))],
  ['no bound key', () => accessToken(server.privateKey, claims({ cnf: undefined }))],
  ['an empty bound key', () => accessToken(server.privateKey, claims({ cnf: { jkt: '' } }))],
  ['no client', () => accessToken(server.privateKey, claims({ client_id: undefined }))],
  ['no expiry', () => accessToken(server.privateKey, claims({ exp: undefined }))],
  ['a use before its time', () => accessToken(server.privateKey, claims({ nbf: seconds() + 30 }))],
  ['a life beyond the deny feed’s memory', () => accessToken(server.privateKey, claims({ exp: seconds() + 901 }))],
  [
    'an issue in the future',
    () => accessToken(server.privateKey, claims({ iat: seconds() + 300, exp: seconds() + 600 })),
  ],
  [
    'no signature',
    async () =>
      `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims())).toString('base64url')}.`,
  ],
  ['no JWT at all', async () => 'opaque'],
])('a token with %s is refused as invalid', async (_name, make) => {
  const refusal = await verifier.verify(request(await make()));
  expect(refusal).toMatchObject({ ok: false, code: 'TOKEN_INVALID', httpStatus: 401 });
  expect(refusal).toMatchObject({ headers: { 'www-authenticate': expect.stringContaining('error="invalid_token"') } });
});

test('a token ends with its exp, also in the cache', async () => {
  const token = await accessToken(server.privateKey, claims({ exp: seconds() + 10 }));
  expect(await verifier.verify(request(token))).toMatchObject({ ok: true });
  clock.advance(10_000);
  expect(await verifier.verify(request(token))).toMatchObject({ code: 'TOKEN_EXPIRED' });
  expect(await verifierWith({}).verify(request(token))).toMatchObject({ code: 'TOKEN_EXPIRED' });
});

test('a cached token is refused after its grant’s end and after its app’s suspension', async () => {
  const gid = newId();
  const token = await accessToken(server.privateKey, claims({ gid }));
  expect(await verifier.verify(request(token))).toMatchObject({ ok: true });
  await database.identity.query('INSERT INTO grant_revocation (grant_id, at) VALUES ($1, now())', [gid]);
  await until(() => denyFeed.isDenied(gid, '', 0));
  expect(await verifier.verify(request(token))).toMatchObject({ code: 'TOKEN_REVOKED', httpStatus: 401 });
  const app = await anApp(database);
  const ofApp = await accessToken(server.privateKey, claims({ client_id: app.clientId }));
  expect(await verifier.verify(request(ofApp))).toMatchObject({ ok: true });
  await database.identity.query('INSERT INTO grant_revocation (app_id, at) VALUES ($1, now())', [app.id]);
  await until(() => denyFeed.isDenied('', app.clientId, 0));
  expect(await verifier.verify(request(ofApp))).toMatchObject({ code: 'TOKEN_REVOKED' });
});

test('a stale feed refuses everything with 503, a live one serves again', async () => {
  const token = await accessToken(server.privateKey, claims());
  await denyFeed.stop();
  elapsed += 10_001;
  expect(await verifier.verify(request(token))).toMatchObject({
    code: 'DENY_FEED_STALE',
    httpStatus: 503,
    headers: { 'retry-after': '2' },
  });
  await denyFeed.start();
  expect(await verifier.verify(request(token))).toMatchObject({ ok: true });
});

test('a new key is known at once; tokens of a withdrawn key end at once, also in the cache', async () => {
  const next = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await publishKey(database, 'k2', next.privateKey);
  await until(() => jwks.isCurrent('k2'));
  const token = await accessToken(next.privateKey, claims(), { kid: 'k2' });
  expect(await verifier.verify(request(token))).toMatchObject({ ok: true });
  await database.identity.query(`DELETE FROM signing_key WHERE kid = 'k2'`);
  await until(() => !jwks.isCurrent('k2'));
  expect(await verifier.verify(request(token))).toMatchObject({ code: 'TOKEN_INVALID' });
});

test('with nonces the challenge names the nonce, and the repeated request passes', async () => {
  const strict = verifierWith({ nonces: new DpopNonces({ secret: Buffer.alloc(32, 7) }) });
  const token = await accessToken(server.privateKey, claims());
  const refusal = await strict.verify(request(token));
  expect(refusal).toMatchObject({ code: 'DPOP_NONCE_REQUIRED', headers: { 'dpop-nonce': strict.nonce } });
  const proof = maker.proof({
    htm: 'POST',
    htu: 'https://api.example.com/graphql',
    iat: seconds(),
    ath: athOf(token),
    nonce: strict.nonce,
  });
  expect(
    await strict.verify(request(token, { headers: { authorization: `DPoP ${token}`, dpop: proof } })),
  ).toMatchObject({ ok: true });
});
