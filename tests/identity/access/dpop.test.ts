import { expect, test } from '@jest/globals';
import {
  type AccessErrorCode,
  DpopNonces,
  DpopProofVerifier,
  MemoryUsedProofs,
} from '../../../src/identity/access/index.js';
import { fixedClock } from '../../../src/kernel/clock.js';
import { athOf, ProofMaker, segment } from './proof-fixture.js';

const clock = fixedClock('2026-08-03T09:30:00Z');
const now = clock.now() / 1000;
const maker = new ProofMaker();
const other = new ProofMaker();
const claims = { htm: 'POST', htu: 'https://api.example.com/graphql', iat: now, ath: athOf('token') };
const request = { method: 'POST', url: 'https://api.example.com/graphql', ath: athOf('token'), jkt: await maker.jkt() };

function verifier(options: { nonces?: DpopNonces; used?: MemoryUsedProofs } = {}): DpopProofVerifier {
  return new DpopProofVerifier({ clock, used: new MemoryUsedProofs(), ...options });
}

test.each(['ES256', 'EdDSA', 'PS256'])('a right proof by %s passes once and only once', async (alg) => {
  const client = new ProofMaker(alg);
  const proof = client.proof(claims);
  const check = verifier();
  const bound = { ...request, jkt: await client.jkt() };
  expect(await check.refuse(proof, bound)).toBeUndefined();
  expect(await check.refuse(proof, bound)).toBe('DPOP_PROOF_REPLAYED');
  expect(await check.refuse(client.proof(claims), bound)).toBeUndefined();
});

const withoutClaim = (name: string) => maker.proof({ ...claims, [name]: undefined });
const good = maker.proof(claims);
const [head = '', body = '', signature = ''] = good.split('.');

const mistakes: [string, string | undefined, AccessErrorCode][] = [
  ['missing', undefined, 'DPOP_PROOF_MISSING'],
  ['empty', '', 'DPOP_PROOF_MISSING'],
  ['two proofs in one header', `${good}, ${maker.proof(claims)}`, 'DPOP_PROOF_MALFORMED'],
  ['not a JWS', 'abc', 'DPOP_PROOF_MALFORMED'],
  ['base64 instead of base64url', `${head}.${body}.${signature.slice(0, -2)}+/`, 'DPOP_PROOF_MALFORMED'],
  ['padded', `${head}.${body}.${signature}=`, 'DPOP_PROOF_MALFORMED'],
  ['unsigned', `${head}.${body}.`, 'DPOP_PROOF_MALFORMED'],
  ['too long', `${head}.${'A'.repeat(9000)}.${signature}`, 'DPOP_PROOF_MALFORMED'],
  ['header no JSON', `${Buffer.from('nope').toString('base64url')}.${body}.${signature}`, 'DPOP_PROOF_MALFORMED'],
  [
    'claims an array',
    maker.signed({ typ: 'dpop+jwt', alg: 'ES256', jwk: maker.jwk }, [] as never),
    'DPOP_PROOF_MALFORMED',
  ],
  ['typ JWT', maker.proof(claims, { typ: 'JWT' }), 'DPOP_PROOF_TYP'],
  ['typ missing', maker.proof(claims, { typ: undefined }), 'DPOP_PROOF_TYP'],
  ['alg none', `${segment({ typ: 'dpop+jwt', alg: 'none', jwk: maker.jwk })}.${body}.AA`, 'DPOP_PROOF_ALG'],
  ['alg HS256', maker.proof(claims, { alg: 'HS256' }), 'DPOP_PROOF_ALG'],
  ['alg named like an object member', maker.proof(claims, { alg: 'constructor' }), 'DPOP_PROOF_ALG'],
  ['alg RS256', maker.proof(claims, { alg: 'RS256' }), 'DPOP_PROOF_ALG'],
  ['crit extension', maker.proof(claims, { crit: ['exp'] }), 'DPOP_PROOF_ALG'],
  ['jwk missing', maker.proof(claims, { jwk: undefined }), 'DPOP_PROOF_JWK'],
  [
    'jwk with private part',
    maker.proof(claims, { jwk: { ...maker.pair.privateKey.export({ format: 'jwk' }) } }),
    'DPOP_PROOF_JWK',
  ],
  ['jwk symmetric', maker.proof(claims, { jwk: { kty: 'oct', k: 'AAAA' } }), 'DPOP_PROOF_JWK'],
  ['jwk of another type than alg', maker.proof(claims, { alg: 'EdDSA' }), 'DPOP_PROOF_JWK'],
  ['jwk off the curve', maker.proof(claims, { jwk: { ...maker.jwk, y: maker.jwk['x'] } }), 'DPOP_PROOF_JWK'],
  [
    'jwk RSA of 1024 bits',
    maker.proof(claims, { alg: 'PS256', jwk: new ProofMaker('WEAK_RSA').jwk }),
    'DPOP_PROOF_JWK',
  ],
  ['jti missing', maker.proof({ ...claims, jti: undefined }), 'DPOP_PROOF_CLAIMS'],
  ['jti a number', maker.proof({ ...claims, jti: 7 }), 'DPOP_PROOF_CLAIMS'],
  ['jti endless', maker.proof({ ...claims, jti: 'x'.repeat(257) }), 'DPOP_PROOF_CLAIMS'],
  ['htm missing', withoutClaim('htm'), 'DPOP_PROOF_CLAIMS'],
  ['htu missing', withoutClaim('htu'), 'DPOP_PROOF_CLAIMS'],
  ['iat missing', withoutClaim('iat'), 'DPOP_PROOF_CLAIMS'],
  ['iat text', maker.proof({ ...claims, iat: String(now) }), 'DPOP_PROOF_CLAIMS'],
  ['ath missing', withoutClaim('ath'), 'DPOP_PROOF_CLAIMS'],
  ['another method', maker.proof({ ...claims, htm: 'GET' }), 'DPOP_PROOF_METHOD'],
  ['another path', maker.proof({ ...claims, htu: 'https://api.example.com/other' }), 'DPOP_PROOF_URL'],
  ['another host', maker.proof({ ...claims, htu: 'https://evil.example/graphql' }), 'DPOP_PROOF_URL'],
  ['another scheme', maker.proof({ ...claims, htu: 'http://api.example.com/graphql' }), 'DPOP_PROOF_URL'],
  ['no URL', maker.proof({ ...claims, htu: '/graphql' }), 'DPOP_PROOF_URL'],
  ['user info in htu', maker.proof({ ...claims, htu: 'https://u@api.example.com/graphql' }), 'DPOP_PROOF_URL'],
  ['too old', maker.proof({ ...claims, iat: now - 61 }), 'DPOP_PROOF_TIME'],
  ['from the future', maker.proof({ ...claims, iat: now + 61 }), 'DPOP_PROOF_TIME'],
  [
    'iat beyond numbers',
    maker.signed({ typ: 'dpop+jwt', alg: 'ES256', jwk: maker.jwk }, { jti: 'a', ...claims, iat: 1e308 }),
    'DPOP_PROOF_TIME',
  ],
  ['ath of another token', maker.proof({ ...claims, ath: athOf('other') }), 'DPOP_PROOF_TOKEN'],
  ['made with another key', other.proof(claims), 'DPOP_PROOF_KEY'],
  ['signed by another key than its jwk', other.proof(claims, { jwk: maker.jwk }), 'DPOP_PROOF_SIGNATURE'],
  ['claims changed after signing', `${head}.${segment({ ...claims, jti: 'x' })}.${signature}`, 'DPOP_PROOF_SIGNATURE'],
  ['signature cut short', `${head}.${body}.${signature.slice(0, 40)}`, 'DPOP_PROOF_SIGNATURE'],
];

test.each(mistakes)('proof mistake refused: %s', async (_name, proof, code) => {
  expect(await verifier().refuse(proof, request)).toBe(code);
});

test('a key that is kept from an earlier proof verifies no less strictly', async () => {
  const check = verifier();
  expect(await check.refuse(maker.proof(claims), request)).toBeUndefined();
  for (const [, proof, code] of mistakes) expect(await check.refuse(proof, request)).toBe(code);
});

test('htu is compared as a URL: default port, host case, query and fragment do not matter', async () => {
  for (const htu of ['https://API.example.com:443/graphql', 'https://api.example.com/graphql?a=1#b']) {
    expect(await verifier().refuse(maker.proof({ ...claims, htu }), request)).toBeUndefined();
  }
});

test('iat may differ by 60 seconds either way', async () => {
  expect(await verifier().refuse(maker.proof({ ...claims, iat: now - 60 }), request)).toBeUndefined();
  expect(await verifier().refuse(maker.proof({ ...claims, iat: now + 60 }), request)).toBeUndefined();
});

test('a proof with a wrong signature uses up nobody’s jti', async () => {
  const check = verifier();
  expect(await check.refuse(other.proof({ ...claims, jti: 'same' }, { jwk: maker.jwk }), request)).toBe(
    'DPOP_PROOF_SIGNATURE',
  );
  expect(await check.refuse(maker.proof({ ...claims, jti: 'same' }), request)).toBeUndefined();
});

test('when nonces are asked for, only the current and the previous one pass', async () => {
  const check = verifier({ nonces: new DpopNonces({ secret: Buffer.alloc(32, 1) }) });
  const nonce = check.nonce;
  expect(await check.refuse(maker.proof(claims), request)).toBe('DPOP_NONCE_REQUIRED');
  expect(await check.refuse(maker.proof({ ...claims, nonce }), request)).toBeUndefined();
  clock.advance(120_000);
  expect(await check.refuse(maker.proof({ ...claims, iat: now + 120, nonce }), request)).toBeUndefined();
  clock.advance(120_000);
  expect(await check.refuse(maker.proof({ ...claims, iat: now + 240, nonce }), request)).toBe('DPOP_NONCE_REQUIRED');
  clock.advance(-240_000);
});

test('when used proofs can not be remembered the proof is refused, not believed', async () => {
  const check = verifier({ used: new MemoryUsedProofs({ entriesMax: 1 }) });
  expect(await check.refuse(maker.proof(claims), request)).toBeUndefined();
  expect(await check.refuse(maker.proof(claims), request)).toBe('DPOP_REPLAY_STORE_UNAVAILABLE');
});
