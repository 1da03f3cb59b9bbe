export { DESKS, DeskAccess } from './desk-access.js';
export { DESK_PATHS, type DeskDecision, type DeskRequest, DeskVerifier } from './desk-verifier.js';
export { DESKS_FEATURE } from './desks.feature.js';
