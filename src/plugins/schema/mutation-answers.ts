import { type ErrorClass, PublicError } from '../../kernel/errors.js';
import type { UserErrorType } from '../../operation/schema/user-error.type.js';

const MENDABLE: readonly ErrorClass[] = ['NOT_FOUND', 'CONFLICT', 'INVALID_INPUT'];

/** What the sender can mend becomes a user error; system refusals, and a key that is in use or was used otherwise, go on as they are. */
export async function orUserErrors<T extends { userErrors: UserErrorType[] }>(
  nothing: T,
  field: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const mendable =
      error instanceof PublicError &&
      MENDABLE.includes(error.definition.class) &&
      !error.code.startsWith('IDEMPOTENCY_');
    if (!mendable) throw error;
    return { ...nothing, userErrors: [{ field: ['input', field], code: error.code, message: error.message }] };
  }
}
