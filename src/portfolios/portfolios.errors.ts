import { defineErrors, errorsOf } from '../kernel/errors.js';

/** `{account}` and `{transaction}` are the references of the one who records transactions: only imports and jobs meet these codes. */
export const PORTFOLIO_ERRORS = defineErrors({
  OVERSOLD: {
    class: 'CONFLICT',
    httpStatus: 409,
    message:
      'Transaction {transaction} takes {wanted} units out of account {account}, which holds {held} on {date}. Record the missing purchase or transfer first, or correct the quantity.',
  },
  INVALID_TRANSACTION: {
    class: 'INVALID_INPUT',
    httpStatus: 422,
    message: 'Transaction {transaction} of account {account} ({type}) can not be applied: {reason}.',
  },
  INVALID_REVERSAL: {
    class: 'INVALID_INPUT',
    httpStatus: 422,
    message:
      'Transaction {transaction} can not reverse another one: {reason}. Record the right transaction anew instead.',
  },
  INVALID_PERIOD: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The period is not usable: {reason}.',
  },
  FX_RATE_MISSING: {
    class: 'UNAVAILABLE',
    httpStatus: 503,
    message: 'No exchange rate {from} to {to} is known up to {date}, so that a total can not be stated.',
  },
});

export const portfolioError = errorsOf(PORTFOLIO_ERRORS);
