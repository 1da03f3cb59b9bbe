import { PublicError } from '../kernel/errors.js';
import type { OperationContext } from '../operation/index.js';
import type { UserErrorType } from '../operation/schema/user-error.type.js';
import { type ByKey, holderOf } from '../storage/index.js';
import { privacyError } from './privacy.errors.js';

/** Which field of the input a refusal is about. */
const FIELD_OF: Readonly<Record<string, string>> = {
  PRIVACY_REQUEST_OPEN: 'kind',
  PRIVACY_REQUEST_NOT_FOUND: 'id',
  PRIVACY_REASON_INVALID: 'reason',
  CUSTOMER_NOT_FOUND: 'customerId',
};

/** What the sender can mend becomes a user error; system refusals go on as they are. */
export async function orUserErrors<T extends { userErrors: UserErrorType[] }>(
  nothing: T,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const field = error instanceof PublicError ? FIELD_OF[error.code] : undefined;
    if (!(error instanceof PublicError) || field === undefined) throw error;
    return { ...nothing, userErrors: [{ field: ['input', field], code: error.code, message: error.message }] };
  }
}

export function byKey(input: { idempotencyKey?: string | null }, { grant }: OperationContext): ByKey {
  return { holder: holderOf(grant), key: input.idempotencyKey };
}

/** The scope belongs to customers' own sessions; without a customer there is nothing that a request could be about. */
export function ownCustomerOf({ grant }: OperationContext): string {
  if (grant.customerId === null) throw privacyError('CUSTOMER_NOT_FOUND');
  return grant.customerId;
}
