import { byClass, orUserErrors } from '../operation/schema/or-user-errors.js';
import type { UserErrorType } from '../operation/schema/user-error.type.js';

/** Nothing tells which part of the input a campaign's act was refused for. */
const WHOLE_INPUT = byClass(['NOT_FOUND', 'CONFLICT', 'INVALID_INPUT']);

/** The payload of an act: what it made, or nothing and why. */
export function withUserErrors<T extends object>(
  work: () => Promise<T>,
  nothing: T,
): Promise<T & { userErrors: UserErrorType[] }> {
  return orUserErrors<T & { userErrors: UserErrorType[] }>({ ...nothing, userErrors: [] }, WHOLE_INPUT, async () => ({
    ...(await work()),
    userErrors: [],
  }));
}
