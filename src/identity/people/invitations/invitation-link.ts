import type { PersonKind } from '../roles.js';

/** Path of the door where each kind of people comes in. */
export const DOORS: Readonly<Record<PersonKind, string>> = { STAFF: '/staff', MEMBER: '/publisher' };

/** In the query, which the request log leaves out. */
export function invitationLink(publicUrl: string, invited: { kind: PersonKind; token: string }): string {
  return `${publicUrl}${DOORS[invited.kind]}/invitation?token=${invited.token}`;
}
