import { COPY_REVIEW_EVENT_TYPES } from './copy-review.events.js';
import { CopyReviewResolver } from './copy-review.resolver.js';
import { COPY_REVIEW_SCOPES } from './copy-review.scopes.js';

/** What it adds to the schema, the table of scopes and the ledger of events. */
export const COPY_REVIEW_FEATURE = {
  scopes: COPY_REVIEW_SCOPES,
  events: COPY_REVIEW_EVENT_TYPES,
  resolvers: [CopyReviewResolver],
};
