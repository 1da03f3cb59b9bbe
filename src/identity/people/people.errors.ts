import { defineErrors, errorsOf } from '../../kernel/errors.js';

export const PEOPLE_ERRORS = defineErrors({
  PERSON_INPUT_INVALID: { class: 'INVALID_INPUT', httpStatus: 400, message: 'The value was refused: {reason}.' },
  PERSON_NOT_FOUND: { class: 'NOT_FOUND', httpStatus: 404, message: 'Nobody is known here under this e-mail address.' },
  PERSON_NOT_PERMITTED: {
    class: 'PERMISSION',
    httpStatus: 403,
    message: 'Your roles do not include the act `{act}`. Ask an administrator or an owner of the publisher.',
  },
  SESSION_MISSING: {
    class: 'AUTHENTICATION',
    httpStatus: 401,
    message: 'Nobody is signed in here, or the session is over. Sign in with both factors first.',
  },
  INVITATION_UNUSABLE: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'This invitation has expired or was already used. Ask for a new one.',
  },
  CUSTOMER_UNKNOWN: {
    class: 'PERMISSION',
    httpStatus: 403,
    message: 'You signed in at the brokerage, but no customer of this platform belongs to that sign-in.',
  },
  CUSTOMER_SIGN_IN_FAILED: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The sign-in at the brokerage was cancelled, has expired or could not be verified. Start again.',
  },
});

export const peopleError = errorsOf(PEOPLE_ERRORS);
