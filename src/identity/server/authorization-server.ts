import { type Adapter, type Configuration, type JWKS, Provider } from 'oidc-provider';
import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import type { ScopeTable } from '../../operation/schema/scope-table.js';
import { AppDirectory } from '../apps/app-directory.js';
import { RevokeGrant } from '../grants/revoke-grant.js';
import { StandingGrants } from '../grants/standing-grants.js';
import { errorPage } from '../pages/error-page.js';
import { languageOf } from '../pages/language.js';
import { securityHeaders } from '../pages/page.js';
import { IdentitySecrets } from '../secrets.js';
import { ClientStore } from './client-store.js';
import { GrantProjection } from './grant-projection.js';
import { OidcStore } from './oidc-store.js';
import { useOnce } from './one-time-use.js';
import { FAPI_2 } from './profile.js';
import { ACCESS_TOKEN_SECONDS, GraphqlResource } from './resource-server.js';
import { SigningKeys } from './signing-keys.js';

export interface AuthorizationServerOptions {
  readonly pool: pg.Pool;
  /** Must be real time: token lifetimes are checked by others against their own clocks. */
  readonly clock: Clock;
  /** Where the platform is reached from outside, without a trailing slash. */
  readonly publicUrl: string;
  readonly secret: Buffer;
  readonly scopeTable: ScopeTable;
  /** Adds public clients (browser and mobile apps) and nothing else. */
  readonly sandbox: boolean;
}

/** The provider, its stores and its keys. One per process; `reload()` swaps the provider when keys change. */
export class AuthorizationServer {
  readonly publicUrl: string;
  readonly issuer: string;
  readonly resource: string;
  readonly apps: AppDirectory;
  readonly graphql: GraphqlResource;
  readonly secrets: IdentitySecrets;
  readonly keys: SigningKeys;
  readonly sessionSeconds = 3600;
  readonly sessionCookie: { httpOnly: true; sameSite: 'lax'; signed: true; secure: boolean; path: '/' };
  readonly #options: AuthorizationServerOptions;
  readonly #revokeGrant: RevokeGrant;
  readonly #standingGrants: StandingGrants;
  #provider: Provider;

  static async start(options: AuthorizationServerOptions): Promise<AuthorizationServer> {
    const keys = new SigningKeys(options);
    return new AuthorizationServer(options, keys, { keys: await keys.load() } as JWKS);
  }

  private constructor(options: AuthorizationServerOptions, keys: SigningKeys, jwks: JWKS) {
    this.#options = options;
    this.keys = keys;
    this.publicUrl = options.publicUrl;
    this.issuer = `${options.publicUrl}/oauth`;
    this.resource = `${options.publicUrl}/graphql`;
    this.sessionCookie = {
      httpOnly: true,
      sameSite: 'lax',
      signed: true,
      secure: options.publicUrl.startsWith('https:'),
      path: '/',
    };
    this.secrets = new IdentitySecrets(options.secret);
    this.apps = new AppDirectory(options.pool);
    this.graphql = new GraphqlResource({ resource: this.resource, apps: this.apps, scopeTable: options.scopeTable });
    this.#revokeGrant = new RevokeGrant(options);
    this.#standingGrants = new StandingGrants(options);
    this.#provider = this.#build(jwks);
  }

  get provider(): Provider {
    return this.#provider;
  }

  /** The provider can't change keys, so a new one takes its place; requests under way finish on the old one. */
  async reload(): Promise<void> {
    this.#provider = this.#build({ keys: await this.keys.load() } as JWKS);
  }

  #build(jwks: JWKS): Provider {
    const provider = new Provider(this.issuer, this.#configuration(jwks));
    // Endpoint URLs follow the issuer: the mount sets the forwarded headers itself, whatever the client sent.
    provider.proxy = true;
    provider.ReplayDetection.unique = (issuer, id, until) => useOnce(this.#options.pool, issuer, id, until);
    return provider;
  }

  #configuration(jwks: JWKS): Configuration {
    const { sandbox } = this.#options;
    const { path: _everywhere, ...interactionCookie } = this.sessionCookie;
    return {
      ...FAPI_2,
      ...(sandbox ? { clientAuthMethods: ['private_key_jwt', 'none'] as const } : {}),
      adapter: (kind: string) => this.#store(kind),
      jwks,
      cookies: {
        keys: [this.secrets.cookieKey],
        names: { session: 'openfolio_session', interaction: 'openfolio_interaction', resume: 'openfolio_resume' },
        long: this.sessionCookie,
        short: interactionCookie,
      },
      features: {
        devInteractions: { enabled: false },
        userinfo: { enabled: false },
        requestObjects: { enabled: false },
        rpInitiatedLogout: { enabled: false },
        fapi: { enabled: true, profile: '2.0' },
        pushedAuthorizationRequests: {
          enabled: true,
          requirePushedAuthorizationRequests: true,
          allowUnregisteredRedirectUris: false,
        },
        dPoP: { enabled: true, nonceSecret: this.secrets.dpopNonceKey },
        clientCredentials: { enabled: true },
        revocation: { enabled: true },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => this.resource,
          useGrantedResource: () => true,
          getResourceServerInfo: (ctx, resource, client) => this.graphql.describe(ctx, resource, client.clientId),
        },
      },
      interactions: { url: (_ctx, interaction) => `${this.issuer}/interaction/${interaction.uid}` },
      pairwiseIdentifier: async (_ctx, customerId, client) => this.secrets.pairwiseSubject(client.clientId, customerId),
      findAccount: async (_ctx, customerId) => ({ accountId: customerId, claims: async () => ({ sub: customerId }) }),
      extraTokenClaims: async (_ctx, token) => ({ gid: await this.#grantOf(token) }),
      renderError: (ctx, out) => {
        const language = languageOf(ctx.req.headers, ctx.query['lang']);
        ctx.set(securityHeaders());
        ctx.type = 'html';
        ctx.body = errorPage({ language, code: out.error, detail: out.error_description });
      },
      ttl: {
        AccessToken: (ctx) => Math.min(ACCESS_TOKEN_SECONDS, remaining(ctx.oidc.entities.Grant?.exp)),
        AuthorizationCode: 60,
        ClientCredentials: ACCESS_TOKEN_SECONDS,
        Grant: 180 * 86_400,
        IdToken: ACCESS_TOKEN_SECONDS,
        Interaction: 600,
        RefreshToken: (ctx) => remaining(ctx.oidc.entities.Grant?.exp),
        Session: this.sessionSeconds,
      },
    };
  }

  #store(kind: string): Adapter {
    const { pool } = this.#options;
    if (kind === 'Client') return new ClientStore(this.apps);
    if (kind === 'Grant') return new GrantProjection({ pool, revokeGrant: this.#revokeGrant, revokedBy });
    const onReuse = async (grantId: string) => {
      await this.#revokeGrant.revoke({ grantId, revokedBy: 'SECURITY' });
    };
    return new OidcStore({ pool, kind, onReuse });
  }

  /** The claim `gid`: the consent behind the code, or the app's standing grant when it acts on its own. */
  async #grantOf(token: { kind: string; grantId?: string; clientId?: string }): Promise<string | undefined> {
    if (token.kind !== 'ClientCredentials') return token.grantId;
    const app = await this.apps.find(token.clientId ?? '');
    if (!app) return undefined;
    return this.#standingGrants.ensure({
      appId: app.id,
      customerId: null,
      resource: this.resource,
      scopes: this.graphql.grantable(app, true),
    });
  }
}

/** Who ended a grant through the provider: the app at the revocation endpoint, else the provider after a replay. */
function revokedBy(): 'APP' | 'SECURITY' {
  return Provider.ctx?.oidc.route === 'revocation' ? 'APP' : 'SECURITY';
}

/** Whole seconds until then, at least 1: what is already over was refused before. */
function remaining(epochSeconds: number | undefined): number {
  return Math.max(1, (epochSeconds ?? 0) - Math.floor(Date.now() / 1000));
}
