export { ACCESS_ERRORS, type AccessErrorCode, accessError } from './access.errors.js';
export { AuthorityChannel } from './authority-channel.js';
export { DenyFeed } from './deny-feed.js';
export { DpopProofVerifier } from './dpop.js';
export { DpopNonces } from './dpop-nonces.js';
export { DatabaseGrantStore } from './grant-store.js';
export { PROOF_ALGORITHMS } from './proof-key.js';
export { DatabaseSigningKeys } from './signing-keys.js';
export { MemoryUsedProofs, RedisUsedProofs } from './used-proofs.js';
export {
  type AccessRequest,
  type AccessResult,
  AccessTokenVerifier,
  type GrantedAccess,
  type RefusedAccess,
} from './verify-access-token.js';
