import { defineErrors, errorsOf } from '../kernel/errors.js';

export const PLAN_ERRORS = defineErrors({
  PLAN_NOT_FOUND: { class: 'NOT_FOUND', httpStatus: 404, message: 'No investment plan with this id is in reach.' },
  PLAN_NEEDS_CUSTOMER: {
    class: 'PERMISSION',
    httpStatus: 403,
    message:
      'Only the customer starts, pauses or ends a plan, on our own pages. Propose it instead; it runs once the customer confirms.',
  },
  PLAN_ACCOUNT_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'A plan needs an account of yours that is active and may hold what it buys. Choose another account.',
  },
  PLAN_INSTRUMENT_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message:
      'A plan can’t buy {instrument}: {reason}. Name one to ten different stocks, ETFs, funds or bonds of one exchange and one currency.',
  },
  PLAN_AMOUNT_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message:
      '`{field}` must be above 0 and have no more decimals than the currency; amounts of a period ≤ cap per period ≤ cap in total.',
  },
  PLAN_DATES_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message:
      'A plan starts today or within a year, and its mandate ends after the start, at most {yearsMax} years later.',
  },
  PLAN_NAME_INVALID: { class: 'INVALID_INPUT', httpStatus: 400, message: 'A plan’s name has 1 to {max} characters.' },
  PLAN_UNSUITABLE: {
    class: 'CONFLICT',
    httpStatus: 409,
    message:
      '{instrument} has risk class {productLevel}, which does not suit a customer of class {customerLevel}: {reason}. Choose another product, or have your risk class assessed again.',
  },
  PLAN_LIMIT_REACHED: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'A customer has at most {max} plans that are active or paused. Stop one first.',
  },
  PLAN_STATE_CONFLICT: { class: 'CONFLICT', httpStatus: 409, message: 'The plan is {status}; this can’t be done now.' },
  PLAN_MANDATE_EXCEEDED: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'The plan’s mandate does not cover this execution: {rule}. Nothing was recorded.',
  },
  PLAN_EXECUTION_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'Not an execution: {reason}.',
  },
});

export const planError = errorsOf(PLAN_ERRORS);
