import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type Manifest, openManifest } from '../export/manifest.js';
import { filesOf } from '../export/tar.js';
import type { Checkpoint } from '../sealing/checkpoint.js';
import { type PublicReceiptKey, trustedKeys } from '../sealing/receipt-keys.js';
import { ArchivedParts } from './archived-parts.js';
import { CheckChain, type KeptHead } from './check-chain.js';
import type { ExportFinding, Finding } from './findings.js';

const decompress = promisify(gunzip);

export interface ExportReport {
  readonly manifest: Manifest | undefined;
  readonly receipts: number;
  readonly checkpoints: number;
  readonly findings: number;
}

/**
 * Checks an archive with the public keys alone: the signature over its files, the chain of checkpoints, that each receipt
 * stands in the tree of its checkpoint, and of an archive of all receipts that none is left out. Holds one file in memory.
 * Whatever it is handed, it tells and does not throw, but for a file that can't be read at all.
 */
export async function verifyExport(
  file: string,
  keys: readonly PublicReceiptKey[],
  report: (finding: ExportFinding) => void,
  kept?: KeptHead,
): Promise<ExportReport> {
  const trusted = await trustedKeys(keys);
  let findings = 0;
  const tell = (finding: ExportFinding) => {
    findings += 1;
    report(finding);
  };
  let manifest: Manifest | undefined;
  const found = new FoundFiles(tell);
  const chain = new ArchiveChain(trusted, kept, tell);
  const parts = new ArchivedParts(chain.checkpoints, tell);
  try {
    for await (const { name, content, asWritten } of filesOf(file)) {
      const isManifest = name === 'manifest.jws';
      if (isManifest) manifest = await openManifest(content.toString(), trusted);
      if (!found.add(name, content, asWritten) || isManifest) continue;
      try {
        if (name.startsWith('checkpoints')) await chain.read(await linesOf(content));
        else if (name.startsWith('receipts/')) parts.check(await linesOf(content));
      } catch {
        found.unreadable(name); // no gzip, or no JSON: it is not what was signed
      }
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    tell({ kind: 'ARCHIVE_BROKEN' });
  }
  if (manifest) {
    found.compareWith(manifest);
    if (manifest.subject === 'ALL') parts.mustBeWhole(manifest, found.names);
  } else tell({ kind: 'ARCHIVE_FORGED' });
  return { manifest, receipts: parts.receipts, checkpoints: chain.checkpoints.size, findings };
}

/** The manifest stands first in an archive that was written whole, last in one that grew: files are compared when all are read. */
class FoundFiles {
  readonly #tell: (finding: ExportFinding) => void;
  /** SHA-256; empty for what is not as it was written. */
  readonly #digests = new Map<string, string>();

  constructor(tell: (finding: ExportFinding) => void) {
    this.#tell = tell;
  }

  get names(): ReadonlySet<string> {
    return new Set(this.#digests.keys());
  }

  /** @returns whether it is the first of its name: which of two is unpacked differs by program */
  add(name: string, content: Buffer, asWritten: boolean): boolean {
    if (this.#digests.has(name)) {
      this.#tell({ kind: 'FILE_UNKNOWN', name });
      return false;
    }
    this.#digests.set(name, asWritten ? createHash('sha256').update(content).digest('base64url') : '');
    return true;
  }

  unreadable(name: string): void {
    this.#digests.set(name, '');
  }

  compareWith({ files }: Manifest): void {
    const signed = new Map(files.map(({ name, sha256 }) => [name, sha256]));
    for (const [name, sha256] of this.#digests) {
      if (name === 'manifest.jws') {
        if (sha256 === '') this.#tell({ kind: 'FILE_ALTERED', name });
      } else if (signed.get(name) !== sha256)
        this.#tell({ kind: signed.has(name) ? 'FILE_ALTERED' : 'FILE_UNKNOWN', name });
    }
    for (const name of signed.keys()) if (!this.#digests.has(name)) this.#tell({ kind: 'FILE_MISSING', name });
  }
}

/** The checkpoints of an archive, in one file or several. They stand before the receipts, which are compared with them. */
class ArchiveChain {
  readonly checkpoints = new Map<number, Checkpoint>();
  readonly #begin: (startsAt: number) => CheckChain;
  #chain: CheckChain | undefined;

  constructor(
    trusted: Awaited<ReturnType<typeof trustedKeys>>,
    kept: KeptHead | undefined,
    tell: (finding: Finding) => void,
  ) {
    this.#begin = (startsAt) => new CheckChain({ trusted, startsAt, kept }, tell);
  }

  async read(lines: readonly string[]): Promise<void> {
    for (const line of lines) {
      const { number, jws } = JSON.parse(line) as { number: number; jws: string };
      this.#chain ??= this.#begin(number);
      const checkpoint = await this.#chain.next(number, jws);
      if (checkpoint) this.checkpoints.set(checkpoint.number, checkpoint);
    }
  }
}

async function linesOf(content: Buffer): Promise<string[]> {
  return (await decompress(content))
    .toString()
    .split('\n')
    .filter((line) => line !== '');
}
