import { defineErrors, errorsOf } from '../kernel/errors.js';

export const CAMPAIGN_ERRORS = defineErrors({
  CAMPAIGN_NOT_FOUND: { class: 'NOT_FOUND', httpStatus: 404, message: 'There is no campaign with this id.' },
  CAMPAIGN_INVALID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The campaign can’t be written like this: {reason}.',
  },
  CAMPAIGN_STATE_CONFLICT: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'The campaign is {state}; `{act}` can’t be done now.',
  },
  CAMPAIGN_COPY_REFUSED: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'Variant {variant} can’t go out: {reason}.',
  },
  CAMPAIGN_MESSAGE_NOT_FOUND: {
    class: 'NOT_FOUND',
    httpStatus: 404,
    message: 'This app was given no campaign message with this id.',
  },
  CAMPAIGN_ANSWER_NOT_FOUND: {
    class: 'NOT_FOUND',
    httpStatus: 404,
    message: 'There is no answer of a partner with this id.',
  },
  CAMPAIGN_ANSWER_REFUSED: {
    class: 'CONFLICT',
    httpStatus: 409,
    message: 'The text can’t be shown with this campaign: {reason}.',
  },
});

export const campaignError = errorsOf(CAMPAIGN_ERRORS);
