import * as client from 'openid-client';
import { ProofKey } from '../../src/cli/sandbox-client/proof-key.js';
import { newId } from '../../src/kernel/ids.js';
import type { Gateways } from '../identity/support/gateways.js';
import type { TestApp } from '../identity/support/identity-world.js';
import { oauthJourney } from '../support/oauth-journey.js';

export const SCOPES = 'accounts:read transactions:read tickets:read tickets:write events:read'.split(' ');
export const OWN_SCOPES = 'hooks:manage standing:manage events:read'.split(' ');

type Process = 0 | 1;

/** An app with a customer's consent and a token of its own, that knows both processes behind the public address. */
export class WatchedApp {
  readonly app: TestApp;
  readonly #gateways: Gateways;
  readonly #journey: Awaited<ReturnType<typeof oauthJourney>>;
  readonly #key: ProofKey;
  #own = '';
  #nonce: string | undefined;

  private constructor(
    gateways: Gateways,
    app: TestApp,
    journey: Awaited<ReturnType<typeof oauthJourney>>,
    key: ProofKey,
  ) {
    this.#gateways = gateways;
    this.app = app;
    this.#journey = journey;
    this.#key = key;
  }

  static async allowedBy(gateways: Gateways, persona: string): Promise<WatchedApp> {
    const app = await gateways.addApp([...new Set([...SCOPES, ...OWN_SCOPES])]);
    const { publicUrl } = gateways;
    const { clientId, privateKey: clientKey, redirectUri } = app;
    const journey = await oauthJourney({ publicUrl, clientId, clientKey, redirectUri, scopes: SCOPES, persona });
    const watched = new WatchedApp(gateways, app, journey, await ProofKey.of(journey.dpopKeyPair));
    watched.#own = await watched.ownToken();
    return watched;
  }

  get tokens() {
    return { customer: this.#journey.tokens.access_token, own: this.#own };
  }

  /** Client credentials. @throws what openid-client throws */
  async ownToken(): Promise<string> {
    const { config, dpop } = this.#journey;
    const resource = `${this.#gateways.publicUrl}/graphql`;
    return (await client.clientCredentialsGrant(config, { scope: OWN_SCOPES.join(' '), resource }, { DPoP: dpop }))
      .access_token;
  }

  async refreshed(): Promise<string> {
    const { config, dpop, tokens } = this.#journey;
    return (await client.refreshTokenGrant(config, tokens.refresh_token ?? '', {}, { DPoP: dpop })).access_token;
  }

  async introspected(): Promise<boolean> {
    return (await client.tokenIntrospection(this.#journey.config, this.tokens.customer)).active;
  }

  /** `undefined` or the code of the first refusal. */
  async refusal(process: Process, query: string, as: 'customer' | 'own' = 'customer'): Promise<string | undefined> {
    const { errors } = await this.ask(process, query, {}, as);
    return errors?.[0]?.extensions.code;
  }

  async ask(process: Process, query: string, variables: object = {}, as: 'customer' | 'own' = 'customer') {
    const response = await this.fetch(process, '/graphql', { body: JSON.stringify({ query, variables }), as });
    return (await response.json()) as {
      data?: Record<string, unknown>;
      errors?: { extensions: { code: string } }[];
    };
  }

  async fetch(
    process: Process,
    path: string,
    { body, as = 'customer' }: { body?: string; as?: 'customer' | 'own' } = {},
  ): Promise<Response> {
    const { publicUrl, urls } = this.#gateways;
    const method = body === undefined ? 'GET' : 'POST';
    const accessToken = this.tokens[as];
    const dpop = await this.#key.proof({ method, url: `${publicUrl}${path}`, accessToken, nonce: this.#nonce });
    const headers = { authorization: `DPoP ${accessToken}`, dpop, 'content-type': 'application/json' };
    const response = await fetch(`${urls[process]}${path}`, { method, headers, ...(body && { body }) });
    this.#nonce = response.headers.get('dpop-nonce') ?? this.#nonce;
    const wantsNonce = response.headers.get('www-authenticate')?.includes('use_dpop_nonce');
    return wantsNonce ? this.fetch(process, path, { ...(body && { body }), as }) : response;
  }

  /** As many made-up ids as make the watch freeze, in a few operations. */
  async tryIds(count = 200): Promise<void> {
    for (let tried = 0; tried < count; tried += 20) {
      const fields = Array.from({ length: 20 }, (_, n) => `a${n}: account(id: "${this.#madeUp()}") { id }`);
      await this.ask(0, `query Scrape { ${fields.join(' ')} }`);
    }
  }

  #madeUp(): string {
    return `acc_${Buffer.from(`${newId()}${newId()}`.replaceAll('-', ''), 'hex').subarray(0, 16).toString('base64url')}`;
  }
}
