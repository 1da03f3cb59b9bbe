import { exportJWK, generateKeyPair } from 'jose';
import { oauthJourney } from '../../support/oauth-journey.js';
import type { IdentityWorld, TestApp } from './identity-world.js';

export interface Registered {
  readonly client_id: string;
  readonly app_status: string;
  readonly registration_access_token: string;
  readonly registration_client_uri: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Registered & { readonly error?: string; readonly error_description?: string };
}

export const REDIRECT = 'http://127.0.0.1:9/callback';

/** A publisher that registers apps by itself, by bare HTTP, with one key for all of them. */
export class RegistrationClient {
  readonly #world: IdentityWorld;

  private constructor(
    world: IdentityWorld,
    readonly privateKey: TestApp['privateKey'],
    readonly publicJwk: Readonly<Record<string, unknown>>,
  ) {
    this.#world = world;
  }

  static async in(world: IdentityWorld): Promise<RegistrationClient> {
    await world.addApp(); // makes the publisher `acme`
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    return new RegistrationClient(world, privateKey, { ...(await exportJWK(publicKey)) });
  }

  async invite(): Promise<string> {
    return (await this.#world.inviteApp.invite({ slug: 'acme' }, 7)).token;
  }

  metadata(changes: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      client_name: 'Tax Helper',
      'client_name#zh': '报税助手',
      redirect_uris: [REDIRECT],
      jwks: { keys: [this.publicJwk] },
      scope: 'accounts:read portfolios:read',
      scope_purposes: { 'accounts:read': { en: 'To list them', zh: '用于列出账户' } },
      ...changes,
    };
  }

  async send(method: string, url: string, token?: string, body?: unknown): Promise<Answer> {
    const response = await fetch(url, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const read = (text === '' ? {} : JSON.parse(text)) as Answer['body'];
    return { status: response.status, headers: response.headers, body: read };
  }

  register(token: string | undefined, body: unknown): Promise<Answer> {
    return this.send('POST', `${this.#world.publicUrl}/oauth/register`, token, body);
  }

  async registered(changes: Record<string, unknown> = {}): Promise<Registered> {
    const { status, body } = await this.register(await this.invite(), this.metadata(changes));
    if (status !== 201) throw new Error(body.error_description);
    return body;
  }

  asApp({ client_id }: Registered): TestApp {
    return { id: '', clientId: client_id, privateKey: this.privateKey, redirectUri: REDIRECT };
  }

  journeyOf({ client_id }: Registered) {
    return oauthJourney({
      publicUrl: this.#world.publicUrl,
      clientId: client_id,
      clientKey: this.privateKey,
      redirectUri: REDIRECT,
      scopes: ['accounts:read'],
      persona: this.#world.anna.id,
    });
  }
}
