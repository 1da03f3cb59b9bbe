import type { KeyObject } from 'node:crypto';
import { type CryptoKey, type FlattenedJWSInput, FlattenedSign, flattenedVerify, type JWK } from 'jose';
import { checkIntegrity, INTEGRITY, SIGNATURES, writeIntegrity } from './integrity.js';
import type { PluginManifest } from './manifest.js';
import { type Checked, type PackageFiles, type Problem, refused } from './problem.js';

export type Signer = keyof typeof SIGNATURES;

export interface SigningKey {
  readonly kid: string;
  readonly key: CryptoKey | KeyObject | JWK;
}

/** Adds integrity.json and the publisher's signature over its bytes (RFC 7797: detached, EdDSA). */
export async function signAsPublisher(files: PackageFiles, engine: string, key: SigningKey): Promise<PackageFiles> {
  const unsigned = new Map(files);
  for (const path of Object.values(SIGNATURES)) unsigned.delete(path);
  unsigned.set(INTEGRITY, writeIntegrity(unsigned, engine));
  return unsigned.set(SIGNATURES.publisher, await signature(payloadOf('publisher', unsigned), key));
}

/** The registry signs what the publisher signed and the publisher's signature: it vouches for this very submission. */
export async function signAsRegistry(files: PackageFiles, key: SigningKey): Promise<PackageFiles> {
  return new Map(files).set(SIGNATURES.registry, await signature(payloadOf('registry', files), key));
}

/** The files as their publisher signed them: what is stored, hashed and named by receipts. */
export function asPublished(files: PackageFiles): PackageFiles {
  const published = new Map(files);
  published.delete(SIGNATURES.registry);
  return published;
}

/** @returns the key that a signature names; whether it verifies is another question */
export function kidOf(files: PackageFiles, signer: Signer): string | undefined {
  try {
    const jws = JSON.parse(new TextDecoder().decode(files.get(SIGNATURES[signer]))) as { protected?: string };
    const { kid } = JSON.parse(Buffer.from(jws.protected ?? '', 'base64url').toString()) as { kid?: unknown };
    return typeof kid === 'string' ? kid : undefined;
  } catch {
    return undefined;
  }
}

export interface Trust {
  readonly publisherKeys: ReadonlyMap<string, CryptoKey | JWK>;
  readonly registryKeys: ReadonlyMap<string, CryptoKey | JWK>;
  /** Of the publisher: a revoked key is told apart from an unknown one. */
  readonly revoked?: ReadonlySet<string>;
  readonly engines: readonly string[];
  readonly isYanked: (name: string, version: string) => boolean;
  /** Which signatures must stand; before publishing there is only the publisher's. */
  readonly signers: readonly Signer[];
}

/** Refuses a changed byte, a missing signature, a key that is not trusted, an engine that is not, a yanked version. */
export async function verifyPackage(files: PackageFiles, trust: Trust): Promise<Checked<PluginManifest>> {
  const integrity = checkIntegrity(files, trust.engines);
  if (!integrity.ok) return integrity;
  const problems: Problem[] = [];
  for (const signer of trust.signers) {
    const keys = signer === 'publisher' ? trust.publisherKeys : trust.registryKeys;
    const revoked = signer === 'publisher' && trust.revoked?.has(kidOf(files, signer) ?? '') === true;
    const reason = revoked
      ? "The publisher's signature is by a key that was revoked."
      : await signatureProblem(files, signer, keys);
    if (reason !== undefined)
      problems.push({
        file: SIGNATURES[signer],
        place: '',
        reason,
        remedy:
          signer === 'publisher'
            ? 'Get the package from the registry again, or sign it with a registered key.'
            : 'Get it with `openfolio plugin download`; what was not released or was taken back has no such signature.',
      });
  }
  if (problems.length > 0) return refused(...problems);
  const manifest = JSON.parse(new TextDecoder().decode(files.get('manifest.json'))) as PluginManifest;
  if (!trust.isYanked(manifest.name, manifest.version)) return { ok: true, value: manifest };
  return refused({
    file: 'manifest.json',
    place: '',
    reason: `${manifest.name} ${manifest.version} was yanked.`,
    remedy: 'Install another version.',
  });
}

function payloadOf(signer: Signer, files: PackageFiles): Uint8Array {
  const integrity = files.get(INTEGRITY) ?? new Uint8Array();
  if (signer === 'publisher') return integrity;
  return Buffer.concat([integrity, files.get(SIGNATURES.publisher) ?? new Uint8Array()]);
}

async function signature(payload: Uint8Array, { kid, key }: SigningKey): Promise<Uint8Array> {
  const header = { alg: 'EdDSA', kid, b64: false, crit: ['b64'] };
  const jws = await new FlattenedSign(payload).setProtectedHeader(header).sign(key);
  return new TextEncoder().encode(`${JSON.stringify({ protected: jws.protected, signature: jws.signature })}\n`);
}

async function signatureProblem(
  files: PackageFiles,
  signer: Signer,
  keys: ReadonlyMap<string, CryptoKey | JWK>,
): Promise<string | undefined> {
  const bytes = files.get(SIGNATURES[signer]);
  if (!bytes) return `The ${signer}'s signature is missing.`;
  try {
    const jws = JSON.parse(new TextDecoder().decode(bytes)) as Pick<FlattenedJWSInput, 'protected' | 'signature'>;
    const keyOf = ({ kid }: { kid?: string } = {}) => {
      const key = kid === undefined ? undefined : keys.get(kid);
      if (!key) throw new TypeError('unknown key');
      return key;
    };
    const detached = { protected: jws.protected, signature: jws.signature, payload: payloadOf(signer, files) };
    await flattenedVerify(detached, keyOf, { algorithms: ['EdDSA'] });
    return undefined;
  } catch {
    return `The ${signer}'s signature does not verify with a trusted key.`;
  }
}
