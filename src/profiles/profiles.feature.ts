import { FACT_READS } from './facts/facts.reads.js';
import { CustomerFactsResolver } from './facts/facts.resolver.js';
import { PROFILE_EVENT_TYPES } from './profiles.events.js';

/** What it adds to the schema, the table of scopes and the ledger of events. */
export const PROFILES_FEATURE = {
  reads: [FACT_READS],
  events: PROFILE_EVENT_TYPES,
  resolvers: [CustomerFactsResolver],
};
