import type { OperationContext } from '../operation/index.js';
import { byCode } from '../operation/schema/or-user-errors.js';
import { privacyError } from './privacy.errors.js';

/** Which field of the input a refusal is about. */
export const placeOf = byCode({
  PRIVACY_REQUEST_OPEN: 'kind',
  PRIVACY_REQUEST_NOT_FOUND: 'id',
  PRIVACY_REASON_INVALID: 'reason',
  CUSTOMER_NOT_FOUND: 'customerId',
});

/** The scope belongs to customers' own sessions; without a customer there is nothing that a request could be about. */
export function ownCustomerOf({ grant }: OperationContext): string {
  if (grant.customerId === null) throw privacyError('CUSTOMER_NOT_FOUND');
  return grant.customerId;
}
