import { defineErrors, errorsOf } from '../kernel/errors.js';

export const AUDIT_ERRORS = defineErrors({
  AUDIT_UNAVAILABLE: {
    class: 'UNAVAILABLE',
    httpStatus: 503,
    message: 'We can’t record this operation at the moment, so its answer was withheld. Try again shortly.',
  },
});

export const auditError = errorsOf(AUDIT_ERRORS);
