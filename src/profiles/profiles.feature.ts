import { PROFILE_EVENT_TYPES } from './profiles.events.js';

/** What it adds to the schema, the table of scopes and the ledger of events. */
export const PROFILES_FEATURE = { events: PROFILE_EVENT_TYPES };
