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
  TAX_YEAR_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'A tax year lies between {first} and {last}.',
  },
  TAX_YEAR_TOO_LARGE: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The account has more than {max} taxable lots in {year}. Read its transactions page by page instead.',
  },
});

export const portfolioError = errorsOf(PORTFOLIO_ERRORS);
