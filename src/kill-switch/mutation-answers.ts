import { PublicError } from '../kernel/errors.js';
import type { OperationContext } from '../operation/index.js';
import type { UserErrorType } from '../operation/schema/user-error.type.js';
import { type ByKey, holderOf } from '../storage/index.js';

export function byKey({ idempotencyKey: key }: { idempotencyKey?: string | null }, { grant }: OperationContext): ByKey {
  return { holder: holderOf(grant), key };
}

/** @param fields where an act names things otherwise */
export async function orUserErrors<T extends { userErrors: UserErrorType[] }>(
  nothing: T,
  work: () => Promise<T>,
  fields: Readonly<Record<string, string>> = {},
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const field = error instanceof PublicError ? (fields[error.code] ?? FIELD_OF[error.code]) : undefined;
    if (!(error instanceof PublicError) || field === undefined) throw error;
    return { ...nothing, userErrors: [{ field: ['input', field], code: error.code, message: error.message }] };
  }
}

const FIELD_OF: Readonly<Record<string, string>> = {
  FREEZE_APP_NOT_FOUND: 'clientId',
  FREEZE_CONFLICT: 'freezeId',
  FREEZE_REASON_INVALID: 'reason',
  RELEASE_KEYS_REQUIRED: 'jwks',
  FREEZE_CASE_UNDECIDED: 'freezeId',
  LEAK_PERIOD_INVALID: 'from',
};
