import type { JWTPayload } from 'jose';
import type { GrantedAccess } from './verify-access-token.js';

/** What stays true of a token whatever happens later. */
export interface VerifiedToken {
  readonly access: GrantedAccess;
  readonly kid: string;
  /** Thumbprint of the key that must prove each request. */
  readonly jkt: string;
  /** Milliseconds. */
  readonly issuedAt: number;
}

/** The deny feed keeps an end for 15 minutes, so a token may not outlive that; the authorization server gives 5. */
const LIFETIME_SECONDS_MAX = 900;
const SKEW_SECONDS = 60;

/** @returns `undefined` when a claim of ours is missing or of another type: `gid`, `client_id`, `cnf.jkt`, `iat`, `exp` */
export function readTokenClaims(
  payload: JWTPayload,
  kid: string | undefined,
  nowMs: number,
): VerifiedToken | undefined {
  const { exp, iat, gid, client_id: clientId, scope } = payload;
  const jkt = (payload['cnf'] as { jkt?: unknown } | undefined)?.jkt;
  if (typeof exp !== 'number' || typeof iat !== 'number' || kid === undefined) return undefined;
  if (exp - iat > LIFETIME_SECONDS_MAX || iat > nowMs / 1000 + SKEW_SECONDS) return undefined;
  if (typeof gid !== 'string' || typeof clientId !== 'string' || typeof jkt !== 'string' || jkt === '')
    return undefined;
  const scopes = new Set(typeof scope === 'string' ? scope.split(' ').filter(Boolean) : []);
  return {
    access: { ok: true, grantId: gid, clientId, scopes, expiresAt: exp * 1000 },
    kid,
    jkt,
    issuedAt: iat * 1000,
  };
}
