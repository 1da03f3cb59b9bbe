import { defineErrors, errorsOf } from '../kernel/errors.js';

export const EVENT_ERRORS = defineErrors({
  EVENT_NOT_FOUND: {
    class: 'NOT_FOUND',
    httpStatus: 404,
    message: 'No event with this id stands in the feed of this app.',
  },
  EVENT_TYPE_UNKNOWN: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'There is no event type `{type}`. Known: {known}.',
  },
  EVENT_TRIGGER_REFUSED: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'No event was written: {reason}.',
  },
  FEED_NEEDS_APP: {
    class: 'PERMISSION',
    httpStatus: 403,
    message: 'The feed belongs to the app: use a token that the app got for itself (client credentials).',
  },
});

export const eventError = errorsOf(EVENT_ERRORS);
