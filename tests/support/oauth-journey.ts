import type { webcrypto } from 'node:crypto';
import * as client from 'openid-client';
import { Browser, type Page } from './browser.js';

export interface JourneyOptions {
  /** Where the platform answers, e.g. http://127.0.0.1:4000 */
  readonly publicUrl: string;
  readonly clientId: string;
  /** Left out for a public client of the sandbox. */
  readonly clientKey?: webcrypto.CryptoKey;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** The persona to sign in as: its customer id, or a part of its name as the page shows it. */
  readonly persona: string;
  readonly answer?: ConsentChoice;
  readonly browser?: Browser;
}

/** What the customer ticks; everything is ticked where nothing is said. */
export interface ConsentChoice {
  readonly scopes?: readonly string[];
  /** Public ids of the first-party app, as the page has them. */
  readonly accounts?: readonly string[];
  readonly days?: '90' | '180';
  readonly decision?: 'allow' | 'deny';
}

export interface Journey {
  readonly config: client.Configuration;
  readonly tokens: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers;
  /** The key that the tokens are bound to; `dpop` makes proofs with it and remembers the server's nonce. */
  readonly dpopKeyPair: webcrypto.CryptoKeyPair;
  readonly dpop: client.DPoPHandle;
  readonly browser: Browser;
}

/** The whole way of a customer: pushed request, sign-in, consent by form posts, code, tokens. Throws what openid-client throws. */
export async function oauthJourney(options: JourneyOptions): Promise<Journey> {
  const config = await discover(options);
  const dpopKeyPair = await client.randomDPoPKeyPair('ES256');
  const dpop = client.getDPoPHandle(config, dpopKeyPair);
  const request = await pushRequest(config, options, dpop);
  const browser = options.browser ?? new Browser();
  const callback = await answerPages(browser, request.url.href, options);
  const tokens = await client.authorizationCodeGrant(config, new URL(callback), request.checks, undefined, {
    DPoP: dpop,
  });
  return { config, tokens, dpopKeyPair, dpop, browser };
}

export async function discover(
  options: Pick<JourneyOptions, 'publicUrl' | 'clientId' | 'clientKey'>,
): Promise<client.Configuration> {
  const authentication = options.clientKey ? client.PrivateKeyJwt(options.clientKey) : client.None();
  // Tests run without TLS on loopback; everything else of the profile stays as it is.
  const insecure = { execute: options.publicUrl.startsWith('http:') ? [client.allowInsecureRequests] : [] };
  const metadata = { dpop_bound_access_tokens: true, id_token_signed_response_alg: 'ES256' };
  return client.discovery(new URL(`${options.publicUrl}/oauth`), options.clientId, metadata, authentication, insecure);
}

export async function pushRequest(
  config: client.Configuration,
  options: Pick<JourneyOptions, 'publicUrl' | 'redirectUri' | 'scopes'>,
  dpop: client.DPoPHandle,
) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const url = await client.buildAuthorizationUrlWithPAR(
    config,
    {
      redirect_uri: options.redirectUri,
      scope: options.scopes.join(' '),
      state: expectedState,
      resource: `${options.publicUrl}/graphql`,
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    },
    { DPoP: dpop },
  );
  return { url, checks: { pkceCodeVerifier, expectedState, idTokenExpected: options.scopes.includes('openid') } };
}

/** @returns the address of the app that the browser was sent back to */
export async function answerPages(
  browser: Browser,
  url: string,
  options: Pick<JourneyOptions, 'persona' | 'answer' | 'publicUrl'>,
): Promise<string> {
  const consent = await toConsentPage(browser, url, options.persona);
  const answered = await browser.post(consent.action, consentFields(consent, options.answer));
  if (answered.location === undefined)
    throw new Error(`The consent was not taken: ${answered.status} ${answered.body}`);
  const back = await browser.follow(answered.location);
  if (back.location === undefined) throw new Error(`No way back to the app: ${back.status} ${back.body}`);
  return back.location;
}

/** From the authorization URL to the consent page, signing in on the way when the browser has no session yet. */
export async function toConsentPage(browser: Browser, url: string, persona: string): Promise<Page> {
  const first = await browser.follow(url);
  const personas = first.values('persona');
  if (personas.length === 0) return first;
  const chosen = personas.includes(persona) ? persona : personaByName(first, persona);
  const signedIn = await browser.post(first.action, [
    ['csrf', first.values('csrf')[0] ?? ''],
    ['persona', chosen],
  ]);
  if (signedIn.location === undefined)
    throw new Error(`The sign-in was not taken: ${signedIn.status} ${signedIn.body}`);
  return browser.follow(signedIn.location);
}

/** The form as the customer sends it; the starting point for tests that tamper with it. */
export function consentFields(page: Page, choice: ConsentChoice = {}): [string, string][] {
  const { scopes = page.values('scope'), accounts = page.values('account'), days = '90', decision = 'allow' } = choice;
  return [
    ['csrf', page.values('csrf')[0] ?? ''],
    ['text', page.values('text')[0] ?? ''],
    ...scopes.map((scope): [string, string] => ['scope', scope]),
    ...accounts.map((account): [string, string] => ['account', account]),
    ['days', days],
    ['decision', decision],
  ];
}

function personaByName(page: Page, name: string): string {
  const buttons = [...page.body.matchAll(/<button[^>]* value="([^"]*)"[^>]*>(.*?)<\/button>/gs)];
  const found = buttons.find(([, , label]) => label?.includes(name))?.[1];
  if (found === undefined) throw new Error(`The sign-in page offers no persona called ${name}`);
  return found;
}
