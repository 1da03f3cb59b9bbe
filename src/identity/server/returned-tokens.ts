import { createLocalJWKSet, type JWK, type JWTPayload, jwtVerify } from 'jose';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type pg from 'pg';
import type { RevokeGrant } from '../grants/revoke-grant.js';

export interface ReturnedTokensParts {
  readonly pool: pg.Pool;
  readonly issuer: string;
  readonly resource: string;
  readonly keys: readonly JWK[];
  readonly revokeGrant: RevokeGrant;
}

type Answer = (claims: JWTPayload | undefined, ctx: KoaContextWithOIDC) => Promise<object | ''>;

/**
 * Revocation (RFC 7009) and introspection (RFC 7662) of access tokens, which are JWTs and which the provider therefore
 * refuses as `unsupported_token_type`. It has authenticated the client by then, and only then a token is looked at.
 * A token that is invalid, expired or another app's is nothing: revoking it changes nothing, introspected it is inactive.
 *
 * Giving back an access token ends its grant, as giving back the refresh token does. A denial of the one `jti` was
 * rejected: the refresh token beside it would make the next access token within the second.
 */
export function returnedTokens(parts: ReturnedTokensParts) {
  const { issuer, resource } = parts;
  const keys = createLocalJWKSet({ keys: parts.keys.map(({ d: _private, ...key }) => key) });
  const answers: Readonly<Record<string, Answer>> = {
    revocation: (claims) => revoke(parts, claims),
    introspection: (claims, ctx) => introspect(parts, claims, ctx),
  };
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    const { error } = (ctx.body ?? {}) as { error?: string };
    const answer = error === 'unsupported_token_type' ? answers[ctx.oidc.route] : undefined;
    if (!answer) return;
    const body = await answer(await ownToken(String(ctx.oidc.params?.['token']), ctx.oidc.client?.clientId), ctx);
    ctx.status = 200;
    ctx.body = body;
  };

  async function ownToken(token: string, clientId: string | undefined): Promise<JWTPayload | undefined> {
    const rules = { issuer, audience: resource, typ: 'at+jwt', algorithms: ['ES256'] };
    const claims = await jwtVerify(token, keys, rules).then(
      ({ payload }) => payload,
      () => undefined,
    );
    return claims?.['client_id'] === clientId && typeof claims?.['gid'] === 'string' ? claims : undefined;
  }
}

async function revoke({ revokeGrant }: ReturnedTokensParts, claims: JWTPayload | undefined): Promise<''> {
  if (claims) await revokeGrant.revoke({ grantId: String(claims['gid']), revokedBy: 'APP' });
  return '';
}

/** Only a client that authenticated itself is told anything (RFC 7662 §2.1); a public one knows its token's `exp` anyway. */
async function introspect(
  { pool }: ReturnedTokensParts,
  claims: JWTPayload | undefined,
  ctx: KoaContextWithOIDC,
): Promise<object> {
  if (!claims || ctx.oidc.client?.clientAuthMethod !== 'private_key_jwt') return INACTIVE;
  if (!(await isServed(pool, String(claims['gid'])))) return INACTIVE;
  const { iss, aud, sub, client_id, scope, cnf, jti, iat, exp } = claims;
  return { active: true, token_type: 'DPoP', iss, aud, sub, client_id, scope, cnf, jti, iat, exp };
}

const INACTIVE = { active: false };

/** By the row and not by the deny feed: what the authorization server says is the truth at this instant. */
async function isServed(pool: pg.Pool, grantId: string): Promise<boolean> {
  const { rows } = await pool.query({
    name: 'grant_is_served',
    text: `SELECT 1 FROM access_grant g JOIN app a ON a.id = g.app_id
           WHERE g.id = $1 AND g.revoked_at IS NULL AND g.expires_at > now() AND a.status = 'APPROVED'`,
    values: [grantId],
  });
  return rows.length > 0;
}
