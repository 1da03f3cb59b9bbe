import { identityError } from '../identity.errors.js';
import type { Refusal } from './check-app.js';

const URIS_MAX = 10;
const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * Redirect URIs are compared byte by byte later, so only canonical ones are taken.
 * Source: FAPI 2.0 Security Profile §5.3.2.2, RFC 9700 §2.1; loopback is for development (RFC 8252 §7.3).
 */
export function refusalOfRedirectUris(uris: readonly string[], sandbox: boolean): Refusal[] {
  const refusals = uris.flatMap((uri) => refuse(uri, reasonAgainstUri(uri, sandbox)));
  if (refusals.length > 0) return refusals;
  if (uris.length > URIS_MAX) return refuse(uris[URIS_MAX] ?? '', `at most ${URIS_MAX} are kept`);
  // The subject is pairwise per host (OpenID Connect Core §8.1), so one app has one host.
  const hosts = new Set(uris.map((uri) => new URL(uri).host));
  return hosts.size > 1 ? refuse([...uris].join(' '), 'all redirect URIs of an app share one host and port') : [];
}

/** @returns why a browser may not be sent there; `undefined` when it may */
export function reasonAgainstUri(text: string, sandbox: boolean): string | undefined {
  const uri = URL.parse(text);
  if (!uri || text.length > 512) return 'it is not an absolute URI of at most 512 characters';
  const loopback = LOOPBACK.has(uri.hostname);
  const rules: readonly [boolean, string][] = [
    [text.includes('*'), 'wildcards are not supported'],
    [text.includes('#'), 'it must not have a fragment'],
    [uri.username !== '' || uri.password !== '', 'it must not carry credentials'],
    [uri.protocol !== 'https:' && !(uri.protocol === 'http:' && loopback), 'it must be https'],
    [loopback && !sandbox, 'loopback addresses are for the sandbox only'],
    [uri.href !== text, 'it is not in canonical form'],
  ];
  return rules.find(([broken]) => broken)?.[1];
}

function refuse(uri: string, reason: string | undefined): Refusal[] {
  return reason === undefined
    ? []
    : [
        {
          field: 'redirectUris',
          error: identityError('APP_REDIRECT_URI_INVALID', { params: { uri: uri.slice(0, 128), reason } }),
        },
      ];
}
