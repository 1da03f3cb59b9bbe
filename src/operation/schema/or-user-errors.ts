import { type ErrorClass, PublicError } from '../../kernel/errors.js';
import type { UserErrorType } from './user-error.type.js';

/** Where in the input what was refused stands, below `input`; `undefined` for a refusal that the sender can't mend. */
export type PlaceOf = (error: PublicError) => readonly string[] | undefined;

/** For acts whose codes each have their field. */
export function byCode(fieldOf: Readonly<Record<string, string>>): PlaceOf {
  return ({ code }) => {
    const field = fieldOf[code];
    return field === undefined ? undefined : [field];
  };
}

/** For acts with one thing that can be wrong: refusals of these classes are about it. A key that is in use, or was used otherwise, never is. */
export function byClass(classes: readonly ErrorClass[], ...place: readonly string[]): PlaceOf {
  return ({ code, definition }) =>
    classes.includes(definition.class) && !code.startsWith('IDEMPOTENCY_') ? place : undefined;
}

/**
 * What the sender of a mutation can mend becomes a user error; refusals of the system go on as they are.
 *
 * @param nothing the payload of a mutation that changed nothing
 */
export async function orUserErrors<T extends { userErrors: UserErrorType[] }>(
  nothing: T,
  placeOf: PlaceOf,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const place = error instanceof PublicError ? placeOf(error) : undefined;
    if (!(error instanceof PublicError) || place === undefined) throw error;
    return { ...nothing, userErrors: [{ field: ['input', ...place], code: error.code, message: error.message }] };
  }
}
