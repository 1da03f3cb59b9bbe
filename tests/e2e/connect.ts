import * as client from 'openid-client';
import { ProofKey } from '../../src/cli/sandbox-client/proof-key.js';
import { signingFetch } from '../../src/cli/sandbox-client/signing-fetch.js';
import { Browser, type Page } from '../support/browser.js';
import { consentFields, discover, pushRequest, toConsentPage } from '../support/oauth-journey.js';
import { GraphQLClient } from './graphql-client.js';
import type { OwnApp } from './register-app.js';
import { must } from './steps.js';

export interface Wish {
  readonly publicUrl: string;
  readonly app: OwnApp;
  readonly persona: string;
  readonly asked: readonly string[];
  /** What the customer ticks of what the page offers; all of it when left out. */
  readonly ticks?: { readonly scopes?: readonly string[]; readonly accounts?: number };
  readonly browser?: Browser;
}

/** What app and customer have once the customer agreed. */
export interface Connection {
  readonly wish: Wish;
  readonly config: client.Configuration;
  readonly dpop: client.DPoPHandle;
  readonly tokens: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers;
  readonly proofKey: ProofKey;
  readonly graphql: GraphQLClient;
  readonly browser: Browser;
  /** As the page offered and the customer chose. */
  readonly offered: { readonly scopes: readonly string[]; readonly accounts: readonly string[] };
  readonly chosen: { readonly scopes: readonly string[]; readonly accounts: readonly string[] };
}

/** Pushed request with PKCE, sign-in, consent on the brokerage's page, code, tokens bound to a key of the app. */
export async function connect(wish: Wish): Promise<Connection> {
  const { publicUrl, app, persona, asked, browser = new Browser() } = wish;
  const config = await discover({ publicUrl, ...app });
  const keyPair = await client.randomDPoPKeyPair('ES256');
  const dpop = client.getDPoPHandle(config, keyPair);
  const request = await pushRequest(config, { publicUrl, redirectUri: app.redirectUri, scopes: asked }, dpop);
  must(request.url.searchParams.has('request_uri'), 'the authorization URL carries a pushed request');
  const page = await toConsentPage(browser, request.url.href, persona);
  const offered = { scopes: page.values('scope'), accounts: page.values('account') };
  const chosen = {
    scopes: wish.ticks?.scopes ?? offered.scopes,
    accounts: offered.accounts.slice(0, wish.ticks?.accounts),
  };
  const callback = await agree(browser, page, chosen);
  const tokens = await client.authorizationCodeGrant(config, new URL(callback), request.checks, undefined, {
    DPoP: dpop,
  });
  const proofKey = await ProofKey.of(keyPair);
  const graphql = new GraphQLClient(`${publicUrl}/graphql`, signingFetch(proofKey, tokens.access_token));
  return { wish, config, dpop, tokens, proofKey, graphql, browser, offered, chosen };
}

async function agree(browser: Browser, page: Page, chosen: Connection['chosen']): Promise<string> {
  const answered = await browser.post(page.action, consentFields(page, { ...chosen, days: '90' }));
  must(answered.location, `the consent was taken; it answered ${answered.status}`);
  const back = await browser.follow(answered.location);
  must(back.location, 'the browser is sent back to the app');
  return back.location;
}
