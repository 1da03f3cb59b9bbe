import { byCode } from '../operation/schema/or-user-errors.js';

const FIELD_OF = {
  FREEZE_APP_NOT_FOUND: 'clientId',
  FREEZE_CONFLICT: 'freezeId',
  FREEZE_REASON_INVALID: 'reason',
  RELEASE_KEYS_REQUIRED: 'jwks',
  FREEZE_CASE_UNDECIDED: 'freezeId',
  LEAK_PERIOD_INVALID: 'from',
};

export const placeOf = byCode(FIELD_OF);

/** Where nothing but the case is named, whatever stands against it is found there. */
export const placeOfCase = byCode({
  ...FIELD_OF,
  CASE_NOT_FOUND: 'caseId',
  FREEZE_APP_NOT_FOUND: 'caseId',
  FREEZE_CONFLICT: 'caseId',
});
