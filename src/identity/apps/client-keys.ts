import { identityError } from '../identity.errors.js';
import type { Refusal } from './check-app.js';

const KEYS_MAX = 5;
/** Members of private or symmetric keys (RFC 7518 §6, RFC 8037 §2). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'];
/** Public members by key type; also the only ones that are kept. */
const PUBLIC_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  EC: ['crv', 'x', 'y'],
  OKP: ['crv', 'x'],
  RSA: ['n', 'e'],
};
const CURVES: Readonly<Record<string, string>> = { EC: 'P-256', OKP: 'Ed25519' };
/** 2048 bits of modulus. */
const RSA_MODULUS_BYTES_MIN = 256;

export interface PublicKeySet {
  readonly keys: readonly Record<string, unknown>[];
}

export function refusalOfKeys(jwks: unknown): Refusal[] {
  const reason = reasonAgainst(jwks);
  return reason === undefined
    ? []
    : [{ field: 'jwks', error: identityError('APP_KEYS_INVALID', { params: { reason } }) }];
}

/** Only known public members survive: what we store can never be a private key. Call it on a set without refusals. */
export function publicKeySet(jwks: unknown): PublicKeySet {
  const { keys } = jwks as { keys: Record<string, unknown>[] };
  return {
    keys: keys.map((key) => {
      const members = ['kty', 'kid', ...(PUBLIC_MEMBERS[String(key['kty'])] ?? [])];
      return Object.fromEntries(
        members.filter((name) => typeof key[name] === 'string').map((name) => [name, key[name]]),
      );
    }),
  };
}

function reasonAgainst(jwks: unknown): string | undefined {
  const keys = isRecord(jwks) ? jwks['keys'] : undefined;
  if (!Array.isArray(keys) || keys.length === 0 || keys.length > KEYS_MAX)
    return `it must be {"keys": […]} with 1 to ${KEYS_MAX} keys`;
  return keys.map(reasonAgainstKey).find((reason) => reason !== undefined);
}

function reasonAgainstKey(key: unknown): string | undefined {
  if (!isRecord(key)) return 'a key is not an object';
  if (PRIVATE_MEMBERS.some((name) => name in key))
    return 'it holds private or symmetric key material; consider that key leaked and make a new one';
  const type = String(key['kty']);
  const members = PUBLIC_MEMBERS[type];
  if (!members) return 'a key is not of type EC, OKP or RSA';
  if (members.some((name) => typeof key[name] !== 'string')) return `a key of type ${type} lacks ${members.join(', ')}`;
  if (CURVES[type] !== undefined && key['crv'] !== CURVES[type])
    return `a key of type ${type} must be on curve ${CURVES[type]}`;
  if (type === 'RSA' && Buffer.from(String(key['n']), 'base64url').length < RSA_MODULUS_BYTES_MIN)
    return 'an RSA key has fewer than 2048 bits';
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
