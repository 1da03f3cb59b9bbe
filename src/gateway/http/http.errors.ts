import { defineErrors, errorsOf } from '../../kernel/errors.js';

/** Refusals of the HTTP door itself, before any operation exists. */
export const HTTP_ERRORS = defineErrors({
  HOST_REFUSED: {
    class: 'INVALID_INPUT',
    httpStatus: 421,
    message: 'This server does not answer for the given Host. Use the address that your app was registered with.',
  },
  MALFORMED_REQUEST: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The request is not well-formed HTTP, or its body does not match its content type.',
  },
  ROUTE_NOT_FOUND: { class: 'NOT_FOUND', httpStatus: 404, message: 'Nothing is served at this path.' },
  METHOD_NOT_ALLOWED: {
    class: 'INVALID_INPUT',
    httpStatus: 405,
    message: 'This path does not take {method}. See the Allow header.',
  },
  PAYLOAD_TOO_LARGE: {
    class: 'INVALID_INPUT',
    httpStatus: 413,
    message: 'The request body is larger than {max} bytes.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    class: 'INVALID_INPUT',
    httpStatus: 415,
    message: 'The content type of the request body is not one that this path takes.',
  },
  REQUEST_TIMEOUT: { class: 'INVALID_INPUT', httpStatus: 408, message: 'The request took too long to arrive.' },
  HEADERS_TOO_LARGE: { class: 'INVALID_INPUT', httpStatus: 431, message: 'The request headers are too large.' },
  NOT_READY: {
    class: 'UNAVAILABLE',
    httpStatus: 503,
    message: 'This process can not serve requests now. Try again shortly.',
  },
});

export const httpError = errorsOf(HTTP_ERRORS);
