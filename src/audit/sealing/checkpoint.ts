import { hash } from 'node:crypto';
import { CompactSign, type CryptoKey, compactVerify, decodeProtectedHeader } from 'jose';

/** Consecutive rows of one writer: `[writer, first number, last number]`. */
export type ReceiptSpan = readonly [writerId: string, first: number, last: number];

/** What the sealer could not prove when it sealed. */
export interface SealFault {
  /** MISSING: numbers that their writer used and that no row holds. UNPROVEN: rows without a valid MAC, sealed as they were found. */
  readonly kind: 'MISSING' | 'UNPROVEN';
  readonly span: ReceiptSpan;
}

/** What a checkpoint signs. Each names the one before, so none can be taken out or put in. */
export interface Checkpoint {
  readonly v: 1;
  readonly number: number;
  /** RFC 3339, like `from` and `to`: the earliest and the latest receipt in it. */
  readonly sealedAt: string;
  readonly from: string;
  readonly to: string;
  /** Count over all receipts that were ever sealed: 1, 2, 3 … */
  readonly firstPosition: number;
  readonly lastPosition: number;
  /** In the order of the leaves. */
  readonly spans: readonly ReceiptSpan[];
  /** Root of the Merkle tree over the receipts, base64url. */
  readonly root: string;
  /** SHA-256 of the previous checkpoint's JWS, base64url; null for the first. */
  readonly previous: string | null;
  readonly faults: readonly SealFault[];
}

export const CHECKPOINT_TYPE = 'openfolio-receipts+json';
const ALGORITHM = 'Ed25519';

/** @returns JWS in compact form (RFC 7515), Ed25519 (RFC 8032) */
export function signCheckpoint(checkpoint: Checkpoint, kid: string, key: CryptoKey): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(checkpoint)))
    .setProtectedHeader({ alg: ALGORITHM, kid, typ: CHECKPOINT_TYPE })
    .sign(key);
}

/** @returns what was signed, or `undefined` when no trusted key signed this text */
export async function openCheckpoint(
  jws: string,
  trusted: ReadonlyMap<string, CryptoKey>,
): Promise<Checkpoint | undefined> {
  try {
    const { kid, typ } = decodeProtectedHeader(jws);
    const key = trusted.get(kid ?? '');
    if (!key || typ !== CHECKPOINT_TYPE) return undefined;
    const { payload } = await compactVerify(jws, key, { algorithms: [ALGORITHM] });
    return JSON.parse(Buffer.from(payload).toString()) as Checkpoint;
  } catch {
    return undefined; // a text that is no JWS, or of another signature, proves nothing
  }
}

/** What the next checkpoint names. */
export function checkpointHash(jws: string): Buffer {
  return hash('sha256', jws, 'buffer');
}

/**
 * For `from` and `to`. A row that nobody proves may claim any instant, PostgreSQL's infinity as well, and must not stop the sealing:
 * what RFC 3339 can't write is told as its first or last instant.
 */
export function instantText(ms: number): string {
  return new Date(Math.max(FIRST_MS, Math.min(LAST_MS, ms))).toISOString();
}

const FIRST_MS = Date.parse('0001-01-01T00:00:00Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

export function receiptsIn({ firstPosition, lastPosition }: Checkpoint): number {
  return lastPosition - firstPosition + 1;
}

/** Writer and number of some leaves. */
export function placesOf(
  { spans }: Checkpoint,
  wanted: readonly number[],
): Map<number, [writerId: string, number: number]> {
  const left = new Set(wanted);
  const places = new Map<number, [string, number]>();
  let leaf = 0;
  for (const [writerId, first, last] of spans)
    for (let number = first; number <= last; number += 1, leaf += 1)
      if (left.has(leaf)) places.set(leaf, [writerId, number]);
  return places;
}
