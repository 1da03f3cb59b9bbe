import { type AccessToken, type Adapter, type ClientCredentials, Provider } from 'oidc-provider';
import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import type { ScopeTable } from '../../operation/schema/scope-table.js';
import { AppDirectory } from '../apps/app-directory.js';
import { RevokeGrant } from '../grants/revoke-grant.js';
import { StandingGrants } from '../grants/standing-grants.js';
import { IdentitySecrets } from '../secrets.js';
import { ClientStore } from './client-store.js';
import { GrantProjection } from './grant-projection.js';
import { OidcStore } from './oidc-store.js';
import { useOnce } from './one-time-use.js';
import { providerConfiguration, type SessionCookie } from './provider-configuration.js';
import { GraphqlResource } from './resource-server.js';
import { returnedTokens } from './returned-tokens.js';
import { type PublishedKeys, SigningKeys } from './signing-keys.js';

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
  /** Told of what failed inside, once each; the client sees `server_error` and nothing of it. */
  readonly onError: (error: unknown) => void;
  /** Told of each customer who signs in or answers an app's request in person. A token that an app renews by itself is neither. */
  readonly onPresence?: (customerId: string) => void;
}

/** setTimeout's limit; a key that takes over later is looked at again before. */
const TIMER_MS_MAX = 2 ** 31 - 1;

/** The provider, its stores and its keys. One per process; a new provider takes over when the keys change. */
export class AuthorizationServer {
  readonly publicUrl: string;
  readonly issuer: string;
  readonly resource: string;
  readonly apps: AppDirectory;
  readonly graphql: GraphqlResource;
  readonly secrets: IdentitySecrets;
  readonly keys: SigningKeys;
  readonly sessionCookie: SessionCookie;
  readonly #options: AuthorizationServerOptions;
  readonly #revokeGrant: RevokeGrant;
  readonly #standingGrants: StandingGrants;
  #provider: Provider;
  #keyChange: NodeJS.Timeout | undefined;
  #reloading: Promise<void> = Promise.resolve();
  #stopped = false;

  static async start(options: AuthorizationServerOptions): Promise<AuthorizationServer> {
    const keys = new SigningKeys(options);
    return new AuthorizationServer(options, keys, await keys.load());
  }

  private constructor(options: AuthorizationServerOptions, keys: SigningKeys, published: PublishedKeys) {
    const { publicUrl, pool, scopeTable } = options;
    this.#options = options;
    this.keys = keys;
    this.publicUrl = publicUrl;
    this.issuer = `${publicUrl}/oauth`;
    this.resource = `${publicUrl}/graphql`;
    this.sessionCookie = {
      httpOnly: true,
      sameSite: 'lax',
      signed: true,
      secure: publicUrl.startsWith('https:'),
      path: '/',
    };
    this.secrets = new IdentitySecrets(options.secret);
    this.apps = new AppDirectory(pool);
    this.graphql = new GraphqlResource({ resource: this.resource, apps: this.apps, scopeTable });
    this.#revokeGrant = new RevokeGrant(options);
    this.#standingGrants = new StandingGrants(options);
    this.#provider = this.#build(published);
  }

  /** The customer is here, in person. */
  customerPresent(customerId: string): void {
    this.#options.onPresence?.(customerId);
  }

  get provider(): Provider {
    return this.#provider;
  }

  /**
   * Reads the keys again: call it when the table `signing_key` announces a change. A key whose time is still to come
   * takes over by itself. The provider can't change keys, so it is replaced; requests under way finish on the old one.
   * One after the other: of two readings at once the older must not be kept. @throws when the keys can't be read; those
   * in use stay
   */
  reload(): Promise<void> {
    const read = async () => {
      const published = await this.keys.load();
      if (!this.#stopped) this.#provider = this.#build(published);
    };
    const reloaded = this.#reloading.then(read, read);
    this.#reloading = reloaded;
    return reloaded;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#keyChange);
    await this.#reloading.catch(() => {}); // its caller was told
  }

  #build({ keys, changesAt }: PublishedKeys): Provider {
    clearTimeout(this.#keyChange);
    if (changesAt !== undefined) {
      const delayMs = Math.min(Math.max(changesAt - this.#options.clock.now(), 0), TIMER_MS_MAX);
      this.#keyChange = setTimeout(() => void this.reload().catch(this.#options.onError), delayMs).unref();
    }
    const { issuer, resource } = this;
    const provider = new Provider(
      issuer,
      providerConfiguration({
        issuer,
        jwks: { keys },
        adapter: (kind) => this.#store(kind),
        secrets: this.secrets,
        graphql: this.graphql,
        sandbox: this.#options.sandbox,
        sessionCookie: this.sessionCookie,
        grantOf: (token) => this.#grantOf(token),
      }),
    );
    provider.on('server_error', (_ctx, error) => this.#options.onError(error));
    // Endpoint URLs follow the issuer: the mount sets the forwarded headers itself, whatever the client sent.
    provider.proxy = true;
    provider.use(returnedTokens({ pool: this.#options.pool, issuer, resource, keys, revokeGrant: this.#revokeGrant }));
    provider.ReplayDetection.unique = (client, id, until) => useOnce(this.#options.pool, client, id, until);
    return provider;
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

  /** The consent behind the code, or the app's standing grant when it acts on its own. */
  async #grantOf(token: AccessToken | ClientCredentials): Promise<string | undefined> {
    if (token.kind === 'AccessToken') return token.grantId;
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
