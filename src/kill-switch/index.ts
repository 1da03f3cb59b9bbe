export { CloseFreeze } from './close-freeze.js';
export { type Drill, DrillFreeze, type DrillParts } from './drill.js';
export { FreezeApp, type FreezeAppParts } from './freeze-app.js';
export { FreezeFromCase } from './freeze-from-case.js';
export { KILL_SWITCH_ERRORS } from './kill-switch.errors.js';
export { KILL_SWITCH_FEATURE } from './kill-switch.feature.js';
export { type KillSwitchUseCases } from './kill-switch.resolver.js';
export { pauseApp, resumeApp } from './pause-app.js';
export { ReportLeak } from './report-leak.js';
