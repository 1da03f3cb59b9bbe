import { defineErrors, errorsOf } from '../kernel/errors.js';

export const METERING_ERRORS = defineErrors({
  TOO_MANY_ATTEMPTS: {
    class: 'THROTTLED',
    httpStatus: 429,
    message: 'Too many attempts. Try again in {seconds} seconds.',
  },
});

export const meteringError = errorsOf(METERING_ERRORS);
