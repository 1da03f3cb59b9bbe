import { defineErrors, errorsOf } from '../kernel/errors.js';

export const OPERATION_ERRORS = defineErrors({
  GRANT_NOT_ACTIVE: {
    class: 'AUTHENTICATION',
    httpStatus: 401,
    message: 'The grant behind this request is revoked, expired or unknown. Ask the customer for a new consent.',
  },
  DOCUMENT_NOT_STORED: {
    class: 'PERMISSION',
    httpStatus: 403,
    message: 'Only stored documents run here, and this one is not stored.',
  },
  DOCUMENT_TOO_COMPLEX: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The document has {found} {what}; at most {max} are accepted. Split it.',
  },
  MISSING_SCOPE: {
    class: 'PERMISSION',
    httpStatus: 403,
    message:
      'The grant lacks {scopes}, needed for {fields}. Ask the customer to widen the consent, or leave these fields out.',
  },
  SECOND_PERSON_REQUIRED: {
    class: 'PERMISSION',
    httpStatus: 403,
    message: 'This act takes two people, and you were the first. Ask a colleague who may do it.',
  },
  MUTATION_FORBIDDEN: { class: 'PERMISSION', httpStatus: 403, message: 'This operation may only read.' },
  SUBSCRIPTION_UNSUPPORTED: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'Subscriptions are not served here, but at /graphql/stream.',
  },
  COST_EXCEEDED: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message:
      'The operation may cost {requested} points; the budget never holds more than {maximum}. Ask for fewer items or fields.',
  },
  THROTTLED: {
    class: 'THROTTLED',
    httpStatus: 429,
    message: 'The budget is used up: {requested} points are needed, {available} are there. Retry in {seconds} s.',
  },
  OPERATION_NOT_FOUND: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The document holds no operation of this name, or several and no name was given. It holds: {names}.',
  },
  DOCUMENT_INVALID: { class: 'INVALID_INPUT', httpStatus: 400, message: 'The document can not run: {reason}' },
  INVALID_VARIABLES: { class: 'INVALID_INPUT', httpStatus: 400, message: '{reason}' },
});

export const operationError = errorsOf(OPERATION_ERRORS);
