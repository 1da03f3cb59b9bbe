import { defineErrors, errorsOf } from '../kernel/errors.js';

export const IMPORT_ERRORS = defineErrors({
  IMPORT_FILES_UNUSABLE: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message:
      '{source}: {reason}. Nothing was applied. The expected files and columns stand in docs/guides/import-data.md.',
  },
  IMPORT_ROWS_REFUSED: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message:
      '{rows} of {total} rows can not be imported; nothing was applied. Mend them, or set them aside with --rejects FILE.\n{problems}',
  },
});

export const importError = errorsOf(IMPORT_ERRORS);
