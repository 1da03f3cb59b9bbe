import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { type Adapter, type AdapterPayload, Provider } from 'oidc-provider';
import { freePort } from '../support/http-server.js';

/** The brokerage's own OpenID Provider: real protocol, and a sign-in that lets in whoever `customer` names, or nobody. */
export class Brokerage {
  customer: string | undefined;
  /** Requests that came in by PAR. */
  pushed = 0;
  readonly issuer: string;
  readonly clientKey: JWK;
  readonly #server: Server;

  private constructor(issuer: string, clientKey: JWK, server: Server) {
    this.issuer = issuer;
    this.clientKey = clientKey;
    this.#server = server;
  }

  /** @param redirectUri of the platform, known only once that has a port */
  static async start(options: { redirectUri: string; par: boolean }): Promise<Brokerage> {
    const issuer = `http://127.0.0.1:${await freePort()}`;
    const [client, signing] = await Promise.all([keyPair('client'), keyPair('signing')]);
    const platform = {
      client_id: 'openfolio',
      token_endpoint_auth_method: 'private_key_jwt' as const,
      token_endpoint_auth_signing_alg: 'ES256' as const,
      id_token_signed_response_alg: 'ES256' as const,
      redirect_uris: [options.redirectUri],
      jwks: { keys: [client.publicJwk] },
    };
    const provider = new Provider(issuer, {
      adapter: memoryOf(platform),
      jwks: { keys: [signing.privateJwk] },
      cookies: { keys: ['tests'], names: { session: '_broker', interaction: '_broker_i', resume: '_broker_r' } },
      features: { devInteractions: { enabled: false }, pushedAuthorizationRequests: { enabled: options.par } },
      findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
      // Its own consent is given to its own platform.
      loadExistingGrant: async (ctx) => {
        const grant = new ctx.oidc.provider.Grant({
          accountId: ctx.oidc.session?.accountId ?? '',
          clientId: ctx.oidc.client?.clientId ?? '',
        });
        grant.addOIDCScope('openid');
        await grant.save();
        return grant;
      },
    });
    const handle = provider.callback();
    const server = createServer((request, response) => {
      if (request.url === '/request') brokerage.pushed += 1;
      const { customer } = brokerage;
      const result = customer === undefined ? { error: 'access_denied' } : { login: { accountId: customer } };
      const answered = request.url?.startsWith('/interaction/')
        ? provider.interactionFinished(request, response, result)
        : handle(request, response);
      void answered;
    });
    const brokerage = new Brokerage(issuer, client.privateJwk, server);
    await new Promise<void>((resolve) => server.listen(Number(new URL(issuer).port), '127.0.0.1', resolve));
    return brokerage;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Static clients are copied by `structuredClone`, whose objects are none of the test's realm: so it is given by the store. */
function memoryOf(platform: AdapterPayload): (kind: string) => Adapter {
  const stored = new Map<string, AdapterPayload>();
  return (kind) => ({
    upsert: async (id, payload) => void stored.set(`${kind} ${id}`, payload),
    find: async (id) => (kind === 'Client' ? platform : stored.get(`${kind} ${id}`)),
    findByUid: async (uid) => [...stored.values()].find((payload) => payload.kind === kind && payload.uid === uid),
    findByUserCode: async () => undefined,
    consume: async (id) => {
      const payload = stored.get(`${kind} ${id}`);
      if (payload) stored.set(`${kind} ${id}`, { ...payload, consumed: Math.floor(Date.now() / 1000) });
    },
    destroy: async (id) => void stored.delete(`${kind} ${id}`),
    revokeByGrantId: async () => {},
  });
}

async function keyPair(kid: string): Promise<{ publicJwk: JWK; privateJwk: JWK }> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const named = { kid, alg: 'ES256', use: 'sig' };
  return {
    publicJwk: { ...(await exportJWK(publicKey)), ...named },
    privateJwk: { ...(await exportJWK(privateKey)), ...named },
  };
}
