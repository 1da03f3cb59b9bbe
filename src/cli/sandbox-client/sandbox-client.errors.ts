import { defineErrors, errorsOf } from '../../kernel/errors.js';

/** What `openfolio query` could not do; told on the command line alone. */
export const SANDBOX_CLIENT_ERRORS = defineErrors({
  PLATFORM_UNREACHABLE: {
    class: 'UNAVAILABLE',
    httpStatus: 503,
    message:
      'No platform answers at {url}. Start one with `npm start`, or name another one with --url, PORT or OPENFOLIO_URL.',
  },
  PERSONA_UNKNOWN: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'No persona of the sandbox is called {persona}. There are: {known}.',
  },
  OPERATION_REFUSED: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The platform refused: {reason}.',
  },
  SANDBOX_SIGN_IN_FAILED: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The platform did not give a token: {reason}.',
  },
});

export const sandboxClientError = errorsOf(SANDBOX_CLIENT_ERRORS);
