import { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider';

/**
 * The FAPI 2.0 Security Profile, stated in full. The provider's own `fapi` switch was measured to be weaker: it still
 * gave Bearer tokens to a client with a secret, took public clients without PAR, and answered `code id_token`.
 */
export const FAPI_2: Configuration = {
  clientAuthMethods: ['private_key_jwt'],
  responseTypes: ['code'],
  pkce: { required: () => true },
  allowOmittingSingleRegisteredRedirectUri: false,
  acceptQueryParamAccessTokens: false,
  subjectTypes: ['pairwise', 'public'],
  scopes: ['openid', 'offline_access'],
  claims: { openid: ['sub'] },
  clientDefaults: {
    token_endpoint_auth_method: 'private_key_jwt',
    dpop_bound_access_tokens: true,
    require_pushed_authorization_requests: true,
    id_token_signed_response_alg: 'ES256',
    subject_type: 'pairwise',
  },
  enabledJWA: {
    clientAuthSigningAlgValues: ['ES256', 'PS256', 'EdDSA'],
    idTokenSigningAlgValues: ['ES256'],
    dPoPSigningAlgValues: ['ES256', 'PS256', 'EdDSA'],
  },
  // §5.3.2.1(9): rotation protects bearer refresh tokens; ours are bound to a key, and rotation loses some in flight.
  rotateRefreshToken: false,
  expiresWithSession: () => false,
  // A refresh token lives as long as the consent, which has an end of its own; the customer chose that length.
  issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
  // Never an older consent: each authorization asks anew, so what the page shows is what is granted.
  loadExistingGrant: async (ctx) => {
    const grantId = ctx.oidc.result?.consent?.grantId;
    return grantId === undefined ? undefined : ctx.oidc.provider.Grant.find(grantId);
  },
  // Replaces the provider's hook, and with it its audience check: an array or another endpoint as `aud` is refused here.
  assertJwtClientAuthClaimsAndHeader: (ctx, claims) => checkAssertion(ctx, claims),
  // §5.3.2.1: assertions from a clock that is up to 10 s ahead are to be taken.
  clockTolerance: 10,
};

/** Source: FAPI 2.0 §5.3.2.1(6): `aud` is the issuer as a single string. Lifetimes bound the replay table. */
async function checkAssertion(ctx: KoaContextWithOIDC, claims: Record<string, unknown>): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  const rules: readonly [boolean, string][] = [
    [claims['aud'] === ctx.oidc.issuer, 'aud must be the issuer identifier, as a single string'],
    [typeof claims['iat'] !== 'number' || claims['iat'] <= now + 60, 'iat lies in the future'],
    [typeof claims['exp'] === 'number' && claims['exp'] <= now + 300, 'exp must be at most 300 seconds away'],
    [claims['sub'] === claims['iss'], 'sub must be the client id'],
  ];
  const broken = rules.find(([holds]) => !holds);
  if (broken) throw new errors.InvalidClientAuth(broken[1]);
}
