import type {
  AccessToken,
  AdapterFactory,
  ClientCredentials,
  Configuration,
  JWKS,
  KoaContextWithOIDC,
} from 'oidc-provider';
import { errorPage } from '../pages/error-page.js';
import { languageOf } from '../pages/language.js';
import { securityHeaders } from '../pages/page.js';
import type { IdentitySecrets } from '../secrets.js';
import { FAPI_2 } from './profile.js';
import { ACCESS_TOKEN_SECONDS, type GraphqlResource } from './resource-server.js';

export interface ProviderParts {
  readonly issuer: string;
  readonly jwks: JWKS;
  readonly adapter: AdapterFactory;
  readonly secrets: IdentitySecrets;
  readonly graphql: GraphqlResource;
  /** Adds public clients and nothing else. */
  readonly sandbox: boolean;
  readonly sessionCookie: SessionCookie;
  /** The claim `gid` of a token: the grant that it stands for. */
  readonly grantOf: (token: AccessToken | ClientCredentials) => Promise<string | undefined>;
}

export interface SessionCookie {
  readonly httpOnly: true;
  readonly sameSite: 'lax';
  readonly signed: true;
  readonly secure: boolean;
  readonly path: '/';
}

export const SESSION_SECONDS = 3600;

/** The profile, made concrete for this installation: its keys, stores, pages and lifetimes. */
export function providerConfiguration(parts: ProviderParts): Configuration {
  const { issuer, jwks, adapter, secrets, sandbox } = parts;
  return {
    ...FAPI_2,
    ...(sandbox ? { clientAuthMethods: ['private_key_jwt', 'none'] as const } : {}),
    adapter,
    jwks,
    // Registration is ours (apps/registration): the provider's own would be a second way to write an app.
    discovery: { registration_endpoint: `${issuer}/register` },
    cookies: cookies(parts),
    features: features(parts),
    ttl: LIFETIMES,
    interactions: { url: (_ctx, interaction) => `${issuer}/interaction/${interaction.uid}` },
    pairwiseIdentifier: async (_ctx, customerId, client) => secrets.pairwiseSubject(client.clientId, customerId),
    findAccount: async (_ctx, customerId) => ({ accountId: customerId, claims: async () => ({ sub: customerId }) }),
    extraTokenClaims: async (_ctx, token) => ({ gid: await parts.grantOf(token) }),
    renderError: (ctx, out) => showError(ctx, out),
  };
}

function cookies({ secrets, sessionCookie }: ProviderParts): Configuration['cookies'] {
  const { path: _everywhere, ...interactionCookie } = sessionCookie;
  return {
    keys: [secrets.cookieKey],
    names: { session: 'openfolio_session', interaction: 'openfolio_interaction', resume: 'openfolio_resume' },
    long: sessionCookie,
    short: interactionCookie,
  };
}

function features({ secrets, graphql }: ProviderParts): Configuration['features'] {
  return {
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
    dPoP: { enabled: true, nonceSecret: secrets.dpopNonceKey },
    clientCredentials: { enabled: true },
    // The provider's own policy lets a confidential client end what belongs to another one.
    revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
    introspection: {
      enabled: true,
      allowedPolicy: (_ctx, client, token) =>
        token.clientId === client.clientId && client.clientAuthMethod === 'private_key_jwt',
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => graphql.resource,
      useGrantedResource: () => true,
      getResourceServerInfo: (ctx, resource, client) => graphql.describe(ctx, resource, client.clientId),
    },
  };
}

/** Seconds. Nothing that comes of a grant outlives it. */
const LIFETIMES: Configuration['ttl'] = {
  AccessToken: (ctx) => Math.min(ACCESS_TOKEN_SECONDS, remaining(ctx.oidc.entities.Grant?.exp)),
  RefreshToken: (ctx) => remaining(ctx.oidc.entities.Grant?.exp),
  ClientCredentials: ACCESS_TOKEN_SECONDS,
  AuthorizationCode: 60,
  IdToken: ACCESS_TOKEN_SECONDS,
  Interaction: 600,
  Session: SESSION_SECONDS,
  Grant: 1, // never used: grants are written by consent and carry their own end
};

/** At least 1, because the provider takes no less: what is already over was refused before. */
function remaining(epochSeconds: number | undefined): number {
  return Math.max(1, (epochSeconds ?? 0) - Math.floor(Date.now() / 1000));
}

function showError(ctx: KoaContextWithOIDC, out: { error: string; error_description?: string | undefined }): void {
  const language = languageOf(ctx.req.headers, ctx.query['lang']);
  ctx.set(securityHeaders());
  ctx.type = 'html';
  const requestId = ctx.res.getHeader('x-request-id');
  ctx.body = errorPage({
    language,
    code: out.error,
    detail: out.error_description,
    requestId: typeof requestId === 'string' ? requestId : undefined,
    now: Date.now(),
  });
}
