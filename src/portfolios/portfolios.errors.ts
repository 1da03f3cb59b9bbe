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
  PERFORMANCE_PERIOD_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The performance period is not usable: {reason}.',
  },
});

export const portfolioError = errorsOf(PORTFOLIO_ERRORS);
