import { ACCESS_ERRORS, type AccessErrorCode } from './access.errors.js';
import { PROOF_ALGORITHMS } from './proof-key.js';

/** The `error` of the challenge where it is not `invalid_dpop_proof` (RFC 6750 §3.1, RFC 9449 §7.1 and §9). */
const CHALLENGE_ERROR: Partial<Record<AccessErrorCode, string>> = {
  TOKEN_INVALID: 'invalid_token',
  TOKEN_EXPIRED: 'invalid_token',
  TOKEN_REVOKED: 'invalid_token',
  DPOP_NONCE_REQUIRED: 'use_dpop_nonce',
};

/** Without any credentials a challenge names no error (RFC 6750 §3): the client did nothing wrong yet. */
const WITHOUT_ERROR: ReadonlySet<AccessErrorCode> = new Set(['TOKEN_MISSING', 'TOKEN_SCHEME_UNSUPPORTED']);

/** Headers of a refusal: the DPoP challenge for 401, `Retry-After` for 503, the nonce when one is asked for. */
export function challengeHeaders(
  code: AccessErrorCode,
  resourceMetadataUrl?: string,
  nonce?: string,
): Record<string, string> {
  if (ACCESS_ERRORS[code].httpStatus === 503) return { 'retry-after': '2' };
  const parts = [`algs="${PROOF_ALGORITHMS.join(' ')}"`];
  if (!WITHOUT_ERROR.has(code))
    parts.unshift(`error="${CHALLENGE_ERROR[code] ?? 'invalid_dpop_proof'}"`, `error_description="${code}"`);
  if (resourceMetadataUrl !== undefined) parts.push(`resource_metadata="${resourceMetadataUrl}"`);
  const headers: Record<string, string> = { 'www-authenticate': `DPoP ${parts.join(', ')}` };
  if (nonce !== undefined) headers['dpop-nonce'] = nonce;
  return headers;
}
