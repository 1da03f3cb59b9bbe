import { peopleError } from './people.errors.js';
import type { PublisherAct, StaffAct } from './roles.js';

/** Who does something to people: somebody signed in, with what their roles permit, or an operator at the command line. */
export type Actor =
  | { readonly by: 'OPERATOR' }
  | { readonly by: 'STAFF'; readonly personId: string; readonly acts: ReadonlySet<StaffAct> }
  | {
      readonly by: 'MEMBER';
      readonly personId: string;
      readonly publisherId: string;
      readonly acts: ReadonlySet<PublisherAct>;
    };

export const OPERATOR: Actor = { by: 'OPERATOR' };

export function personOf(actor: Actor): string | null {
  return actor.by === 'OPERATOR' ? null : actor.personId;
}

/** @throws PublicError PERSON_NOT_PERMITTED */
export function requireStaffAct(actor: Actor, act: StaffAct): void {
  if (actor.by === 'OPERATOR' || (actor.by === 'STAFF' && actor.acts.has(act))) return;
  throw peopleError('PERSON_NOT_PERMITTED', { params: { act } });
}

/** @throws PublicError PERSON_NOT_PERMITTED, also when the publisher is another one's */
export function requirePublisherAct(actor: Actor, publisherId: string, act: PublisherAct): void {
  if (actor.by === 'MEMBER' && actor.publisherId === publisherId && actor.acts.has(act)) return;
  throw peopleError('PERSON_NOT_PERMITTED', { params: { act } });
}
