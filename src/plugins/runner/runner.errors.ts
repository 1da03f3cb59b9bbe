import { defineErrors, errorsOf } from '../../kernel/errors.js';

export const RUNNER_ERRORS = defineErrors({
  ENGINE_DIGEST_MISMATCH: {
    class: 'INTERNAL',
    httpStatus: 500,
    message: 'The plugin engine has the digest {digest}, pinned is {pinned}. Reinstall the packages with `npm ci`.',
  },
  RUNNER_JAIL_UNAVAILABLE: {
    class: 'UNAVAILABLE',
    httpStatus: 503,
    message: 'Plugins can not run: this host does not allow {measures}, which live mode demands of the plugin runner.',
  },
  PLUGIN_RUN_REFUSED: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'The plugin gave no result ({reason}). Nothing was changed.',
  },
  RUNNER_UNAVAILABLE: {
    class: 'UNAVAILABLE',
    httpStatus: 503,
    message: 'Plugins can not run at the moment. Try again.',
  },
});

export const runnerError = errorsOf(RUNNER_ERRORS);
