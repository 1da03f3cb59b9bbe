import type { GrantedPerson } from './grant.js';
import { operationError } from './operation.errors.js';
import type { OperationContext } from './operation-context.js';

/** @throws Error when the operation is an app's or a customer's: the field's scope should have kept them away */
export function actingPerson({ grant }: Pick<OperationContext, 'grant'>): GrantedPerson {
  if (!grant.person)
    throw new Error('A field for people was reached without a person; its scope must be of level STAFF or MEMBER');
  return grant.person;
}

/**
 * Four eyes: what one person proposed, wrote or approved, another one decides.
 *
 * @param earlier ids of the people who took part already; null where nobody is known, e.g. an operator at the command line
 * @returns who acts now
 * @throws PublicError SECOND_PERSON_REQUIRED
 */
export function requireAnotherPerson(
  context: Pick<OperationContext, 'grant'>,
  ...earlier: readonly (string | null)[]
): GrantedPerson {
  const person = actingPerson(context);
  if (earlier.includes(person.id)) throw operationError('SECOND_PERSON_REQUIRED');
  return person;
}
