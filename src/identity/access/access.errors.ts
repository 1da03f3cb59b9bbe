import { defineErrors, errorsOf } from '../../kernel/errors.js';

const REPEAT = 'Make a new proof for each request.';

/**
 * Refusals of the resource server, before any operation runs. The challenge's `error` (RFC 6750 §3.1, RFC 9449 §7.1)
 * stands in `CHALLENGE_ERROR`; the code says which rule was broken, so that a developer mends one thing.
 */
export const ACCESS_ERRORS = defineErrors({
  TOKEN_MISSING: {
    class: 'AUTHENTICATION',
    httpStatus: 401,
    message: 'Send `Authorization: DPoP <access token>` and a `DPoP` proof.',
  },
  TOKEN_SCHEME_UNSUPPORTED: {
    class: 'AUTHENTICATION',
    httpStatus: 401,
    message: 'The authorization scheme must be DPoP. Bearer and others are refused: a stolen token must be worthless.',
  },
  TOKEN_INVALID: {
    class: 'AUTHENTICATION',
    httpStatus: 401,
    message:
      'The access token is not one that this API accepts. Get a new one from the token endpoint for this resource.',
  },
  TOKEN_EXPIRED: {
    class: 'AUTHENTICATION',
    httpStatus: 401,
    message: 'The access token has expired. Use the refresh token to get another one.',
  },
  TOKEN_REVOKED: {
    class: 'AUTHENTICATION',
    httpStatus: 401,
    message: 'The grant behind this token has ended. Ask the customer for consent again.',
  },
  DPOP_PROOF_MISSING: {
    class: 'AUTHENTICATION',
    httpStatus: 401,
    message: 'The `DPoP` header with the proof is missing.',
  },
  DPOP_PROOF_MALFORMED: {
    class: 'AUTHENTICATION',
    httpStatus: 401,
    message: 'The `DPoP` header must hold exactly one compact JWS of at most 8192 characters.',
  },
  DPOP_PROOF_TYP: { class: 'AUTHENTICATION', httpStatus: 401, message: 'The proof’s `typ` must be `dpop+jwt`.' },
  DPOP_PROOF_ALG: {
    class: 'AUTHENTICATION',
    httpStatus: 401,
    message: 'The proof’s `alg` must be ES256, EdDSA or PS256, without `crit` extensions.',
  },
  DPOP_PROOF_JWK: {
    class: 'AUTHENTICATION',
    httpStatus: 401,
    message: 'The proof’s `jwk` must be one public key that fits its `alg`, without private members.',
  },
  DPOP_PROOF_CLAIMS: {
    class: 'AUTHENTICATION',
    httpStatus: 401,
    message: 'The proof needs `jti`, `htm`, `htu`, `iat` and `ath`, each of its type.',
  },
  DPOP_PROOF_METHOD: {
    class: 'AUTHENTICATION',
    httpStatus: 401,
    message: 'The proof’s `htm` is not the method of this request.',
  },
  DPOP_PROOF_URL: {
    class: 'AUTHENTICATION',
    httpStatus: 401,
    message: 'The proof’s `htu` is not the address of this request.',
  },
  DPOP_PROOF_TIME: {
    class: 'AUTHENTICATION',
    httpStatus: 401,
    message: `The proof’s \`iat\` is more than 60 seconds from our clock. Correct your clock. ${REPEAT}`,
  },
  DPOP_PROOF_TOKEN: {
    class: 'AUTHENTICATION',
    httpStatus: 401,
    message: 'The proof’s `ath` is not the SHA-256 of this access token.',
  },
  DPOP_PROOF_KEY: {
    class: 'AUTHENTICATION',
    httpStatus: 401,
    message: 'The proof was made with another key than the one that the token is bound to.',
  },
  DPOP_PROOF_SIGNATURE: {
    class: 'AUTHENTICATION',
    httpStatus: 401,
    message: 'The proof’s signature does not verify with its `jwk`.',
  },
  DPOP_PROOF_REPLAYED: { class: 'AUTHENTICATION', httpStatus: 401, message: `This proof was used before. ${REPEAT}` },
  DPOP_NONCE_REQUIRED: {
    class: 'AUTHENTICATION',
    httpStatus: 401,
    message: 'Repeat the request with the nonce of the `DPoP-Nonce` header in the proof.',
  },
  DENY_FEED_STALE: {
    class: 'UNAVAILABLE',
    httpStatus: 503,
    message: 'We can’t see at the moment which consents were withdrawn, so nothing is served. Try again shortly.',
  },
  SIGNING_KEYS_UNAVAILABLE: {
    class: 'UNAVAILABLE',
    httpStatus: 503,
    message: 'We can’t check access tokens at the moment. Try again shortly.',
  },
  DPOP_REPLAY_STORE_UNAVAILABLE: {
    class: 'UNAVAILABLE',
    httpStatus: 503,
    message: 'We can’t check whether this proof was used before, so it is refused. Try again shortly with a new proof.',
  },
});

export type AccessErrorCode = keyof typeof ACCESS_ERRORS;

export const accessError = errorsOf(ACCESS_ERRORS);
