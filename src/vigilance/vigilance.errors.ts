import { defineErrors, errorsOf } from '../kernel/errors.js';

export const VIGILANCE_ERRORS = defineErrors({
  CASE_NOT_FOUND: { class: 'NOT_FOUND', httpStatus: 404, message: 'There is no open case with this id.' },
  CASE_HELD_BY_FREEZE: {
    class: 'CONFLICT',
    httpStatus: 409,
    message:
      'A freeze of the app is proposed or stands from this case. Close the freeze: its release ends the case, a proposal that is withdrawn leaves it as it was.',
  },
  APPEAL_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'An appeal needs {min} to {max} characters that say what happened and what you changed.',
  },
  APPEAL_PENDING: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'An appeal about this case is waiting already. You are told when it is decided.',
  },
  DECISION_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'A decision needs a reason of {min} to {max} characters; the app’s owner reads it.',
  },
});

export const vigilanceError = errorsOf(VIGILANCE_ERRORS);
