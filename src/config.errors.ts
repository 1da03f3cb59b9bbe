import { defineErrors, errorsOf } from './kernel/errors.js';

/** Refusals to start. They reach the operator's terminal, never a client. */
export const CONFIG_ERRORS = defineErrors({
  CONFIG_INVALID: {
    class: 'UNAVAILABLE',
    httpStatus: 503,
    message:
      'The configuration can not be used:\n{problems}\nRun `openfolio config` for all settings and their meaning.',
  },
  PORT_TAKEN: {
    class: 'UNAVAILABLE',
    httpStatus: 503,
    message:
      'Nothing can listen on {host}:{port}: {reason}. Stop the program that uses it, or set PORT (and HOST) to free ones.',
  },
});

export const configError = errorsOf(CONFIG_ERRORS);
