import { defineErrors, errorsOf } from '../../kernel/errors.js';

export const CHARGES_ERRORS = defineErrors({
  RATE_OUT_OF_TABLE: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message:
      'No rate of {key} is known for a trade on {date}. The table covers {covered}; nothing outside it is guessed.',
  },
  CHARGES_NOT_DEFINED: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'No schedule of charges is known for {instrumentType} on {mic}.',
  },
  COMMISSION_ABOVE_CAP: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'A commission rate of {rate} is not between 0 and the cap of {cap} for this market.',
  },
});

export const chargesError = errorsOf(CHARGES_ERRORS);
