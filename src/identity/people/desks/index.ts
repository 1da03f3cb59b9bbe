export { DeskResolver } from './desk.resolver.js';
export { DESK_SCOPES } from './desk.scopes.js';
export { DESKS, DeskAccess } from './desk-access.js';
export { DESK_PATHS, type DeskDecision, type DeskRequest, DeskVerifier } from './desk-verifier.js';
