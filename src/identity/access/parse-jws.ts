/** The compact JWS form (RFC 7515 §7.1): exactly three non-empty base64url segments, no padding, no white space. */
const COMPACT = /^([A-Za-z0-9_-]{1,6000})\.([A-Za-z0-9_-]{1,2000})\.([A-Za-z0-9_-]{1,1000})$/;

export interface CompactJws {
  readonly header: string;
  readonly payload: string;
  readonly signature: Buffer;
  /** What was signed: header and payload segments as received, never re-encoded. */
  readonly signed: Buffer;
}

/**
 * Takes a compact JWS apart without believing any of it.
 *
 * Own code because checking by `node:crypto` is synchronous and costs 100 µs CPU where jose's WebCrypto path costs 175 µs
 * with an imported key and 250 µs with an embedded one (Node 24, P-256). Node's base64url decoder skips foreign
 * characters, so the alphabet is checked first: only one spelling of a JWS passes.
 */
export function parseCompactJws(text: string): CompactJws | undefined {
  if (text.length > 8192) return undefined;
  const match = COMPACT.exec(text);
  if (!match) return undefined;
  const [, header = '', payload = '', signature = ''] = match;
  return {
    header,
    payload,
    signature: Buffer.from(signature, 'base64url'),
    signed: Buffer.from(text.slice(0, header.length + 1 + payload.length), 'latin1'),
  };
}

/** @returns the segment's JSON object, or `undefined` when it is anything else */
export function decodeObject(segment: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
