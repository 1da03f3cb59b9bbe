import { PublicError } from '../kernel/errors.js';
import type { OperationContext } from '../operation/index.js';
import type { UserErrorType } from '../operation/schema/user-error.type.js';
import { webhookError } from './webhooks.errors.js';

/** Hooks are an app's own affair: a token of one customer is not enough. @throws PublicError HOOK_NEEDS_APP */
export function ownAppOf({ grant }: OperationContext): string {
  if (grant.customerId !== null) throw webhookError('HOOK_NEEDS_APP');
  return grant.appId;
}

export function asUserError({ field, error }: { field: string; error: PublicError }): UserErrorType {
  return { field: ['input', field], code: error.code, message: error.message };
}

/** What the sender can mend becomes a user error; system refusals go on as they are. */
export async function orUserErrors<T extends { userErrors: UserErrorType[] }>(
  nothing: T,
  field: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const mendable = error instanceof PublicError && ['NOT_FOUND', 'CONFLICT'].includes(error.definition.class);
    if (!mendable) throw error;
    return { ...nothing, userErrors: [asUserError({ field, error })] };
  }
}
