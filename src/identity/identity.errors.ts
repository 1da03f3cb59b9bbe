import { defineErrors, errorsOf } from '../kernel/errors.js';

export const IDENTITY_ERRORS = defineErrors({
  APP_PUBLISHER_UNKNOWN: {
    class: 'NOT_FOUND',
    httpStatus: 404,
    message: 'No publisher has the slug `{slug}`. Create it with the first app by giving its name.',
  },
  APP_NAME_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message:
      'An app needs a Chinese and an English name of 2 to 60 visible characters: Latin letters, in the Chinese one also Han; no marks, no look-alikes, no name of the brokerage.',
  },
  APP_REDIRECT_URI_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The redirect URI `{uri}` was refused: {reason}.',
  },
  APP_START_URI_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The start URI `{uri}` was refused: {reason}.',
  },
  APP_KEYS_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The key set was refused: {reason}. Send the public halves of ES256, PS256 or EdDSA keys.',
  },
  ALLOWANCE_REASON_MISSING: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'Say why, in at least three characters: the partner reads it.',
  },
  APP_SCOPE_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The scope `{scope}` was refused: {reason}.',
  },
  APP_NOT_FOUND: { class: 'NOT_FOUND', httpStatus: 404, message: 'No app has the client id `{clientId}`.' },
  APP_FROZEN: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'The app `{clientId}` is frozen. It comes back by the review of {review} alone.',
  },
  GRANT_NOT_FOUND: {
    class: 'NOT_FOUND',
    httpStatus: 404,
    message: 'No live grant with this id can be ended under this session.',
  },
  RECONFIRMATION_DUE: {
    class: 'PERMISSION',
    httpStatus: 403,
    message:
      'The customer has to confirm this consent again before it goes on. Nothing is lost: send the customer to {url} and repeat.',
  },
  CONSENT_TAMPERED: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The answer holds a scope, an account or a duration that the page did not offer. Nothing was granted.',
  },
  FORM_FORGED: {
    class: 'PERMISSION',
    httpStatus: 403,
    message: 'The form did not come from our own page. Go back, reload the page and try again.',
  },
  SIGN_IN_UNAVAILABLE: {
    class: 'UNAVAILABLE',
    httpStatus: 503,
    message: 'Nobody can sign in now: no sign-in is connected to this installation, or it can’t be reached.',
  },
  AUTHORIZATION_EXPIRED: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'This request has expired or was already answered. Start again from the app.',
  },
});

export const identityError = errorsOf(IDENTITY_ERRORS);
