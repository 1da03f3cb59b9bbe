import { defineErrors, errorsOf } from '../kernel/errors.js';

export const COPY_REVIEW_ERRORS = defineErrors({
  COPY_TOO_LONG: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The text has more than {max} characters. Have it checked in parts that are published apart.',
  },
});

export const copyReviewError = errorsOf(COPY_REVIEW_ERRORS);
