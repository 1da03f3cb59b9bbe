export { type AttackOutcome, attackReport, callOf, runAttacks } from './attack-check.js';
export { auditEngine } from './engine-audit.js';
export { CHECK_FIXTURES } from './fixtures.js';
export { checkFuel } from './fuel-check.js';
export { checkJail } from './jail-check.js';
export { checkLeak } from './leak-check.js';
export { checkLoad } from './load-check.js';
export type { CheckReport } from './report.js';
export { checkWatchdog } from './watchdog-check.js';
