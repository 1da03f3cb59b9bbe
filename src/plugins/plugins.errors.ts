import { defineErrors, errorsOf } from '../kernel/errors.js';

export const PLUGIN_ERRORS = defineErrors({
  PLUGIN_NEEDS_PUBLISHER: {
    class: 'PERMISSION',
    httpStatus: 403,
    message: 'Publishing is an affair of the publisher: use a token that its app got for itself (client credentials).',
  },
  PLUGIN_NEEDS_CUSTOMER: {
    class: 'PERMISSION',
    httpStatus: 403,
    message: 'A plugin runs for a customer: use a token that a customer’s consent stands behind.',
  },
  PLUGIN_PACKAGE_REFUSED: { class: 'INVALID_INPUT', httpStatus: 400, message: 'The package can’t be taken: {reason}' },
  PLUGIN_NAMESPACE_REFUSED: {
    class: 'PERMISSION',
    httpStatus: 403,
    message: 'The name {name} is not one that this publisher may use: {reason}.',
  },
  PLUGIN_VERSION_EXISTS: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: '{name} {version} was submitted before, and a version never changes. Raise the version number.',
  },
  PLUGIN_KEY_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The key can’t be registered: {reason}. `openfolio plugin keys` makes one.',
  },
  PLUGIN_NOT_FOUND: { class: 'NOT_FOUND', httpStatus: 404, message: 'There is no such plugin, or no such version.' },
  PLUGIN_STATE_CONFLICT: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'The version is {status}; this can’t be done now.',
  },
  PLUGIN_REASON_MISSING: { class: 'INVALID_INPUT', httpStatus: 400, message: 'Say why, in 10 to 1000 characters.' },
  PLUGIN_NOT_INSTALLED: {
    class: 'NOT_FOUND',
    httpStatus: 404,
    message: 'The customer has not installed {name}. It can be installed at {url}.',
  },
  PLUGIN_CONSENT_STALE: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'What was shown is not what would be agreed to any more. Read the page again.',
  },
  PLUGIN_ACCOUNTS_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The accounts chosen are not accounts of the customer, or none was chosen.',
  },
  PLUGIN_WITHDRAWN: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: '{name} {version} was stopped ({status}), and the consent covers no other version that runs.',
  },
  PLUGIN_VERSION_UNMATCHED: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'The customer’s installation runs {name} {version}, which is outside of {range}.',
  },
  PLUGIN_TOOL_UNKNOWN: { class: 'NOT_FOUND', httpStatus: 404, message: '{name} {version} has no tool {tool}.' },
  PLUGIN_ARGUMENTS_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The arguments do not fit what the tool takes: {reason}',
  },
  PLUGIN_INPUT_FAILED: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'The input of the plugin can’t be read: {reason} Nothing was changed.',
  },
  PLUGIN_BUDGET_EXCEEDED: {
    class: 'THROTTLED',
    httpStatus: 429,
    message:
      'The run needs {requested} points for its fuel, {available} are left in the budget of {payer}. Try again in {seconds} s.',
  },
  PLUGIN_PROPOSAL_NOT_OPEN: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'There is no such proposal, or it was decided or has expired.',
  },
  PLUGIN_RATING_REFUSED: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'Only who has used a plugin rates it, with 1 to 5 stars.',
  },
  PLUGIN_STATEMENT_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The month must be written `YYYY-MM` and have begun.',
  },
});

export const pluginError = errorsOf(PLUGIN_ERRORS);
