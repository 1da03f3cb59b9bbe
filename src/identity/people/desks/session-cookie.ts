import type { PersonKind } from '../roles.js';

/** The cookie of one kind of people. `__Host-`: no other host of the domain can plant it (RFC 6265bis §4.1.3.2); browsers take the prefix over TLS alone. */
export function sessionCookie(
  kind: PersonKind,
  publicUrl: string,
): { readonly name: string; readonly secure: boolean } {
  const secure = publicUrl.startsWith('https:');
  return { name: `${secure ? '__Host-' : ''}openfolio_${kind.toLowerCase()}`, secure };
}
