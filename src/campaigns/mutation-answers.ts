import { PublicError } from '../kernel/errors.js';
import type { UserErrorType } from '../operation/schema/user-error.type.js';

const MENDABLE = new Set(['NOT_FOUND', 'CONFLICT', 'INVALID_INPUT']);

/** What the sender can mend becomes a user error; system refusals, and a key that is in use, go on as they are. */
export async function orUserErrors<T extends object>(
  work: () => Promise<T>,
  nothing: T,
): Promise<T & { userErrors: UserErrorType[] }> {
  try {
    return { ...(await work()), userErrors: [] };
  } catch (error) {
    const mendable =
      error instanceof PublicError && MENDABLE.has(error.definition.class) && !error.code.startsWith('IDEMPOTENCY_');
    if (!mendable) throw error;
    return { ...nothing, userErrors: [{ field: ['input'], code: error.code, message: error.message }] };
  }
}
