import { PLAN_RESOLVERS } from './plan-resolvers.js';
import { PLAN_EVENT_TYPES } from './plans.events.js';
import { PLAN_READS } from './plans.reads.js';
import { PLAN_SCOPES } from './plans.scopes.js';

/** What it adds to the schema, the table of scopes and the ledger of events. */
export const PLANS_FEATURE = {
  scopes: PLAN_SCOPES,
  reads: [PLAN_READS],
  events: PLAN_EVENT_TYPES,
  resolvers: PLAN_RESOLVERS,
};
