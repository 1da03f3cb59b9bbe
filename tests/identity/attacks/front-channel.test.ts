import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Browser } from '../../support/browser.js';
import { consentFields, toConsentPage } from '../../support/oauth-journey.js';
import { IdentityWorld, type TestApp } from '../support/identity-world.js';
import { assertion, BY_ASSERTION, push } from '../support/push-request.js';

let world: IdentityWorld;
let app: TestApp;

beforeAll(async () => {
  world = await IdentityWorld.start();
  app = await world.addApp();
});

afterAll(() => world.stop());

const issuer = () => `${world.publicUrl}/oauth`;

function authorizeUrl(parameters: Record<string, string>): string {
  return `${issuer()}/auth?${new URLSearchParams({ client_id: app.clientId, ...parameters }).toString()}`;
}

/** Every parameter that decides something, put into the browser's address beside what was pushed. */
const overrides: [string, string][] = [
  ['redirect_uri', 'https://evil.example/callback'],
  ['state', 'forged'],
  ['scope', 'accounts:read portfolios:read profile:read'],
  ['resource', 'https://evil.example/graphql'],
  ['response_mode', 'fragment'],
  ['code_challenge', 'B'.repeat(43)],
  ['code_challenge_method', 'plain'],
  ['nonce', 'forged'],
  ['dpop_jkt', 'A'.repeat(43)],
  ['prompt', 'none'],
  ['max_age', '0'],
  ['claims', '{"id_token":{"phone_number":null}}'],
];

test.each(overrides)('%s in the browser’s address does not override what was pushed', async (name, value) => {
  const { request_uri = '' } = await push(issuer(), app, { state: 'pushed' });
  const browser = new Browser();
  const page = await toConsentPage(browser, authorizeUrl({ request_uri, [name]: value }), world.anna.id);
  expect(page.values('scope')).toEqual(['accounts:read']);
  const { location = '' } = await browser.post(page.action, consentFields(page));
  const back = new URL((await browser.get(location)).location ?? '');
  expect(back.origin + back.pathname).toBe(app.redirectUri);
  expect(back.searchParams.get('state')).toBe('pushed');
  const code = back.searchParams.get('code') ?? '';
  const { rows } = await world.database.identity.query(
    `SELECT payload->>'codeChallenge' AS challenge, payload->>'codeChallengeMethod' AS method, payload->>'dpopJkt' AS jkt
     FROM oidc_model WHERE kind = 'AuthorizationCode' AND id_digest = sha256(convert_to($1, 'UTF8'))`,
    [code],
  );
  expect(rows).toEqual([{ challenge: 'A'.repeat(43), method: 'S256', jkt: null }]);
});

test('a request object or another response type in the browser’s address is refused, by value and by reference', async () => {
  const { request_uri = '' } = await push(issuer(), app);
  for (const parameters of [
    { request_uri, response_type: 'token' },
    { request: 'eyJhbGciOiJub25lIn0.e30.' },
    { request_uri: 'https://evil.example/request.jwt' },
    { request_uri: 'http://169.254.169.254/latest/meta-data' },
    { request_uri: `${request_uri}x` },
    { request_uri: 'urn:ietf:params:oauth:request_uri:invented' },
  ] as Record<string, string>[]) {
    const page = await new Browser().get(authorizeUrl(parameters));
    expect(page.location ?? '').not.toContain('code=');
    expect(page.location ?? page.body).toMatch(
      /invalid_request|(request|request_uri)_not_supported|unsupported_response_type/,
    );
  }
});

test('a pushed request leads to one consent: of 20 browsers that come with it one gets a code', async () => {
  const { request_uri = '' } = await push(issuer(), app);
  const codes = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const browser = new Browser();
      const page = await toConsentPage(browser, authorizeUrl({ request_uri }), world.bert.id).catch(() => undefined);
      if (page === undefined || page.values('text').length === 0) return undefined;
      const { location } = await browser.post(page.action, consentFields(page));
      const back = location === undefined ? undefined : (await browser.get(location)).location;
      return back === undefined ? undefined : new URL(back).searchParams.get('code');
    }),
  );
  expect(codes.filter((code) => typeof code === 'string')).toHaveLength(1);
});

test('a code is redeemed with the redirect URI of its own request alone', async () => {
  const { request_uri = '' } = await push(issuer(), app);
  const browser = new Browser();
  const page = await toConsentPage(browser, authorizeUrl({ request_uri }), world.anna.id);
  const { location = '' } = await browser.post(page.action, consentFields(page));
  const code = new URL((await browser.get(location)).location ?? '').searchParams.get('code') ?? '';
  for (const redirect_uri of ['https://evil.example/callback', `${app.redirectUri}/`, undefined]) {
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      code_verifier: 'A'.repeat(43),
      client_id: app.clientId,
      client_assertion_type: BY_ASSERTION,
      client_assertion: await assertion(issuer(), app),
      ...(redirect_uri === undefined ? {} : { redirect_uri }),
    });
    const answer = await fetch(`${issuer()}/token`, { method: 'POST', body });
    expect(answer.status).toBe(400);
  }
});
