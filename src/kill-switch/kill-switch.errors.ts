import { defineErrors, errorsOf } from '../kernel/errors.js';

export const KILL_SWITCH_ERRORS = defineErrors({
  FREEZE_APP_NOT_FOUND: {
    class: 'NOT_FOUND',
    httpStatus: 404,
    message:
      'No app with the client id {clientId} can be frozen: there is none, it is deleted, or it is the brokerage’s own.',
  },
  FREEZE_CONFLICT: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'The freeze is {state}; that act needs it to be {needed}.',
  },
  FREEZE_CASE_UNDECIDED: {
    class: 'CONFLICT',
    httpStatus: 409,
    message:
      'The watch froze this app as well, and its case is open. Decide the case first (`decideCase`), then release the freeze.',
  },
  FREEZE_REASON_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'Give a reason of {min} to {max} characters: the people who review it read it.',
  },
  RELEASE_KEYS_REQUIRED: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The app’s former keys count as leaked. Pass a JWK Set with new public keys: {problem}.',
  },
  LEAK_PERIOD_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The period must begin before it ends.',
  },
});

export const killSwitchError = errorsOf(KILL_SWITCH_ERRORS);
