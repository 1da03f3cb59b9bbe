import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as client from 'openid-client';
import { Browser } from '../../support/browser.js';
import { answerPages, discover, pushRequest } from '../../support/oauth-journey.js';
import { IdentityWorld, type TestApp } from '../support/identity-world.js';

let world: IdentityWorld;
let app: TestApp;

beforeAll(async () => {
  world = await IdentityWorld.start();
  app = await world.addApp();
});

afterAll(() => world.stop());

async function answered(decision: 'allow' | 'deny' = 'allow') {
  const options = {
    publicUrl: world.publicUrl,
    clientId: app.clientId,
    clientKey: app.privateKey,
    redirectUri: app.redirectUri,
    scopes: ['accounts:read'],
    persona: world.anna.id,
  };
  const config = await discover(options);
  const dpop = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
  const { url, checks } = await pushRequest(config, options, dpop);
  const callback = new URL(await answerPages(new Browser(), url.href, { ...options, answer: { decision } }));
  const redeem = () => client.authorizationCodeGrant(config, callback, checks, undefined, { DPoP: dpop });
  return { callback, redeem };
}

const mixedUp: [string, (answer: URLSearchParams) => void][] = [
  ['no issuer', (answer) => answer.delete('iss')],
  ['another issuer', (answer) => answer.set('iss', 'https://evil.example/oauth')],
  ['our issuer with a slash', (answer) => answer.set('iss', `${answer.get('iss')}/`)],
  ['our issuer in capitals', (answer) => answer.set('iss', (answer.get('iss') ?? '').toUpperCase())],
  ['two issuers', (answer) => answer.append('iss', 'https://evil.example/oauth')],
  ['another state', (answer) => answer.set('state', 'forged')],
  ['no state', (answer) => answer.delete('state')],
];

test.each(mixedUp)(
  'a client that checks what we send refuses an answer with %s before it redeems the code (RFC 9207)',
  async (_name, spoil) => {
    const { callback, redeem } = await answered();
    spoil(callback.searchParams);
    await expect(redeem()).rejects.toMatchObject({ code: expect.stringMatching(/^OAUTH_/) });
  },
);

test('an answer as we send it is taken, and a refusal carries the issuer as well', async () => {
  expect((await (await answered()).redeem()).token_type).toBe('dpop');
  const { callback } = await answered('deny');
  expect(Object.fromEntries(callback.searchParams)).toMatchObject({
    error: 'access_denied',
    iss: `${world.publicUrl}/oauth`,
  });
});
