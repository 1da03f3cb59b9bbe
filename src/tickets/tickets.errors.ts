import { defineErrors, errorsOf } from '../kernel/errors.js';

export const TICKET_ERRORS = defineErrors({
  TICKET_NEEDS_CUSTOMER: {
    class: 'PERMISSION',
    httpStatus: 403,
    message: 'A ticket belongs to a customer: use a token that a customer’s consent stands behind.',
  },
  TICKET_NOT_FOUND: {
    class: 'NOT_FOUND',
    httpStatus: 404,
    message: 'No ticket with this id can be reached under this grant.',
  },
  TICKET_STATE_CONFLICT: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'The ticket is {status}: {act} can’t be done now.',
  },
  TICKET_TEXT_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: '`{field}` must hold {min} to {max} characters, blanks at its ends not counted; it holds {length}.',
  },
  TICKET_DUPLICATE: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'The same was asked {minutes} minutes ago and is not ended yet. Add to that ticket instead.',
  },
  TICKET_TOO_MANY_OPEN: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'The customer has {max} tickets that are not ended. End one first, or add to it.',
  },
  TICKET_LINK_UNKNOWN: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: '`{field}` leads to nothing that this grant covers.',
  },
  TICKET_COMPLAINT_STANDS: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'A complaint is ended by the customer on the brokerage’s own pages, or by its staff.',
  },
  TICKET_RATING_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: '`{field}` must be from {min} to {max}.',
  },
  TICKET_TAGS_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'At most {max} tags, each of 1 to 32 letters, digits, `-`, `_` or `:`.',
  },
  TICKET_AGENT_UNKNOWN: {
    class: 'NOT_FOUND',
    httpStatus: 404,
    message: 'Nobody who answers tickets now has this id, or there is no such customer.',
  },
  TICKET_AGENT_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'Somebody who answers needs at least one level and one language, and a capacity from 1 to 500.',
  },
  TICKET_CANNED_UNKNOWN: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'There is no such prepared reply. There are: {known}.',
  },
  TICKET_ATTACHMENT_REFUSED: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The file can’t be attached: {reason}.',
  },
  TICKET_SPAN_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: '`from` must lie before `to`, by at most {max} days.',
  },
  TICKET_NOT_YOURS: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'Customers’ data is shown for open tickets that you have taken yourself. Take the ticket first.',
  },
});

export const ticketError = errorsOf(TICKET_ERRORS);
