import { expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { readSettings } from '../../../src/config.js';

const ISSUER = 'OPENFOLIO_CUSTOMER_OIDC_ISSUER';
const CLIENT_ID = 'OPENFOLIO_CUSTOMER_OIDC_CLIENT_ID';
const KEY = 'OPENFOLIO_CUSTOMER_OIDC_KEY';

async function settings(): Promise<Record<string, string>> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), alg: 'ES256', kid: 'one' };
  return { [ISSUER]: 'https://id.broker.example', [CLIENT_ID]: 'openfolio', [KEY]: JSON.stringify(key) };
}

test('a complete customer sign-in is taken', async () => {
  expect(readSettings(await settings()).problems).toEqual([]);
});

test('half a customer sign-in is refused at start, with what is missing', async () => {
  const { [KEY]: _missing, ...rest } = await settings();
  expect(readSettings(rest).problems).toEqual([expect.stringMatching(/^OPENFOLIO_CUSTOMER_OIDC_KEY must be set/)]);
});

test.each([
  ['no JSON', 'secret'],
  ['a public key', '{"kty":"EC","crv":"P-256","x":"AA","y":"AA","alg":"ES256"}'],
  ['a symmetric key', '{"kty":"oct","k":"AA","alg":"HS256"}'],
])('a key that is %s is refused without being repeated', async (_what, key) => {
  const { problems } = readSettings({ ...(await settings()), [KEY]: key });
  expect(problems[0]).toMatch(/^OPENFOLIO_CUSTOMER_OIDC_KEY must be a private key/);
  expect(problems.join('')).not.toContain(key);
});

test('live mode refuses a provider without TLS', async () => {
  const { problems } = readSettings({ ...(await settings()), OPENFOLIO_MODE: 'live', [ISSUER]: 'http://id.example' });
  expect(problems.some((problem) => problem.startsWith(`${ISSUER} must be https`))).toBe(true);
});
