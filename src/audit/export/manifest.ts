import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { CompactSign, type CryptoKey, compactVerify, decodeProtectedHeader } from 'jose';
import type { SigningReceiptKey } from '../sealing/receipt-keys.js';
import type { Selection } from './selection.js';

/** What the archive holds and what each file must be. */
export interface Manifest extends Selection {
  readonly v: 1;
  readonly madeAt: string;
  readonly receipts: number;
  readonly events: number;
  readonly consents: number;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

const TYPE = 'openfolio-export+json';

/** @returns JWS in compact form, by the key of the checkpoints */
export async function signManifest(
  facts: Omit<Manifest, 'v' | 'files'>,
  files: Manifest['files'],
  { kid, key }: SigningReceiptKey,
): Promise<string> {
  const manifest: Manifest = { v: 1, ...facts, files };
  return new CompactSign(Buffer.from(JSON.stringify(manifest)))
    .setProtectedHeader({ alg: 'Ed25519', kid, typ: TYPE })
    .sign(key);
}

/** @returns `undefined` when no trusted key signed it */
export async function openManifest(
  jws: string,
  trusted: ReadonlyMap<string, CryptoKey>,
): Promise<Manifest | undefined> {
  try {
    const { kid, typ } = decodeProtectedHeader(jws);
    const key = trusted.get(kid ?? '');
    if (!key || typ !== TYPE) return undefined;
    const { payload } = await compactVerify(jws, key, { algorithms: ['Ed25519'] });
    return JSON.parse(Buffer.from(payload).toString()) as Manifest;
  } catch {
    return undefined; // no JWS, or of another signature: it proves nothing
  }
}

/** SHA-256, base64url, as a manifest states it. */
export async function digestOf(file: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(file)) digest.update(chunk as Buffer);
  return digest.digest('base64url');
}
