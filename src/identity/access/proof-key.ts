import { constants, createPublicKey, hash, type JsonWebKey, type KeyObject, verify } from 'node:crypto';

export const PROOF_ALGORITHMS = ['ES256', 'EdDSA', 'PS256'] as const;
export type ProofAlgorithm = (typeof PROOF_ALGORITHMS)[number];

/** A public key out of a proof's header, imported once; `jkt` is its RFC 7638 thumbprint. */
export interface ProofKey {
  readonly jkt: string;
  verifies(signed: Buffer, signature: Buffer): boolean;
}

interface KeyRule {
  readonly fixed: Readonly<Record<string, string>>;
  /** Public members with their base64url shape. Coordinates have one length; RSA is 2048 to 4096 bits, so a hostile key stays cheap. */
  readonly members: Readonly<Record<string, RegExp>>;
  readonly check: (key: KeyObject) => ProofKey['verifies'];
}

const COORDINATE = /^[A-Za-z0-9_-]{43}$/;

const RULES: Readonly<Record<ProofAlgorithm, KeyRule>> = {
  ES256: { fixed: { crv: 'P-256', kty: 'EC' }, members: { x: COORDINATE, y: COORDINATE }, check: verifyEs256 },
  EdDSA: { fixed: { crv: 'Ed25519', kty: 'OKP' }, members: { x: COORDINATE }, check: verifyEdDsa },
  PS256: { fixed: { kty: 'RSA' }, members: { e: /^AQAB$/, n: /^[A-Za-z0-9_-]{342,683}$/ }, check: verifyPs256 },
};

const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

export function isProofAlgorithm(alg: unknown): alg is ProofAlgorithm {
  return typeof alg === 'string' && Object.hasOwn(RULES, alg);
}

/**
 * @returns the imported key, or `undefined` when `jwk` is no public key for `alg` (wrong type or curve, point off the
 * curve, private or symmetric members). Costs 40 µs, so callers keep the result.
 */
export function importProofKey(alg: ProofAlgorithm, jwk: unknown): ProofKey | undefined {
  if (typeof jwk !== 'object' || jwk === null || PRIVATE_MEMBERS.some((member) => member in jwk)) return undefined;
  const rule = RULES[alg];
  const required = requiredMembers(rule, jwk as Record<string, unknown>);
  if (!required) return undefined;
  try {
    const key = createPublicKey({ key: required as JsonWebKey, format: 'jwk' });
    return { jkt: thumbprint(required), verifies: rule.check(key) };
  } catch {
    return undefined;
  }
}

function requiredMembers(rule: KeyRule, jwk: Readonly<Record<string, unknown>>): Record<string, string> | undefined {
  const required: Record<string, string> = {};
  for (const [name, value] of Object.entries(rule.fixed)) {
    if (jwk[name] !== value) return undefined;
    required[name] = value;
  }
  for (const [name, shape] of Object.entries(rule.members)) {
    const value = jwk[name];
    if (typeof value !== 'string' || !shape.test(value)) return undefined;
    required[name] = value;
  }
  return required;
}

/** RFC 7638 §3: SHA-256 over the required members as JSON, in lexicographic order, without white space. */
function thumbprint(required: Readonly<Record<string, string>>): string {
  const ordered = Object.fromEntries(Object.entries(required).sort(([a], [b]) => (a < b ? -1 : 1)));
  return hash('sha256', JSON.stringify(ordered), 'base64url');
}

function verifyEs256(key: KeyObject): ProofKey['verifies'] {
  const options = { key, dsaEncoding: 'ieee-p1363' as const }; // JWS signatures are r ‖ s, not DER (RFC 7518 §3.4)
  return (signed, signature) => verify('sha256', signed, options, signature);
}

function verifyEdDsa(key: KeyObject): ProofKey['verifies'] {
  return (signed, signature) => verify(null, signed, key, signature);
}

function verifyPs256(key: KeyObject): ProofKey['verifies'] {
  const options = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  return (signed, signature) => verify('sha256', signed, options, signature);
}
