import { defineErrors, errorsOf } from '../kernel/errors.js';

export const PRIVACY_ERRORS = defineErrors({
  PRIVACY_REQUEST_OPEN: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'A request of this kind is open already. It is answered by the day that it shows.',
  },
  PRIVACY_REQUEST_NOT_FOUND: {
    class: 'NOT_FOUND',
    httpStatus: 404,
    message: 'There is no request with this id on which this can be done now.',
  },
  PRIVACY_REASON_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'A reason of {min} to {max} characters is needed; the customer can read it.',
  },
  CUSTOMER_NOT_FOUND: { class: 'NOT_FOUND', httpStatus: 404, message: 'There is no customer with this id.' },
});

export const privacyError = errorsOf(PRIVACY_ERRORS);
