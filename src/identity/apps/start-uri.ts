import { identityError } from '../identity.errors.js';
import type { Refusal } from './check-app.js';
import { reasonAgainstUri } from './redirect-uris.js';

/**
 * Where the app itself begins a consent (`initiate_login_uri`, OpenID Connect Core §4): refusals for a missing scope point
 * there, so it is held to the rules of redirect URIs and to their host.
 */
export function refusalOfStartUri(
  uri: string | null | undefined,
  redirectUris: readonly string[],
  sandbox: boolean,
): Refusal[] {
  if (uri == null) return [];
  const reason =
    reasonAgainstUri(uri, sandbox) ??
    (hostOf(uri) === hostOf(redirectUris[0] ?? '') ? undefined : 'it must be on the host of the redirect URIs');
  const params = { uri: uri.slice(0, 128), reason: reason ?? '' };
  return reason === undefined ? [] : [{ field: 'startUri', error: identityError('APP_START_URI_INVALID', { params }) }];
}

function hostOf(uri: string): string | undefined {
  return URL.parse(uri)?.host;
}
