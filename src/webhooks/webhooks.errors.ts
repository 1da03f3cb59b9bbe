import { defineErrors, errorsOf } from '../kernel/errors.js';

export const WEBHOOK_ERRORS = defineErrors({
  HOOK_NEEDS_APP: {
    class: 'PERMISSION',
    httpStatus: 403,
    message: 'Hooks belong to the app: use a token that the app got for itself (client credentials).',
  },
  HOOK_NOT_FOUND: { class: 'NOT_FOUND', httpStatus: 404, message: 'This app has no hook or delivery with this id.' },
  HOOK_LIMIT_REACHED: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'An app has at most {max} hooks. Delete one, or widen the filter of another.',
  },
  HOOK_URL_REFUSED: { class: 'INVALID_INPUT', httpStatus: 400, message: 'Nothing can be sent to this URL: {reason}.' },
  HOOK_EVENTS_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: '`{event}` names no type of event. Name types, or all of a group as in `grant.*`.',
  },
  HOOK_DOCUMENT_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The document can’t be a payload: {reason}',
  },
  HOOK_DOCUMENT_UNCOVERED: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message:
      'The document needs {scopes}, which this app may never hold for `{event}`. Leave those fields or that event out.',
  },
  HOOK_TOPIC_NOT_ALLOWED: {
    class: 'PERMISSION',
    httpStatus: 403,
    message:
      'The brokerage has not allowed `{event}` to this partner’s app. Of its kind the app may hear: {allowed}. Ask the brokerage for the topic, or leave the event out.',
  },
  HOOK_LIMIT_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: '`{field}` must be from {min} to {max}.',
  },
  HOOK_STATE_CONFLICT: { class: 'CONFLICT', httpStatus: 409, message: 'The hook is {status}; this can’t be done now.' },
});

export const webhookError = errorsOf(WEBHOOK_ERRORS);
