import { defineErrors, errorsOf } from '../kernel/errors.js';

export const MARKET_ERRORS = defineErrors({
  CALENDAR_OUT_OF_RANGE: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The trading calendar of {mic} covers {first} to {last}; {date} lies outside and is never guessed.',
  },
  VENUE_UNKNOWN: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'No venue with this MIC is known here. Known: {known}.',
  },
  INVALID_PERIOD: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: '`from` must not lie after `to`, and the period must not exceed {maxDays} days.',
  },
  INSTRUMENT_KEY_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'Pass either `id`, or both `mic` and `symbol`.',
  },
  TOO_MANY_INSTRUMENTS: { class: 'INVALID_INPUT', httpStatus: 400, message: 'At most {max} instruments at once.' },
  FX_RATE_UNAVAILABLE: {
    class: 'NOT_FOUND',
    httpStatus: 404,
    message: 'No exchange rate {base}/{quote} is known on or before {date}.',
  },
});

export const marketError = errorsOf(MARKET_ERRORS);
