import type { ClientMetadata, Purposes } from './app.entity.js';
import type { AppRequest } from './check-app.js';
import { publicKeySet } from './client-keys.js';

/** What a request says about an app, as the columns of its row. The request must be without refusals. */
export function describeApp(request: AppRequest & { readonly purposes?: Purposes }) {
  return {
    nameZh: request.nameZh,
    nameEn: request.nameEn,
    scopeCeiling: [...new Set(request.scopes)].sort(),
    purposes: purposesOf(request),
    metadata: metadataOf(request),
  };
}

/** Grant types follow from what the app is: a redirect URI allows the code flow, a key allows acting on its own. */
function metadataOf(request: AppRequest): ClientMetadata {
  const interactive = request.redirectUris.length > 0;
  const confidential = request.clientType === 'CONFIDENTIAL';
  return {
    redirect_uris: request.redirectUris,
    grant_types: [
      ...(interactive ? ['authorization_code', 'refresh_token'] : []),
      ...(confidential ? ['client_credentials'] : []),
    ],
    response_types: interactive ? ['code'] : [],
    token_endpoint_auth_method: confidential ? 'private_key_jwt' : 'none',
    // An app that only acts on its own has no subject, and a pairwise one can't be computed without a redirect host.
    subject_type: interactive ? 'pairwise' : 'public',
    ...(request.startUri == null ? {} : { initiate_login_uri: request.startUri }),
    ...(confidential ? { jwks: publicKeySet(request.jwks) } : {}),
  };
}

function purposesOf(request: Parameters<typeof describeApp>[0]): Purposes {
  return Object.fromEntries(Object.entries(request.purposes ?? {}).filter(([scope]) => request.scopes.includes(scope)));
}
