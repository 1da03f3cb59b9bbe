import { defineErrors, errorsOf } from '../kernel/errors.js';

export const RECORD_EXPORT_ERRORS = defineErrors({
  EXPORT_SUBJECT_NOT_FOUND: {
    class: 'NOT_FOUND',
    httpStatus: 404,
    message: 'There is no such {subject}.',
  },
  EXPORT_SELECTION_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'Name a customer or an app, not both, and a period that begins before it ends and is not all to come.',
  },
  EXPORT_REASON_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'Give a reason of {min} to {max} characters: it stays with the export.',
  },
  EXPORT_CONFLICT: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'The export is {state}; only one that is PROPOSED can be decided.',
  },
});

export const recordExportError = errorsOf(RECORD_EXPORT_ERRORS);
