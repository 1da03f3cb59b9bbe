import { defineErrors, errorsOf } from '../kernel/errors.js';

export const COPY_REVIEW_ERRORS = defineErrors({
  COPY_TOO_LONG: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The text has more than {max} characters. Have it checked in parts that are published apart.',
  },
  COPY_DECISION_CONFLICT: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'There is nothing to decide about this text: the rules decided it, or somebody has.',
  },
  COPY_REASON_MISSING: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'Say why, in at least three characters: the reason is kept with the text.',
  },
});

export const copyReviewError = errorsOf(COPY_REVIEW_ERRORS);
