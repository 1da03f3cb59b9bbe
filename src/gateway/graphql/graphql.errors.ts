import { defineErrors, errorsOf } from '../../kernel/errors.js';

export const GRAPHQL_ERRORS = defineErrors({
  DOCUMENT_TOO_LARGE: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message:
      'The document is {bytes} bytes long; at most {max} are accepted. Store it once and send its hash, or split it.',
  },
  GRAPHQL_PARSE_FAILED: { class: 'INVALID_INPUT', httpStatus: 400, message: 'The text is no GraphQL document.' },
  GRAPHQL_VALIDATION_FAILED: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The document does not fit the schema.',
  },
  BAD_REQUEST: { class: 'INVALID_INPUT', httpStatus: 400, message: 'The request is no GraphQL request over HTTP.' },
  BAD_USER_INPUT: { class: 'INVALID_INPUT', httpStatus: 400, message: 'A value does not fit its type.' },
  PERSISTED_QUERY_NOT_FOUND: {
    class: 'NOT_FOUND',
    httpStatus: 200,
    message: 'No document of this hash was sent before. Send its text once.',
  },
});

export const graphqlError = errorsOf(GRAPHQL_ERRORS);
