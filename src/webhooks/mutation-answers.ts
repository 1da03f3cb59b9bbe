import type { PublicError } from '../kernel/errors.js';
import type { OperationContext } from '../operation/index.js';
import { byClass, type PlaceOf } from '../operation/schema/or-user-errors.js';
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

/** @param field what these acts may name wrongly */
export function placeAt(field: string): PlaceOf {
  return byClass(['NOT_FOUND', 'CONFLICT'], field);
}
