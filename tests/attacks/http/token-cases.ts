import { createHmac } from 'node:crypto';
import { type Case, json, OK } from './case.js';
import type { Door, Sent } from './door.js';

const BODY = json({ query: OK });
const send = (door: Door, headers: Sent['headers']) =>
  door.raw({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
    body: BODY,
  });
const part = (value: unknown) => Buffer.from(json(value)).toString('base64url');
const withToken = (name: string, token: (door: Door) => string, code = 'TOKEN_INVALID'): Case => [
  name,
  (door) => send(door, { authorization: `DPoP ${token(door)}` }),
  401,
  code,
];
const claimsOf = (door: Door) =>
  JSON.parse(Buffer.from(door.access.accessToken.split('.')[1] ?? '', 'base64url').toString());
const headerOf = (door: Door) =>
  JSON.parse(Buffer.from(door.access.accessToken.split('.')[0] ?? '', 'base64url').toString());

/** Wrong tokens; those of a right token with a wrong proof stand in tests/identity/access. */
export const TOKENS: readonly Case[] = [
  ['no token', (door) => send(door, {}), 401, 'TOKEN_MISSING'],
  ['an empty header', (door) => send(door, { authorization: '' }), 401, 'TOKEN_MISSING'],
  ['a scheme alone', (door) => send(door, { authorization: 'DPoP' }), 401, 'TOKEN_INVALID'],
  ['Basic', (door) => send(door, { authorization: 'Basic dXNlcjpwYXNz' }), 401, 'TOKEN_SCHEME_UNSUPPORTED'],
  [
    'Bearer',
    (door) => send(door, { authorization: `Bearer ${door.access.accessToken}` }),
    401,
    'TOKEN_SCHEME_UNSUPPORTED',
  ],
  [
    'a token in the address',
    (door) =>
      door.raw({
        method: 'POST',
        path: `/graphql?access_token=${door.access.accessToken}`,
        headers: { 'content-type': 'application/json' },
        body: BODY,
      }),
    401,
    'TOKEN_MISSING',
  ],
  [
    'a token in a cookie',
    (door) => send(door, { cookie: `access_token=${door.access.accessToken}` }),
    401,
    'TOKEN_MISSING',
  ],
  withToken('nonsense', () => 'nonsense'),
  withToken('three empty parts', () => '..'),
  withToken('a hundred parts', () => 'a.'.repeat(100)),
  withToken('4 097 characters', () => 'a'.repeat(4097)),
  withToken('a broken signature', (door) => `${door.access.accessToken.slice(0, -4)}AAAA`),
  withToken('no signature', (door) => `${door.access.accessToken.split('.').slice(0, 2).join('.')}.`),
  withToken('alg none', (door) => `${part({ ...headerOf(door), alg: 'none' })}.${part(claimsOf(door))}.`),
  withToken('alg HS256 keyed with the key id', (door) => {
    const signed = `${part({ ...headerOf(door), alg: 'HS256' })}.${part(claimsOf(door))}`;
    return `${signed}.${createHmac('sha256', headerOf(door).kid).update(signed).digest('base64url')}`;
  }),
  withToken(
    'a key id of SQL',
    (door) =>
      `${part({ ...headerOf(door), kid: "' OR 1=1 --" })}.${door.access.accessToken.split('.').slice(1).join('.')}`,
  ),
  withToken('another subject', (door) => {
    const [header, , signature] = door.access.accessToken.split('.');
    return `${header}.${part({ ...claimsOf(door), sub: 'somebody' })}.${signature}`;
  }),
  withToken(
    'a header that is no JSON',
    (door) => `bm9uc2Vuc2U.${door.access.accessToken.split('.').slice(1).join('.')}`,
  ),
  withToken('no proof', (door) => door.access.accessToken, 'DPOP_PROOF_MISSING'),
  ...['nonsense', 'a.b.c', `${part({ typ: 'dpop+jwt', alg: 'none', jwk: {} })}.e30.`, 'x'.repeat(6000)].map(
    (dpop): Case => [
      `a proof ${json(dpop).slice(0, 24)}`,
      (door) => send(door, { authorization: `DPoP ${door.access.accessToken}`, dpop }),
      401,
      'DPOP_PROOF_MALFORMED',
    ],
  ),
  [
    'an empty proof',
    (door) => send(door, { authorization: `DPoP ${door.access.accessToken}`, dpop: '' }),
    401,
    'DPOP_PROOF_MISSING',
  ],
  [
    'a proof of empty objects',
    (door) => send(door, { authorization: `DPoP ${door.access.accessToken}`, dpop: 'e30.e30.e30' }),
    401,
    'DPOP_PROOF_TYP',
  ],
  [
    'two proofs',
    (door) => send(door, { authorization: `DPoP ${door.access.accessToken}`, dpop: ['a.b.c', 'a.b.c'] }),
    401,
    'DPOP_PROOF_MALFORMED',
  ],
];
