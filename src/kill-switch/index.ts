export { CloseFreeze } from './close-freeze.js';
export { type Drill, DrillFreeze, type DrillParts } from './drill.js';
export { FreezeApp, type FreezeAppParts } from './freeze-app.js';
export { KILL_SWITCH_ERRORS } from './kill-switch.errors.js';
export { KILL_SWITCH_READS } from './kill-switch.reads.js';
export { KillSwitchResolver, type KillSwitchUseCases } from './kill-switch.resolver.js';
export { KILL_SWITCH_SCOPES } from './kill-switch.scopes.js';
export { ReportLeak } from './report-leak.js';
