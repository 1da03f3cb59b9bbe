import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  AccessTokenVerifier,
  AuthorityChannel,
  DatabaseSigningKeys,
  DenyFeed,
  DpopProofVerifier,
  MemoryUsedProofs,
} from '../../../src/identity/index.js';
import { systemClock as clock } from '../../../src/kernel/clock.js';
import { oauthJourney } from '../../support/oauth-journey.js';
import { accessToken, athOf, ProofMaker, segment } from '../access/proof-fixture.js';
import { IdentityWorld, type TestApp } from '../support/identity-world.js';

let world: IdentityWorld;
let app: TestApp;
let verifier: AccessTokenVerifier;
let journey: Awaited<ReturnType<typeof oauthJourney>>;
let header: Record<string, unknown>;
let claims: Record<string, unknown>;
let keyReads = 0;
const maker = new ProofMaker();
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  world = await IdentityWorld.start();
  app = await world.addApp();
  const { publicUrl } = world;
  const channel = new AuthorityChannel({ connectionString: world.database.url });
  const counted = channel.query.bind(channel);
  channel.query = (text, values) => {
    if (text.includes('signing_key')) keyReads += 1;
    return counted(text, values);
  };
  const denyFeed = new DenyFeed({ channel, clock });
  const jwks = new DatabaseSigningKeys({ channel, clock });
  await channel.start();
  await Promise.all([denyFeed.start(), jwks.start()]);
  closing.push(
    () => channel.stop(),
    () => jwks.stop(),
    () => denyFeed.stop(),
  );
  verifier = new AccessTokenVerifier({
    jwks,
    denyFeed,
    clock,
    publicUrl,
    issuer: `${publicUrl}/oauth`,
    audience: `${publicUrl}/graphql`,
    proofs: new DpopProofVerifier({ clock, used: new MemoryUsedProofs() }),
  });
  journey = await oauthJourney({
    publicUrl,
    clientId: app.clientId,
    clientKey: app.privateKey,
    redirectUri: app.redirectUri,
    scopes: ['openid', 'accounts:read'],
    persona: world.anna.id,
  });
  const [head = '', payload = ''] = journey.tokens.access_token.split('.');
  header = JSON.parse(Buffer.from(head, 'base64url').toString()) as Record<string, unknown>;
  // The attacker's own key is bound in, so that nothing but the token itself can be what is refused.
  claims = {
    ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>),
    cnf: { jkt: await maker.jkt() },
  };
});

afterAll(async () => {
  for (let close = closing.pop(); close; close = closing.pop()) await close();
  await world.stop();
});

async function codeOf(token: string): Promise<string> {
  const dpop = maker.proof({
    htm: 'POST',
    htu: `${world.publicUrl}/graphql`,
    iat: Math.floor(Date.now() / 1000),
    ath: athOf(token),
  });
  const access = await verifier.verify({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: `DPoP ${token}`, dpop },
  });
  return access.ok ? 'SERVED' : access.code;
}

const attacker = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const signed = (changes: Record<string, unknown>, key = attacker.privateKey) =>
  accessToken(key, claims, { ...header, ...changes });

async function publicPem(): Promise<string[]> {
  const { keys } = (await (await fetch(`${world.publicUrl}/oauth/jwks`)).json()) as { keys: object[] };
  return [JSON.stringify(keys[0]), JSON.stringify({ keys })];
}

function hmacToken(alg: string, secret: string): string {
  const text = `${segment({ ...header, alg })}.${segment(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

const forgeries: [string, () => Promise<string>][] = [
  ...['none', 'None', 'NONE', 'nOnE', ''].map((alg): [string, () => Promise<string>] => [
    `alg “${alg}” without a signature`,
    async () => `${segment({ ...header, alg })}.${segment(claims)}.`,
  ]),
  ['alg none with our signature', async () => swapHeader({ alg: 'none' })],
  ['HS256 under our public JWK', async () => hmacToken('HS256', (await publicPem())[0] ?? '')],
  ['HS256 under our key set', async () => hmacToken('HS256', (await publicPem())[1] ?? '')],
  ['HS256 under the kid', async () => hmacToken('HS256', String(header['kid']))],
  ['HS256 under nothing', async () => hmacToken('HS256', '')],
  ['the attacker’s key under our kid', () => signed({})],
  ['an embedded key', () => signed({ jwk: attacker.publicKey.export({ format: 'jwk' }) })],
  ['an embedded key without kid', () => signed({ kid: undefined, jwk: attacker.publicKey.export({ format: 'jwk' }) })],
  ['a certificate chain', () => signed({ x5c: ['MIIB'] })],
  ['a kid that is SQL', () => signed({ kid: "' OR 1=1 --" })],
  ['a kid that is a path', () => signed({ kid: '../../../dev/null' })],
  ['a kid that is an object’s own member', () => signed({ kid: 'constructor' })],
  ['a kid with a zero byte', () => signed({ kid: `${String(header['kid'])}\u0000` })],
  ['a kid of 3,000 letters', () => signed({ kid: 'k'.repeat(3000) })],
  ['a critical extension', () => signed({ crit: ['b64'], b64: true })],
  ['the client’s own key', async () => accessToken(await clientKey(), claims, header)],
  ['our header over changed claims', async () => swapPayload({ ...claims, scope: 'accounts:read profile:read' })],
  ['our id token', async () => journey.tokens.id_token ?? ''],
  ['our refresh token', async () => journey.tokens.refresh_token ?? ''],
  ['five parts, as if encrypted', async () => `${journey.tokens.access_token}.a.b`],
  ['JSON serialisation', async () => Buffer.from(JSON.stringify({ payload: segment(claims) })).toString('base64url')],
];

test.each(forgeries)('a token with %s opens nothing', async (_name, make) => {
  expect(await codeOf(await make())).toBe('TOKEN_INVALID');
});

test('our own token needs its own key: the attacker’s proof does not do', async () => {
  expect(await codeOf(journey.tokens.access_token)).toBe('DPOP_PROOF_KEY');
});

test('an address in the header is never asked for keys', async () => {
  let asked = 0;
  const canary = createServer((_request, response) => {
    asked += 1;
    response.end(JSON.stringify({ keys: [{ ...attacker.publicKey.export({ format: 'jwk' }), kid: 'evil' }] }));
  });
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(canary.address() as AddressInfo).port}/jwks`;
  for (const name of ['jku', 'x5u'])
    expect(await codeOf(await signed({ [name]: url, kid: 'evil' }))).toBe('TOKEN_INVALID');
  await new Promise((resolve) => canary.close(resolve));
  expect(asked).toBe(0);
});

test('1,000 tokens with invented kids cost at most two readings of the keys, and ours is served all the while', async () => {
  const before = keyReads;
  const flood = await Promise.all(Array.from({ length: 1000 }, () => signed({ kid: randomUUID() })));
  const codes = new Set(await Promise.all(flood.map(codeOf)));
  expect(codes).toEqual(new Set(['TOKEN_INVALID']));
  expect(keyReads - before).toBeLessThanOrEqual(2);
  expect(await codeOf(journey.tokens.access_token)).toBe('DPOP_PROOF_KEY'); // known, and bound to another key
});

const downgrades: [string, Record<string, string>, string][] = [
  ['Bearer', {}, 'TOKEN_SCHEME_UNSUPPORTED'],
  ['bearer in small letters', {}, 'TOKEN_SCHEME_UNSUPPORTED'],
  ['Bearer with a proof', { dpop: 'proof' }, 'TOKEN_SCHEME_UNSUPPORTED'],
  ['Token', {}, 'TOKEN_SCHEME_UNSUPPORTED'],
  ['nothing', {}, 'TOKEN_MISSING'],
];
test.each(downgrades)('a stolen token sent as %s opens nothing', async (scheme, more, code) => {
  const name = scheme.split(' ')[0] === 'bearer' ? 'bearer' : scheme.split(' ')[0];
  const token = journey.tokens.access_token;
  const headers = scheme === 'nothing' ? {} : { authorization: `${name} ${token}`, ...more };
  const url = `/graphql?access_token=${token}`; // nor from the address, whatever the header says
  expect(await verifier.verify({ method: 'POST', url, headers })).toMatchObject({ ok: false, code });
});

async function clientKey() {
  const { KeyObject } = await import('node:crypto');
  return KeyObject.from(app.privateKey);
}

function swapHeader(changes: Record<string, unknown>): string {
  const [, payload, signature] = journey.tokens.access_token.split('.');
  return `${segment({ ...header, ...changes })}.${payload}.${signature}`;
}

function swapPayload(changed: Record<string, unknown>): string {
  const [head, , signature] = journey.tokens.access_token.split('.');
  return `${head}.${segment(changed)}.${signature}`;
}
