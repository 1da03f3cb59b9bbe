import { errors, type KoaContextWithOIDC, type ResourceServer } from 'oidc-provider';
import { isForApps, type ScopeTable } from '../../operation/schema/scope-table.js';
import type { AppDirectory, ListedApp } from '../apps/app-directory.js';

/** FAPI 2.0 wants short lives; revocation does not rest on it, the deny feed does. */
export const ACCESS_TOKEN_SECONDS = 300;

const PROVIDER_SCOPES = new Set(['openid', 'offline_access']);

/**
 * The one place where every token passes: pushed request, consent, code, refresh and client credentials.
 * Refuses another resource, an app that is not approved, and a scope that is unknown or beyond the app's ceiling
 * (the provider would drop such scopes silently and the developer would search for hours).
 */
export class GraphqlResource {
  readonly resource: string;
  readonly #apps: AppDirectory;
  readonly #scopeTable: ScopeTable;

  constructor(dependencies: { resource: string; apps: AppDirectory; scopeTable: ScopeTable }) {
    this.resource = dependencies.resource;
    this.#apps = dependencies.apps;
    this.#scopeTable = dependencies.scopeTable;
  }

  /** @throws errors.InvalidTarget, errors.UnauthorizedClient, errors.InvalidScope */
  async describe(ctx: KoaContextWithOIDC, resource: string, clientId: string): Promise<ResourceServer> {
    if (resource !== this.resource) throw new errors.InvalidTarget(`the only resource is ${this.resource}`);
    const app = await this.#apps.find(clientId);
    if (app?.status !== 'APPROVED')
      throw new errors.UnauthorizedClient(`this app is ${app?.status ?? 'unknown'}; only approved apps get tokens`);
    const alone = ctx.oidc.params?.['grant_type'] === 'client_credentials';
    const scopes = this.grantable(app, alone);
    this.#refuseOthers(ctx, app, scopes);
    return {
      scope: scopes.join(' '),
      audience: this.resource,
      accessTokenTTL: ACCESS_TOKEN_SECONDS,
      accessTokenFormat: 'jwt',
      jwt: { sign: { alg: 'ES256' } },
    };
  }

  /** What the app may hold: its ceiling, less what only our own pages hold; alone, only what concerns no customer. */
  grantable(app: ListedApp, alone: boolean): string[] {
    return app.scopeCeiling.filter((scope) => {
      const definition = this.#scopeTable[scope];
      return definition !== undefined && isForApps(definition) && (!alone || definition.level === 'APP');
    });
  }

  #refuseOthers(ctx: KoaContextWithOIDC, app: ListedApp, grantable: readonly string[]): void {
    const requested = typeof ctx.oidc.params?.['scope'] === 'string' ? ctx.oidc.params['scope'].split(' ') : [];
    const refused = requested.find((scope) => !PROVIDER_SCOPES.has(scope) && !grantable.includes(scope));
    if (refused === undefined) return;
    const reason = Object.hasOwn(this.#scopeTable, refused)
      ? app.scopeCeiling.includes(refused)
        ? 'needs a customer'
        : 'is beyond what this app was registered for'
      : 'does not exist';
    throw new errors.InvalidScope(`the scope ${reason}`, refused);
  }
}
