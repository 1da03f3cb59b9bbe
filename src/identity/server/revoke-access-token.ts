import { createLocalJWKSet, type JWK, jwtVerify } from 'jose';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { RevokeGrant } from '../grants/revoke-grant.js';

/**
 * RFC 7009 for access tokens that are JWTs, which the provider refuses as `unsupported_token_type`: an app that gives
 * one back ends its grant. A token that is invalid, expired or another app's changes nothing and answers the same.
 */
export function revokeAccessToken(dependencies: {
  issuer: string;
  resource: string;
  keys: readonly JWK[];
  revokeGrant: RevokeGrant;
}) {
  const { issuer, resource, revokeGrant } = dependencies;
  const keys = createLocalJWKSet({ keys: dependencies.keys.map(({ d: _private, ...key }) => key) });
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    // By now the provider has authenticated the client; only then it looks at the token.
    const { error } = (ctx.body ?? {}) as { error?: string };
    if (error !== 'unsupported_token_type' || ctx.oidc.route !== 'revocation') return;
    const grantId = await verified(String(ctx.oidc.params?.['token']), ctx.oidc.client?.clientId);
    if (grantId !== undefined) await revokeGrant.revoke({ grantId, revokedBy: 'APP' });
    ctx.status = 200;
    ctx.body = '';
  };

  async function verified(token: string, clientId: string | undefined): Promise<string | undefined> {
    const rules = { issuer, audience: resource, typ: 'at+jwt', algorithms: ['ES256'] };
    const claims = await jwtVerify(token, keys, rules).then(
      ({ payload }) => payload,
      () => undefined,
    );
    return claims?.['client_id'] === clientId && typeof claims?.['gid'] === 'string' ? claims['gid'] : undefined;
  }
}
