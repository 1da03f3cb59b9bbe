import { FreezeFromCaseResolver, FreezesOfCasesResolver } from './freeze-from-case.resolver.js';
import { KILL_SWITCH_EVENT_TYPES } from './kill-switch.events.js';
import { KILL_SWITCH_READS } from './kill-switch.reads.js';
import { KillSwitchResolver } from './kill-switch.resolver.js';
import { KILL_SWITCH_SCOPES } from './kill-switch.scopes.js';

/** What it adds to the schema, the table of scopes and the ledger of events. */
export const KILL_SWITCH_FEATURE = {
  scopes: KILL_SWITCH_SCOPES,
  reads: [KILL_SWITCH_READS],
  events: KILL_SWITCH_EVENT_TYPES,
  resolvers: [KillSwitchResolver, FreezeFromCaseResolver, FreezesOfCasesResolver],
};
