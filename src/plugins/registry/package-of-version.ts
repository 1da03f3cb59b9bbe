import { gzipSync } from 'node:zlib';
import type { Statement, TextRow } from '../../operation/index.js';
import { asPublished, signAsRegistry } from '../package/sign-package.js';
import { readTar, writeTar } from '../package/tar.js';
import { digestOf } from '../runner/digest-of.js';
import type { RegistryKey } from './registry-key.js';
import type { ReleaseStatus } from './release.js';

/** The registry vouches for what it has published and not taken back. */
const COUNTERSIGNED: readonly ReleaseStatus[] = ['APPROVED', 'STAGED', 'LISTED', 'SUSPENDED', 'DEPRECATED'];

export interface VersionPackage {
  /** Gzipped tar, base64. */
  readonly package: string;
  /** sha256 of the tar as its publisher signed it, without the registry's signature: what receipts name. */
  readonly packageHash: string;
  readonly countersigned: boolean;
}

/** Row-level security decides who sees which: everybody what was released, its publisher and reviewers also what was not yet. */
export function packageOf(name: string, version: string): Statement {
  return {
    name: 'plugin_package_of',
    text: `SELECT r.status, encode(k.bytes, 'base64') FROM plugin p JOIN plugin_version v ON v.plugin_id = p.id
       JOIN plugin_release r ON r.version_id = v.id JOIN plugin_package k ON k.version_id = v.id WHERE p.name = $1 AND v.version = $2`,
    values: [name, version],
  };
}

/**
 * What a download gives: the package as it was published, with the registry's own signature over it. It is made on the spot (Ed25519
 * gives the same one each time), so that no stored signature goes on vouching for a version that was yanked.
 */
export async function asDownload([status, base64]: TextRow, key: RegistryKey): Promise<VersionPackage> {
  const stored = readTar(new Uint8Array(Buffer.from(base64 ?? '', 'base64')));
  if (!stored.ok) throw new Error('A stored package can not be read', { cause: stored.problems });
  const published = asPublished(stored.value);
  const countersigned = COUNTERSIGNED.includes(status as ReleaseStatus);
  const files = countersigned ? await signAsRegistry(published, await key.signer()) : published;
  return {
    package: gzipSync(writeTar(files)).toString('base64'),
    packageHash: digestOf(writeTar(published)),
    countersigned,
  };
}
